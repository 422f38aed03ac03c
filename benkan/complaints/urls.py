"""Pages of complaints."""

from django.urls import path

from benkan.complaints.views import desk, handling, recipients

app_name = "complaints"
ONE = "plaintes/a-examiner/<uuid:complaint_id>/"

urlpatterns = [
    path("plaintes/", desk.desk, name="desk"),
    path("plaintes/noter/", desk.note, name="note"),
    path("plaintes/suivre/", desk.follow, name="follow"),
    path("plaintes/contester/", desk.contest, name="contest"),
    path("plaintes/a-examiner/", handling.queue, name="queue"),
    path(ONE, handling.one, name="one"),
    path(f"{ONE}examiner/", handling.examine, name="examine"),
    path(f"{ONE}note/", handling.write_note, name="write_note"),
    path(f"{ONE}repondre/", handling.answer, name="answer"),
    path(f"{ONE}confier/", handling.hand_over, name="hand_over"),
    path(f"{ONE}dite/", handling.told, name="told"),
    path(f"{ONE}clore/", handling.close, name="close"),
    path("plaintes/destinataires/", recipients.recipients, name="recipients"),
    path("plaintes/destinataires/<uuid:recipient_id>/finir/", recipients.end_mandate, name="end_mandate"),
]
