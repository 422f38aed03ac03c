"""Pages of collective and community projects."""

from django.urls import path

from benkan.groups.views import community, groups, money

app_name = "groups"
GROUP = "projets/collectifs/<uuid:group_id>/"
MEMBER = f"{GROUP}membres/<uuid:member_id>/"
FUNDING = "projets/financements/<uuid:funding_id>/"
TRANCHE = "projets/tranches/<uuid:tranche_id>/"
PROJECT = "projets/communautaires/<uuid:project_id>/"

urlpatterns = [
    path("projets/", groups.projects, name="list"),
    path("projets/nombres/", community.totals, name="totals"),
    path("projets/collectifs/noter/", groups.new_group, name="new"),
    path(GROUP, groups.group, name="group"),
    path(f"{GROUP}corriger/", groups.correct_group, name="correct"),
    path(f"{GROUP}partenaire/", groups.partner, name="partner"),
    path(f"{GROUP}inscrire/", groups.link, name="link"),
    path(f"{GROUP}compter/", groups.host, name="host"),
    path(f"{GROUP}parts/", groups.rule, name="rule"),
    path(f"{GROUP}commencer/", groups.begin, name="begin"),
    path(f"{GROUP}dissoudre/", groups.dissolve, name="dissolve"),
    path(f"{GROUP}suivi/", groups.visit, name="visit"),
    path(f"{GROUP}financer/", money.ask_funding, name="ask_funding"),
    path(f"{GROUP}comptes/", money.line, name="line"),
    path(f"{GROUP}comptes/<uuid:line_id>/annuler/", money.cancel_line, name="cancel_line"),
    path(f"{MEMBER}sortie/", groups.leave, name="leave"),
    path(f"{MEMBER}<slug:word>/", groups.member_act, name="member_act"),
    path(f"{FUNDING}retenir/", money.retain, name="retain"),
    path(f"{FUNDING}rejeter/", money.reject, name="reject"),
    path(f"{FUNDING}tranche/", money.plan_tranche, name="plan_tranche"),
    path(f"{FUNDING}<slug:word>/", money.decide, name="decide"),
    path(f"{TRANCHE}preuve/", money.evidence, name="evidence"),
    path(f"{TRANCHE}payer/", money.pay, name="pay"),
    path(f"{TRANCHE}<slug:word>/", money.move_tranche, name="move_tranche"),
    path("projets/communautaires/noter/", community.new_project, name="new_project"),
    path(PROJECT, community.project, name="project"),
    path(f"{PROJECT}ajouter/<slug:word>/", community.project_row, name="project_row"),
    path(f"{PROJECT}etat/<slug:word>/", community.move_project, name="move_project"),
]
