"""Pages of accompaniments."""

from django.urls import path

from benkan.cases.views import cases, friday, listing, totals

app_name = "cases"
CASE = "accompagnements/<uuid:case_id>/"

urlpatterns = [
    path("accompagnements/", listing.cases, name="list"),
    path("accompagnements/nombres/", totals.totals, name="totals"),
    path("accompagnements/nombres/liste/", totals.behind, name="behind"),
    path("accompagnements/note-du-vendredi/", friday.note, name="friday"),
    path("dossiers/<uuid:registration_id>/accompagner/", cases.open_case, name="open"),
    path(CASE, cases.case, name="case"),
    path(f"{CASE}confier/", cases.confide, name="confide"),
    path(f"{CASE}suspendre/", cases.suspend, name="suspend"),
    path(f"{CASE}reprendre/", cases.resume, name="resume"),
    path(f"{CASE}clore/", cases.close, name="close"),
    path(f"{CASE}rouvrir/", cases.reopen, name="reopen"),
]
