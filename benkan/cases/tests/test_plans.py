"""A plan is drafted line by line, submitted to whoever pays under its ceiling and her consent, revised, never lost."""

import pytest

from benkan.audit.models import Entry
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.models import FundingRequest, Need, NeedStatusRow, Plan, PlanLine
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import capped, drafted, let_plans_leave, requests_of, submitted, the_line, wanted
from benkan.cases.writes import close, reopen
from benkan.cases.writes.plan_lines import Wanted, add_line, cancel_line, change_line
from benkan.cases.writes.plans import (
    abandon_plan,
    approve_plan,
    begin_plan,
    say_goal,
    submit_plan,
    take_back_plan,
)
from benkan.common.errors import Impossible, Refused
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.organisations.founding import founding
from benkan.organisations.writes import give_membership, open_account
from benkan.people.tests.factories import consented


@pytest.fixture
def agreed(cast):
    """Plans may leave to the agency, which pays at most 550 000 F for equipment."""
    let_plans_leave(cast.fanta, cast.drissa)
    with acting_for(cast.aminata) as aminata:
        capped(aminata)


@pytest.fixture
def by(agreed, by):
    return by


def a_colleague(cast):
    with acting_for(cast.kadiatou) as kadiatou:
        organisation = kadiatou.organisation
    with founding() as founder:
        account = open_account(by=founder, email="ousmane@exemple.ml", name="Ousmane Bah")
        give_membership(by=founder, account=account, organisation=organisation, role="accompagnement")
    return account


# ---- The draft ----


def test_a_draft_is_begun_once_and_edited_line_by_line(by):
    plan = drafted(by)
    with pytest.raises(Impossible, match="brouillon existe déjà"):
        begin_plan(by=by, case=plan.case)
    line = add_line(by=by, plan=plan, wanted=wanted(0, "gestion", title="Gestion simple,  5 jours"))
    assert line.title == "Gestion simple, 5 jours"
    change_line(by=by, line=line, wanted=wanted(0, "gestion", title="Gestion simple, 3 jours"))
    cancel_line(by=by, line=line)
    line.refresh_from_db()
    assert (line.title, line.status) == ("Gestion simple, 3 jours", "annulee")
    changed = Entry.objects.get(verb="cases.plan_line_changed")
    assert (changed.fields, changed.reason) == (["title"], "")
    say_goal(by=by, plan=plan, goal="vendre du mil")
    assert Plan.objects.get().goal == "vendre du mil"


def test_a_line_over_the_ceiling_is_refused_by_a_sentence_that_names_it(by):
    plan = drafted(by)
    with pytest.raises(Impossible) as refused:
        add_line(by=by, plan=plan, wanted=wanted(200_000))
    said = str(refused.value)
    assert "650\u202f000\u00a0F\u00a0CFA" in said  # both lines together
    assert "Agence Djigui paie au plus 550\u202f000\u00a0F\u00a0CFA" in said
    assert "Décision 2026-04" in said
    add_line(by=by, plan=plan, wanted=wanted(200_000, "activite"))  # another kind, another ceiling


def test_the_ceiling_is_asked_again_on_the_day_it_is_submitted(by, cast):
    plan = drafted(by, wanted(450_000, "activite"))
    with acting_for(cast.aminata) as aminata:
        capped(aminata, "activite", 300_000)
    with acting_for(cast.kadiatou) as kadiatou, pytest.raises(Impossible, match="paie au plus 300"):
        submit_plan(by=kadiatou, plan=plan)


def test_a_line_that_costs_says_who_pays(by):
    with pytest.raises(Impossible, match="Dites qui paie"):
        drafted(by, wanted(1000, payer=None))


def test_a_restricted_line_says_its_pillar_only(by):
    said = Wanted(pillar="psychosocial", dimension="psychosociale", level="individuel", restricted=True, title="soins")
    line = the_line(drafted(by, said))
    assert (line.restricted, line.kind_id, line.title) == (True, None, "")


def test_the_need_of_somebody_else_answers_no_line(by):
    other = _need(by, accompanied(by, "lassine"))
    with pytest.raises(Impossible, match="celui d’une autre personne"):
        drafted(by, wanted(0, need=other))


def test_a_draft_never_submitted_is_given_up_and_another_begun(by):
    first = abandon_plan(by=by, plan=drafted(by))
    second = drafted(by, case=first.case)
    assert (first.status, second.version) == ("abandonne", 2)


# ---- Submitting ----


def test_each_costed_line_is_asked_of_its_payer_without_a_name(by, cast):
    plan = submitted(by, wanted(), wanted(0, "gestion", title="Gestion simple"))
    (request,) = requests_of(plan)
    registration = plan.case.registration
    assert (request.number, request.sex, request.age_group, request.amount) == (
        registration.number, "F", "adulte", 450_000,
    )  # fmt: skip
    assert request.region is None or request.region.level == "region"
    assert [line.status for line in plan.lines.order_by("written_at", "pk")] == ["a_financer", "prevue"]
    with acting_for(cast.aminata):
        assert FundingRequest.objects.get().title == "Petit commerce de céréales"
        assert PlanLine.objects.count() == 0
        assert Notice.objects.get(kind="cases.funding_filed").address == "/financements/"
    with acting_for(cast.sekou):
        assert FundingRequest.objects.count() == 0


def test_what_is_missing_is_said_before_anything_is_asked(by):
    plan = begin_plan(by=by, case=accompanied(by))
    with pytest.raises(Impossible, match="ce que la personne veut atteindre"):
        submit_plan(by=by, plan=plan)
    say_goal(by=by, plan=plan, goal="élever des moutons")
    with pytest.raises(Impossible, match="aucune ligne"):
        submit_plan(by=by, plan=plan)


def test_without_her_consent_nothing_leaves(by):
    plan = drafted(by)
    consented(by, plan.case.registration, orientation=False)
    with pytest.raises(Refused, match=r"Orientation.*Rien n’a été transmis"):
        submit_plan(by=by, plan=plan)
    assert (Plan.objects.get().status, FundingRequest.objects.count()) == ("redige", 0)


def test_without_an_agreement_nothing_leaves(cast, signed_text):
    with acting_for(cast.kadiatou) as kadiatou, pytest.raises(Refused, match="Aucun accord de partage"):
        submitted(kadiatou)


def test_it_is_taken_back_before_anybody_decided(by):
    plan = take_back_plan(by=by, plan=submitted(by))
    assert (plan.status, the_line(plan).status, requests_of(plan)[0].status) == ("redige", "prevue", "reprise")
    plan = submit_plan(by=by, plan=plan)
    assert [one.status for one in requests_of(plan)] == ["reprise", "deposee"]


def test_a_plan_that_costs_nothing_is_approved_by_a_colleague(by, cast):
    plan = submitted(by, wanted(0, "gestion"))
    with pytest.raises(Impossible, match="un collègue l’approuve"):
        approve_plan(by=by, plan=plan)
    with acting_for(a_colleague(cast)) as colleague:
        assert approve_plan(by=colleague, plan=plan).status == "approuve"


def test_a_plan_that_costs_is_not_a_colleague_s_to_approve(by, cast):
    plan = submitted(by)
    with acting_for(a_colleague(cast)) as colleague, pytest.raises(Impossible, match="l’organisme qui paie"):
        approve_plan(by=colleague, plan=plan)


def test_a_need_that_a_line_answers_is_planned_and_waits_again_when_it_is_given_up(by):
    case = accompanied(by)
    need = _need(by, case)
    plan = submitted(by, wanted(need=need), case=case)
    need.refresh_from_db()
    assert need.status == NeedStatus.PLANNED
    cancel_line(by=by, line=the_line(plan))
    need.refresh_from_db()
    assert (need.status, requests_of(plan)[0].status) == (NeedStatus.SAID, "reprise")


def test_nothing_is_planned_for_whom_nobody_accompanies(by):
    plan = drafted(by)
    close(by=by, case=plan.case, reason="renonce")
    with pytest.raises(Impossible, match="clos ou transmis"):
        submit_plan(by=by, plan=plan)
    with pytest.raises(Impossible, match="clos ou transmis"):
        begin_plan(by=by, case=plan.case)


def test_what_was_asked_for_whom_nobody_accompanies_any_more_is_taken_back_and_asked_anew(by):
    plan = submitted(by)
    case = close(by=by, case=plan.case, reason="renonce")
    assert requests_of(plan)[0].status == "reprise"
    reopen(by=by, case=case)
    second = begin_plan(by=by, case=case, why="Elle revient")
    assert [one.status for one in requests_of(submit_plan(by=by, plan=second))] == ["deposee"]


# ---- Revisions ----


def test_a_revision_says_why_and_keeps_the_earlier_version(by):
    first = submitted(by, wanted(), wanted(0, "gestion"))
    with pytest.raises(Impossible, match="pourquoi le plan est revu"):
        begin_plan(by=by, case=first.case)
    second = begin_plan(by=by, case=first.case, why="Un enfant est né")
    assert (second.goal, second.revises, second.version) == (first.goal, first, 2)
    carried = list(second.lines.order_by("written_at", "pk"))
    assert [line.carried_from.plan_id for line in carried] == [first.pk, first.pk]
    assert sorted(line.status for line in carried) == ["a_financer", "prevue"]
    second = submit_plan(by=by, plan=second)
    first.refresh_from_db()
    assert (first.status, second.status) == ("remplace", "soumis")
    assert len(FundingRequest.objects.all()) == 1  # what was asked is not asked again
    assert [line.status for line in first.lines.order_by("written_at", "pk")] == ["a_financer", "prevue"]


def test_a_revision_that_was_abandoned_bars_no_other(by):
    first = submitted(by)
    abandon_plan(by=by, plan=begin_plan(by=by, case=first.case, why="Elle déménage"))
    third = begin_plan(by=by, case=first.case, why="Elle se marie")
    assert (third.version, third.revises) == (3, first)


def test_a_line_given_up_in_a_revision_is_taken_back_everywhere(by):
    first = submitted(by, wanted(), wanted(0, "gestion"))
    second = begin_plan(by=by, case=first.case, why="Elle a trouvé un emploi")
    asked = second.lines.get(status="a_financer")
    cancel_line(by=by, line=asked)
    assert FundingRequest.objects.get().status == "reprise"
    assert {line.status for line in PlanLine.objects.filter(cost__gt=0)} == {"annulee"}


def test_a_submitted_plan_under_revision_is_not_taken_back(by):
    first = submitted(by)
    begin_plan(by=by, case=first.case, why="Elle déménage")
    with pytest.raises(Impossible, match="en brouillon"):
        take_back_plan(by=by, plan=first)


# ---- Who may ----


def test_who_receives_or_pays_writes_no_plan(by, cast):
    case = accompanied(by)
    with acting_for(cast.awa) as awa, pytest.raises(Refused):
        begin_plan(by=awa, case=case)


def _need(by, case) -> Need:
    need = Need.objects.create(
        organisation_id=by.organisation_id, case=case, kind_id="equipement", pillar="economique",
        dimension="economique", written_by_id=by.account_id,
    )  # fmt: skip
    NeedStatusRow.objects.create(need=need, organisation_id=by.organisation_id, status=need.status, by_id=by.account_id)
    return need
