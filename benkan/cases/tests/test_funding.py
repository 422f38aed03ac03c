"""Whoever pays decides by sitting; a decision counts when its minutes are signed; a grant is never passed."""

import datetime as dt

import pytest

from benkan.audit.models import Entry
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.models import FundingRequest, Grant, Plan, PlanLine, PlanStatusRow, Sitting
from benkan.cases.reads.funding import ceilings_on, sums_of, told_not_yet, unfunded
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import (
    a_kind,
    adjourned,
    capped,
    decided,
    granted,
    let_plans_leave,
    rejected,
    requests_of,
    retained,
    sat,
    submitted,
    the_line,
    wanted,
)
from benkan.cases.writes.funding import assign, tell_decision
from benkan.cases.writes.grants import GrantSaid, correct_grant, remove_ceiling, set_ceiling
from benkan.cases.writes.plan_lines import cancel_line, change_line, contest_line, rewrite_line
from benkan.cases.writes.plans import begin_plan, submit_plan, take_back_plan
from benkan.cases.writes.sittings import (
    Decision,
    close_sitting,
    correct_sitting,
    decide,
    open_sitting,
    take_back_decision,
)
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.notices.models import Notice
from benkan.organisations.acting import acting_for
from benkan.organisations.founding import founding
from benkan.organisations.models import Membership
from benkan.organisations.writes import end_membership, give_membership


@pytest.fixture
def agreed(cast):
    let_plans_leave(cast.fanta, cast.drissa)


@pytest.fixture
def plan(cast, agreed, signed_text) -> Plan:
    """One line of 450 000 F before the agency, one that costs nothing."""
    with acting_for(cast.kadiatou) as kadiatou:
        return submitted(kadiatou, wanted(), wanted(0, "gestion", title="Gestion simple"))


@pytest.fixture
def aminata(cast, plan):
    """The commission, at work."""
    with acting_for(cast.aminata) as acting:
        yield acting


@pytest.fixture
def request_(aminata) -> FundingRequest:
    return FundingRequest.objects.get()


def as_seen(cast, plan) -> tuple[str, str]:
    """Where the plan and its costed line stand, on the side of the person."""
    with acting_for(cast.kadiatou):
        plan = Plan.objects.get(pk=plan.pk)
        return plan.status, plan.lines.get(cost__gt=0).status


# ---- Sittings ----


def test_a_decision_counts_when_the_minutes_are_signed(aminata, request_, plan, cast):
    sitting = sat(aminata)
    decide(by=aminata, sitting=sitting, decisions=[retained(request_, 400_000)])
    assert as_seen(cast, plan) == ("soumis", "a_financer")
    assert list(unfunded(aminata)) == []
    with pytest.raises(Impossible, match="procès-verbal signé"):
        close_sitting(by=aminata, sitting=sitting, minutes="  ")
    close_sitting(by=aminata, sitting=sitting, minutes="PV 2026-03")
    assert as_seen(cast, plan) == ("approuve", "retenue")
    assert [one.granted for one in unfunded(aminata)] == [400_000]
    with acting_for(cast.kadiatou) as kadiatou:
        notice = Notice.objects.get(kind="cases.funding_decided")
        assert (notice.account_id, notice.address) == (kadiatou.account_id, f"/accompagnements/{plan.case_id}/")
        row = PlanStatusRow.objects.get(plan=plan, status="approuve")
        assert (row.by_id, row.organisation_id) == (None, kadiatou.organisation_id)


def test_what_was_noted_by_mistake_is_taken_back_until_then(aminata, request_):
    sitting = sat(aminata)
    decide(by=aminata, sitting=sitting, decisions=[rejected(request_)])
    request = take_back_decision(by=aminata, sitting=sitting, request=request_)
    assert (request.status, request.granted) == ("deposee", None)
    with pytest.raises(Impossible, match="n’est pas décidée par cette séance"):
        take_back_decision(by=aminata, sitting=sitting, request=request_)
    with pytest.raises(Impossible, match="rien décidé encore"):
        close_sitting(by=aminata, sitting=sitting, minutes="PV")
    decide(by=aminata, sitting=sitting, decisions=[retained(request_)])
    close_sitting(by=aminata, sitting=sitting, minutes="PV")
    for late in (
        lambda: take_back_decision(by=aminata, sitting=sitting, request=request_),
        lambda: decide(by=aminata, sitting=sitting, decisions=[rejected(request_)]),
        lambda: correct_sitting(by=aminata, sitting=sitting, members=["Autre"]),
    ):
        with pytest.raises(Impossible, match="est signé"):
            late()


def test_a_sitting_says_who_sits_and_decides_from_its_day_on(aminata, request_):
    with pytest.raises(Impossible, match="qui siège"):
        open_sitting(by=aminata, held_on=clock.today(), members=[" "])
    coming = sat(aminata, clock.today() + dt.timedelta(days=2))
    with pytest.raises(Impossible, match="ne décide rien avant ce jour"):
        decide(by=aminata, sitting=coming, decisions=[retained(request_)])
    past = sat(aminata, clock.today() - dt.timedelta(days=2))
    with pytest.raises(Impossible, match="déposée après cette séance"):
        decide(by=aminata, sitting=past, decisions=[retained(request_)])


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"status": FundingStatus.RETAINED, "amount": 450_001}, "retenez un montant entre 1 et 450"),
        ({"status": FundingStatus.RETAINED, "amount": 0}, "retenez un montant entre 1 et 450"),
        ({"status": FundingStatus.REJECTED, "words": "Deux devis manquent."}, "choisissez le motif"),
        ({"status": FundingStatus.ADJOURNED, "reason": "incomplet", "words": " "}, "ce qui sera dit à la personne"),
    ],
)
def test_what_a_sitting_decides_holds_together(aminata, request_, said, sentence):
    sitting = sat(aminata)
    with pytest.raises(Impossible, match=sentence):
        decide(by=aminata, sitting=sitting, decisions=[Decision(request_, **said)])
    assert FundingRequest.objects.get().status == "deposee"


def test_nobody_decides_what_he_filed(cast, agreed, signed_text):
    """Who asked for a person, and has joined the commission since, leaves that request to another member."""
    with acting_for(cast.kadiatou) as kadiatou:
        filed = requests_of(submitted(kadiatou))
    with acting_for(cast.aminata) as aminata:
        djigui = aminata.organisation
    with acting_for(cast.fanta) as fanta:
        end_membership(by=fanta, membership=Membership.objects.get(account=cast.kadiatou))
    with founding() as founder:
        give_membership(by=founder, account=cast.kadiatou, organisation=djigui, role="commission")
    with acting_for(cast.kadiatou, djigui) as same, pytest.raises(Refused, match="vous l’avez déposée"):
        decide(by=same, sitting=sat(same), decisions=[retained(filed[0])])


def test_all_that_a_page_says_is_decided_or_nothing(cast, plan, aminata, request_):
    with acting_for(cast.kadiatou) as kadiatou:
        (second,) = requests_of(submitted(kadiatou, wanted(), case=accompanied(kadiatou, "lassine")))
    sitting = sat(aminata)
    with pytest.raises(Impossible, match=second.number):
        decide(by=aminata, sitting=sitting, decisions=[retained(request_), retained(second, 900_000)])
    assert {one.status for one in FundingRequest.objects.all()} == {"deposee"}


def test_another_organisation_reads_neither_request_nor_sitting(aminata, request_, cast):
    decided(aminata, retained(request_))
    with acting_for(cast.sekou):
        assert (FundingRequest.objects.count(), Sitting.objects.count(), Grant.objects.count()) == (0, 0, 0)


# ---- What follows for the person ----


def test_the_person_is_told_once_with_the_words_of_the_sitting(aminata, request_, plan, cast):
    with acting_for(cast.kadiatou) as kadiatou, pytest.raises(Impossible, match="attendez le procès-verbal"):
        tell_decision(by=kadiatou, request=request_)
    decided(aminata, rejected(request_))
    assert as_seen(cast, plan) == ("soumis", "rejetee")
    with acting_for(cast.kadiatou) as kadiatou:
        assert told_not_yet(FundingRequest.objects.all()).count() == 1
        told = tell_decision(by=kadiatou, request=request_)
        assert told.told_by_id == kadiatou.account_id
        with pytest.raises(Impossible, match="déjà été dit"):
            tell_decision(by=kadiatou, request=request_)
        assert Entry.objects.get(verb="cases.decision_told").file_id == plan.case.registration_id
    with pytest.raises(Refused):
        tell_decision(by=aminata, request=request_)


def test_an_adjourned_one_waits_for_the_next_sitting(aminata, request_, plan, cast):
    decided(aminata, adjourned(request_))
    assert as_seen(cast, plan) == ("soumis", "a_financer")
    decided(aminata, retained(request_))
    assert as_seen(cast, plan) == ("approuve", "retenue")


def test_a_rejected_line_is_written_otherwise_and_asked_again(aminata, request_, plan, cast):
    decided(aminata, rejected(request_))
    with acting_for(cast.kadiatou) as kadiatou:
        line = rewrite_line(by=kadiatou, line=the_line(plan))
        change_line(by=kadiatou, line=line, wanted=wanted(300_000))
        plan = submit_plan(by=kadiatou, plan=plan)
        assert [(one.status, one.amount) for one in requests_of(plan)] == [("rejetee", 450_000), ("deposee", 300_000)]


def test_a_rejected_line_is_contested_the_same_request_decided_again(aminata, request_, plan, cast):
    decided(aminata, rejected(request_))
    with acting_for(cast.kadiatou) as kadiatou:
        tell_decision(by=kadiatou, request=request_)
        assert contest_line(by=kadiatou, line=the_line(plan)).pk == the_line(plan).pk
    assert as_seen(cast, plan) == ("soumis", "a_financer")
    decided(aminata, retained(request_))
    request_.refresh_from_db()
    assert (request_.status, request_.told_at) == ("retenue", None)
    assert [row.status for row in request_.statuses.all()] == ["deposee", "rejetee", "deposee", "retenue"]


def test_a_rejected_line_given_up_leaves_the_rest_to_be_approved(cast, agreed, signed_text):
    with acting_for(cast.kadiatou) as kadiatou:
        plan = submitted(kadiatou, wanted(), wanted(100_000, "activite", title="Étal"))
        first, second = requests_of(plan)
    with acting_for(cast.aminata) as aminata:
        decided(aminata, retained(first), rejected(second))
    with acting_for(cast.kadiatou) as kadiatou:
        assert Plan.objects.get().status == "soumis"
        cancel_line(by=kadiatou, line=the_line(plan, 1))
        assert Plan.objects.get().status == "approuve"


def test_a_plan_is_not_taken_back_once_somebody_decided(aminata, request_, plan, cast):
    decide(by=aminata, sitting=sat(aminata), decisions=[retained(request_)])
    with acting_for(cast.kadiatou) as kadiatou, pytest.raises(Impossible, match="a déjà examiné"):
        take_back_plan(by=kadiatou, plan=plan)


def test_what_is_decided_during_a_revision_follows_both_versions(aminata, request_, plan, cast):
    with acting_for(cast.kadiatou) as kadiatou:
        second = begin_plan(by=kadiatou, case=plan.case, why="Un enfant est né")
    decided(aminata, retained(request_))
    with acting_for(cast.kadiatou) as kadiatou:
        assert {line.status for line in PlanLine.objects.filter(cost__gt=0)} == {"retenue"}
        second = submit_plan(by=kadiatou, plan=second)
        assert second.status == "approuve"
    assign(by=aminata, grant=granted(aminata), requests=[request_])
    with acting_for(cast.kadiatou) as kadiatou:
        second.refresh_from_db()
        assert (second.status, second.lines.get(cost__gt=0).status) == ("finance", "financee")
        assert Plan.objects.get(pk=plan.pk).lines.get(cost__gt=0).status == "retenue"  # as it was
        third = begin_plan(by=kadiatou, case=plan.case, why="Elle déménage")
        with pytest.raises(Impossible, match="elle reste dans le plan"):
            cancel_line(by=kadiatou, line=third.lines.get(cost__gt=0))


def test_a_line_dropped_by_a_revision_is_not_contested_behind_it(aminata, request_, plan, cast):
    decided(aminata, rejected(request_))
    with acting_for(cast.kadiatou) as kadiatou:
        second = begin_plan(by=kadiatou, case=plan.case, why="Elle change de projet")
        cancel_line(by=kadiatou, line=second.lines.get(cost__gt=0))
        with pytest.raises(Impossible, match="récrit ou retiré"):
            contest_line(by=kadiatou, line=the_line(plan))
        with pytest.raises(Impossible, match="récrivez la ligne là"):
            rewrite_line(by=kadiatou, line=the_line(plan))


# ---- Grants ----


def test_a_grant_pays_what_it_has_left_and_no_more(aminata, request_, plan, cast):
    decided(aminata, retained(request_, 400_000))
    small = granted(aminata, 399_999)
    with pytest.raises(Impossible) as refused:
        assign(by=aminata, grant=small, requests=[request_])
    assert "Il reste 399\u202f999" in str(refused.value)
    enough = granted(aminata, 400_000, "AFD-13")
    assign(by=aminata, grant=enough, requests=[request_])
    (sums,) = sums_of(Grant.objects.filter(pk=enough.pk))
    assert (sums.promised, sums.assigned, sums.left, sums.count) == (400_000, 400_000, 0, 1)
    assert as_seen(cast, plan) == ("finance", "financee")
    with pytest.raises(Impossible, match="n’est plus à financer"):
        assign(by=aminata, grant=granted(aminata, code="AFD-14"), requests=[request_])
    with acting_for(cast.kadiatou):
        assert told_not_yet(FundingRequest.objects.all()).count() == 1  # the money, too, is told
        assert Grant.objects.get().name == "Appui aux retours"


def test_a_grant_pays_between_its_days(aminata, request_):
    decided(aminata, retained(request_))
    yesterday = clock.today() - dt.timedelta(days=1)
    over = granted(aminata, begins=yesterday, ends=yesterday)
    with pytest.raises(Impossible, match="ne paie rien"):
        assign(by=aminata, grant=over, requests=[request_])


def test_what_is_retained_and_not_signed_is_not_funded(aminata, request_):
    decide(by=aminata, sitting=sat(aminata), decisions=[retained(request_)])
    with pytest.raises(Impossible, match="n’est plus à financer"):
        assign(by=aminata, grant=granted(aminata), requests=[request_])


def test_a_grant_is_corrected_until_it_pays(aminata, request_):
    grant = granted(aminata)
    with pytest.raises(Impossible, match="déjà celle d’une autre subvention"):
        granted(aminata)
    said = GrantSaid(
        name="Appui",
        code="AFD-12",
        funder="Bailleur",
        amount=900_000,
        begins=grant.begins,
        ends=grant.ends,
        source="C 12",
    )
    assert correct_grant(by=aminata, grant=grant, said=said).amount == 900_000
    decided(aminata, retained(request_))
    assign(by=aminata, grant=grant, requests=[request_])
    with pytest.raises(Impossible, match="un avenant se note"):
        correct_grant(by=aminata, grant=grant, said=said)


def test_a_past_day_keeps_its_ceiling(aminata):
    today = clock.today()
    with clock.at(clock.now() - dt.timedelta(days=30)):
        earlier = capped(aminata, amount=300_000)
    later = set_ceiling(by=aminata, kind=a_kind(), amount=550_000, begins=today, source="Note 9")
    key = (aminata.organisation_id, "equipement")
    assert ceilings_on(today - dt.timedelta(days=1))[key].amount == 300_000
    assert ceilings_on(today)[key].amount == 550_000
    with pytest.raises(Impossible, match="commence déjà ce jour-là"):
        set_ceiling(by=aminata, kind=a_kind(), amount=1, begins=today, source="Note 9")
    remove_ceiling(by=aminata, ceiling=later)
    with pytest.raises(Impossible, match="a déjà servi"):
        remove_ceiling(by=aminata, ceiling=earlier)


def test_money_is_the_commission_s_alone(cast, plan, aminata, request_):
    decided(aminata, retained(request_))
    grant = granted(aminata)
    with acting_for(cast.binta) as binta:  # of the same agency, point focal
        for write in (
            lambda: assign(by=binta, grant=grant, requests=[request_]),
            lambda: open_sitting(by=binta, held_on=clock.today(), members=["Une fonction"]),
            lambda: capped(binta, "activite"),
        ):
            with pytest.raises(Refused):
                write()
