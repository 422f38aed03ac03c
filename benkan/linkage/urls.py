"""Pages of pairs of files."""

from django.urls import path

from benkan.linkage import urls_across, urls_quality
from benkan.linkage.views import batch, pair, queue

app_name = "linkage"
PAIR = "rapprochements/<uuid:pair_id>/"

urlpatterns = [
    path("rapprochements/", queue.queue, name="queue"),
    path("rapprochements/lot/", batch.batch, name="batch"),
    path(PAIR, pair.pair, name="pair"),
    path(f"{PAIR}repondre/", pair.answer, name="answer"),
    path(f"{PAIR}defaire/", pair.undone, name="undo"),
]
urlpatterns += urls_across.paths
urlpatterns += urls_quality.paths
