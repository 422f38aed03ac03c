"""Pages of accompaniments."""

from django.urls import path

from benkan.cases.views import (
    cases,
    event_of_age,
    event_shown,
    events,
    friday,
    funding,
    grants,
    listing,
    looking,
    needs,
    plan_lines,
    plans,
    referral_lists,
    referrals,
    referring,
    restricted,
    screening,
    sittings,
    skills,
    surveys,
    totals,
    visits,
)

app_name = "cases"
CASE = "accompagnements/<uuid:case_id>/"
REFERRAL = "orientations/<uuid:referral_id>/"
PLAN = "plans/<uuid:plan_id>/"
LINE = "lignes-de-plan/<uuid:line_id>/"
SITTING = "financements/seances/<uuid:sitting_id>/"

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
    # What is assessed with her.
    path(f"{CASE}evaluer/", screening.screen, name="screen"),
    path(f"{CASE}approfondir/", screening.deepen, name="deepen"),
    path(f"{CASE}priorite/", screening.change_priority, name="priority"),
    path(f"{CASE}reserve/", restricted.restricted, name="restricted"),
    path(f"{CASE}besoins/", needs.needs, name="needs"),
    path(f"{CASE}besoins/<uuid:need_id>/corriger/", needs.correct, name="correct_need"),
    path(f"{CASE}besoins/<uuid:need_id>/etat/", needs.move, name="move_need"),
    path(f"{CASE}bilan/", skills.skills, name="skills"),
    path(f"{CASE}bilan/<uuid:skill_id>/montrer/", skills.show, name="show_skill"),
    path(f"{CASE}bilan/<uuid:skill_id>/retirer/", skills.remove, name="remove_skill"),
    path(f"{CASE}bilan/<uuid:skill_id>/vae/", skills.validation, name="validation"),
    # Her plan.
    path(f"{CASE}plan/", plans.begin, name="begin_plan"),
    path(PLAN, plans.plan, name="plan"),
    path(f"{PLAN}but/", plans.goal, name="plan_goal"),
    path(f"{PLAN}ajouter/", plan_lines.add, name="add_line"),
    path(f"{PLAN}<slug:word>/", plans.move, name="move_plan"),
    path(LINE, plan_lines.change, name="change_line"),
    path(f"{LINE}<slug:word>/", plan_lines.move, name="move_line"),
    path("financements/demandes/<uuid:request_id>/dit/", plans.tell, name="tell_decision"),
    # Who pays.
    path("financements/", funding.queue, name="funding"),
    path("financements/demandes/<uuid:request_id>/", funding.funding_request, name="funding_request"),
    path("financements/affecter/", funding.assign, name="assign"),
    path("financements/seances/", sittings.sittings, name="sittings"),
    path("financements/seances/noter/", sittings.open_sitting, name="open_sitting"),
    path(SITTING, sittings.sitting, name="sitting"),
    path(f"{SITTING}corriger/", sittings.correct_sitting, name="correct_sitting"),
    path(f"{SITTING}clore/", sittings.close_sitting, name="close_sitting"),
    path(f"{SITTING}reprendre/<uuid:request_id>/", sittings.take_back_decision, name="take_back_decision"),
    path("financements/subventions/", grants.grants, name="grants"),
    path("financements/subventions/noter/", grants.note_grant, name="note_grant"),
    path("financements/subventions/<uuid:grant_id>/", grants.correct_grant, name="correct_grant"),
    path("financements/plafonds/", grants.ceilings, name="ceilings"),
    path("financements/plafonds/fixer/", grants.set_ceiling, name="set_ceiling"),
    path("financements/plafonds/<uuid:ceiling_id>/retirer/", grants.remove_ceiling, name="remove_ceiling"),
    # Where she is sent, and what is received.
    path(f"{CASE}orienter/", referring.refer, name="refer"),
    path("orientations/", referral_lists.received, name="received"),
    path("orientations/envoyees/", referral_lists.sent, name="sent"),
    path("orientations/interet-vital/", referral_lists.vital, name="vital"),
    path(REFERRAL, referrals.referral, name="referral"),
    path(f"{REFERRAL}repondre/", referrals.answer, name="answer_referral"),
    path(f"{REFERRAL}clore/", referrals.close, name="close_referral"),
    path(f"{REFERRAL}retirer/", referrals.withdraw, name="withdraw_referral"),
    path(f"{REFERRAL}sans-suite/", referrals.unknown, name="unknown_referral"),
    path(f"{REFERRAL}aide/", referrals.kind, name="referral_kind"),
    path(f"{REFERRAL}besoin/", referrals.need, name="referral_need"),
    path(f"{REFERRAL}fiche/", referrals.sheet, name="referral_sheet"),
]
urlpatterns += [  # follow-up
    path(f"{CASE}joindre/", visits.reach, name="reach"),
    path(f"{CASE}rendez-vous/", visits.plan_visit, name="plan_visit"),
    path(f"{CASE}visites/", visits.note_visit, name="note_visit"),
    path(f"{CASE}visites/impossible/", visits.impossible_visit, name="impossible_visit"),
    path(f"{CASE}visites/<uuid:visit_id>/", visits.visit, name="visit"),
    path(f"{CASE}visites/<uuid:visit_id>/annuler/", visits.cancel_visit, name="cancel_visit"),
    path(f"{CASE}tentatives/", looking.attempt, name="attempt"),
    path(f"{CASE}perdue-de-vue/", looking.lose, name="lose"),
    path(f"{CASE}zone/", looking.zone, name="zone"),
    path(f"{CASE}zone/ouverte/", looking.open_zone, name="open_zone"),
    path(f"{CASE}questionnaires/", surveys.begin, name="begin_survey"),
    path(f"{CASE}questionnaires/<uuid:survey_id>/", surveys.survey, name="survey"),
    path(f"{CASE}questionnaires/<uuid:survey_id>/<int:step>/", surveys.step, name="survey_step"),
    path(f"{CASE}questionnaires/<uuid:survey_id>/reservees/", surveys.reserved, name="survey_reserved"),
    path(f"{CASE}avis/", surveys.opinion, name="opinion"),
]
FILE = "dossiers/<uuid:registration_id>/"
EVENT = "evenements/<uuid:event_id>/"
urlpatterns += [  # events of a life
    path(f"{FILE}evenements/", events.events, name="events"),
    path(f"{FILE}evenements/<slug:what>/", events.note_event, name="note_event"),
    path(f"{FILE}dix-huit-ans/", event_of_age.of_age, name="of_age"),
    path(EVENT, event_shown.event, name="event"),
    path(f"{EVENT}reserve/", event_shown.event_restricted, name="event_restricted"),
    path(f"{EVENT}annuler/", event_shown.annul, name="annul_event"),
    path(f"{EVENT}confirmer/", event_shown.confirm, name="confirm_event"),
    path(f"{EVENT}personne/", events.event_person, name="event_person"),
    path(f"{EVENT}besoin/", event_shown.need, name="event_need"),
    path(f"{EVENT}second-financement/", event_shown.second, name="second_grant"),
    path("evenements/arrets/<uuid:stop_id>/", event_shown.settle, name="settle_stop"),
]
