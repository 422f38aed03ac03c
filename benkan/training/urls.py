"""Pages of training."""

from django.urls import path

from benkan.training.views import attendance, enrolments, sessions, skills, totals

app_name = "training"
SESSION = "formations/<uuid:session_id>/"
ENROLMENT = "formations/inscriptions/<uuid:enrolment_id>/"
REQUEST = "competences/demandes/<uuid:request_id>/"

urlpatterns = [
    path("formations/", sessions.sessions, name="list"),
    path("formations/annoncer/", sessions.new_session, name="new"),
    path("formations/nombres/", totals.totals, name="totals"),
    path("formations/nombres/liste/", totals.behind, name="behind"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}corriger/", sessions.correct_session, name="correct"),
    path(f"{SESSION}annuler/", sessions.cancel_session, name="cancel"),
    path(f"{SESSION}emargement/<str:day>/", attendance.day, name="day"),
    path(f"{SESSION}feuille/<str:day>/", attendance.sheet, name="sheet"),
    path(f"{SESSION}attestations/", attendance.outcomes, name="outcomes"),
    path(f"{SESSION}etat/<slug:word>/", sessions.move_session, name="move"),
    path("accompagnements/<uuid:case_id>/former/", enrolments.enrol, name="enrol"),
    path(ENROLMENT, enrolments.enrolment, name="enrolment"),
    path(f"{ENROLMENT}refuser/", enrolments.refuse, name="refuse"),
    path(f"{ENROLMENT}abandon/", enrolments.drop, name="drop"),
    path(f"{ENROLMENT}emploi/", enrolments.placement, name="placement"),
    path(f"{ENROLMENT}etat/<slug:word>/", enrolments.move_enrolment, name="move_enrolment"),
    path("competences/", skills.skills, name="skills"),
    path("competences/demander/", skills.ask_skills, name="ask_skills"),
    path(REQUEST, skills.skill_request, name="skill_request"),
    path(f"{REQUEST}proposer/<uuid:skill_id>/", skills.propose, name="propose"),
    path(f"{REQUEST}clore/", skills.close_skills, name="close_skills"),
]
