"""Births, family that joins, hospital and prison, projects that stop, departures: each with its rule."""

import datetime as dt

import pytest

from benkan.audit.models import Entry
from benkan.cases import writes
from benkan.cases.engine.schedule import Standing
from benkan.cases.lifecycles.cases import CaseStatus, ClosingReason, SuspensionReason
from benkan.cases.lifecycles.events import After, EventKind, FailureCause, RestrictedKind, Tie, WhyAnnulled
from benkan.cases.models import Case, FundingRequest, LifeEvent, LifeEventDetail, PlanLine
from benkan.cases.reads.event_needs import proposed_needs
from benkan.cases.reads.events import detail_of, stops_of
from benkan.cases.reads.failures import lines_that_may_stop
from benkan.cases.reads.second_grant import second_grant
from benkan.cases.reads.visits import following
from benkan.cases.tests.factories import accompanied, completed
from benkan.cases.tests.living import accompanied_girl, told, tomorrow_at_the_office
from benkan.cases.tests.paying import capped, decided, granted, let_plans_leave, retained, submitted, wanted
from benkan.cases.work_of_events import events as work
from benkan.cases.writes.event_absence import note_away, note_departure
from benkan.cases.writes.event_family import bring, note_birth, note_joined
from benkan.cases.writes.event_of_age import note_of_age
from benkan.cases.writes.event_project import note_failure, prepare_second_grant
from benkan.cases.writes.events import annul_event, note_pregnancy
from benkan.cases.writes.funding import assign
from benkan.cases.writes.plan_lines import Wanted, change_line
from benkan.cases.writes.plans import submit_plan
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import Status
from benkan.people.models import FamilyLink, Identifier
from benkan.people.sharing import check_she_agrees
from benkan.people.writes import note_identifier
from benkan.places.models import Place

GIRL = {"given_names": "Awa", "sex": "F"}
BOY = {"given_names": "", "sex": "M"}


@pytest.fixture
def case(by) -> Case:
    return accompanied(by)


def her(case) -> dict:
    return {"registration": case.registration}


# ---- Births ----


def test_twins_each_have_their_file_in_her_household(by, case):
    event = note_birth(by=by, **her(case), told=told("3/2026"), children=2)
    twins = [bring(by=by, event=event, tie=Tie.CHILD, answers=answers) for answers in (GIRL, BOY)]
    with pytest.raises(Impossible, match="déjà son dossier"):
        bring(by=by, event=event, tie=Tie.CHILD, answers=GIRL)
    case.registration.refresh_from_db()
    assert {one.household_id for one in twins} == {case.registration.household_id}
    assert {(one.birth_year, one.birth_month, one.birth_day) for one in twins} == {(2026, 3, None)}
    links = FamilyLink.objects.filter(kind="parent")
    assert {link.senior_id for link in links} == {case.registration_id}
    (proposed,) = proposed_needs(event)
    assert (proposed.kind.pk, proposed.noted) == ("etat_civil", False)


def test_a_child_that_did_not_live_is_said_nowhere(by, case):
    event = note_birth(by=by, **her(case), told=told(), children=0)
    assert (event.kind, event.awaited) == (EventKind.RESTRICTED, 0)
    assert detail_of(by, event)[0] == "Enfant qui n’a pas vécu"
    assert proposed_needs(event) == []
    with pytest.raises(Impossible, match="n’amène personne"):
        bring(by=by, event=event, tie=Tie.CHILD, answers=GIRL)


def test_a_birth_without_papers_stays_in_the_work_of_the_day(by, case):
    event = note_birth(by=by, **her(case), told=told(), children=1)
    child = bring(by=by, event=event, tie=Tie.CHILD, answers=GIRL)
    assert "Naissance sans acte" in work(by)["rows"][0]["words"]
    note_identifier(by=by, registration=child, kind=Identifier.Kind.BIRTH, value="12/2026")
    assert work(by) is None


def test_a_birth_noted_by_mistake_takes_its_files_with_it(by, case):
    event = note_birth(by=by, **her(case), told=told(), children=1)
    child = bring(by=by, event=event, tie=Tie.CHILD, answers=GIRL)
    annul_event(by=by, event=event, why=WhyAnnulled.MISTAKE)
    child.refresh_from_db()
    assert child.status == Status.ANNULLED
    assert work(by) is None


def test_a_pregnancy_is_sealed_and_counted_as_reserved(by, case):
    event = note_pregnancy(by=by, **her(case), told=told(due="en mai"))
    assert event.kind == EventKind.RESTRICTED
    assert detail_of(by, event) == ("Grossesse", [("due", "en mai")])
    assert Entry.objects.get(verb="cases.event_noted").fields == ["reserve"]


# ---- Family that joins ----


def test_who_joins_her_is_registered_as_what_she_is(by, case):
    event = note_joined(by=by, **her(case), told=told())
    niger = Place.objects.get(slug="ne")
    answers = {"given_names": "Hassane", "sex": "M", "nationality": niger}
    husband = bring(by=by, event=event, tie=Tie.SPOUSE, answers=answers)
    child = bring(by=by, event=event, tie=Tie.CHILD, answers=GIRL | {"nationality_unknown": True})
    case.registration.refresh_from_db()
    assert husband.household_id == child.household_id == case.registration.household_id
    assert (husband.nationality, child.nationality_unknown) == (niger, True)
    assert {one.kind.pk for one in proposed_needs(event)} == {"etat_civil", "sejour", "scolarite"}


# ---- Prison and hospital ----


@pytest.mark.parametrize("kind", [RestrictedKind.PRISON, RestrictedKind.HOSPITAL])
def test_who_is_held_or_in_hospital_is_paused_and_no_list_says_why(by, case, kind):
    event = note_away(by=by, **her(case), told=told(), kind=kind, until=clock.today())
    case.refresh_from_db()
    assert (case.status, event.kind) == (CaseStatus.SUSPENDED, EventKind.RESTRICTED)
    assert following(case).stopped
    assert kind.value not in str(list(Entry.objects.values_list("fields", "reason")))
    (row,) = work(by)["rows"]
    assert row["words"] == "Reprise de l’accompagnement à voir"
    writes.resume(by=by, case=case)
    assert work(by) is None


def test_days_before_it_was_noted_are_not_late_either(by):
    now = clock.now()
    with clock.at(now - dt.timedelta(days=60)):
        case = accompanied(by)
        began = told()
    late = [slot.code for slot in following(case).slots if slot.window.closes and slot.window.closes < clock.today()]
    assert late
    note_away(by=by, **her(case), told=began, kind=RestrictedKind.HOSPITAL)
    writes.resume(by=by, case=case)
    assert [slot for slot in following(case).slots if slot.standing == Standing.LATE] == []


def test_who_was_lost_is_found_when_she_is_in_hospital(by, case):
    Case.objects.update(status=CaseStatus.LOST)
    note_away(by=by, **her(case), told=told(), kind=RestrictedKind.HOSPITAL)
    assert [row.status for row in case.statuses.all()][-2:] == [CaseStatus.OPEN, CaseStatus.SUSPENDED]


def test_annulled_the_pause_ends_with_it(by, case):
    event = note_away(by=by, **her(case), told=told(), kind=RestrictedKind.PRISON)
    annul_event(by=by, event=event, why=WhyAnnulled.WRONG_PERSON)
    case.refresh_from_db()
    assert case.status == CaseStatus.OPEN


def test_a_day_to_come_is_not_an_event(by, case):
    with pytest.raises(Impossible, match="avenir"):
        note_birth(by=by, **her(case), told=_tomorrow(), children=1)
    with pytest.raises(Impossible, match="fin prévue"):
        note_away(
            by=by, **her(case), told=told(), kind=RestrictedKind.PRISON, until=clock.today() - dt.timedelta(days=1)
        )


def _tomorrow():
    with clock.at(clock.now() + dt.timedelta(days=1)):
        return told()


# ---- Leaving again ----


def test_an_intention_stays_with_who_accompanies_her(cast, by, case):
    event = note_departure(by=by, **her(case), told=told(words="vers le nord"), gone=False, after=After.GOES_ON)
    assert event.kind == EventKind.RESTRICTED
    assert detail_of(by, event)[1] == [("words", "vers le nord")]
    Case.objects.update(worker=cast.awa)
    assert detail_of(by, LifeEvent.objects.get()) is None
    with pytest.raises(Impossible, match="n’est pas partie"):
        note_departure(by=by, **her(case), told=told(), gone=False, after=After.CLOSED)
    with pytest.raises(Impossible, match="que devient"):
        note_departure(by=by, **her(case), told=told(), gone=True)


def test_a_departure_closes_suspends_or_changes_nothing(by, case):
    note_departure(by=by, **her(case), told=told(), gone=True, after=After.GOES_ON)
    assert Case.objects.get().status == CaseStatus.OPEN
    note_departure(by=by, **her(case), told=told(), gone=True, after=After.SUSPENDED)
    assert case.statuses.last().reason == SuspensionReason.ABSENCE
    tomorrow_at_the_office(by, case)
    event = note_departure(by=by, **her(case), told=told(), gone=True, after=After.CLOSED)
    assert case.statuses.last().reason == ClosingReason.LEFT_AGAIN
    assert len(stops_of(event)) == 2


def test_after_the_end_a_departure_is_noted_and_nothing_reopens(by, case):
    writes.close(by=by, case=case, reason=ClosingReason.NO_NEED)
    event = note_departure(by=by, **her(case), told=told(), gone=True)
    case.refresh_from_db()
    assert (event.case_id, case.status) == (case.pk, CaseStatus.CLOSED)
    assert stops_of(event) == []


# ---- A project that stopped ----


@pytest.fixture
def paid(cast, signed_text) -> PlanLine:
    """A line of 450 000 F that the agency paid seven months ago, under its ceiling of 550 000 F."""
    with clock.at(clock.now() - dt.timedelta(days=215)):
        let_plans_leave(cast.fanta, cast.drissa, days=400)
        with acting_for(cast.aminata) as by:
            capped(by)
        with acting_for(cast.kadiatou) as by:
            plan = submitted(by, wanted())
        with acting_for(cast.aminata) as by:
            request = FundingRequest.objects.get()
            decided(by, retained(request))
            request.refresh_from_db()
            assign(by=by, requests=[request], grant=granted(by))
    with acting_for(cast.kadiatou):
        return PlanLine.objects.select_related("plan__case__registration").get(plan=plan)


def test_a_second_grant_is_what_the_dated_rule_says(cast, paid):
    with acting_for(cast.kadiatou) as by:
        case = paid.plan.case
        assert lines_that_may_stop(case) == [paid]
        event = note_failure(by=by, line=paid, told=told(), cause=FailureCause.THEFT)
        assert lines_that_may_stop(case) == []
        with pytest.raises(Impossible, match="déjà noté"):
            note_failure(by=by, line=paid, told=told(), cause=FailureCause.SALES)
        rule = second_grant(PlanLine.objects.get(pk=paid.pk))
        assert (rule.allowed, rule.most) == (True, 275_000)
        second = prepare_second_grant(by=by, event=event)
        assert (second.cost, second.second_of_id) == (275_000, paid.pk)
        assert second.plan.revises_id == paid.plan_id
        with pytest.raises(Impossible, match="l’a déjà été"):
            prepare_second_grant(by=by, event=event)


def test_more_than_its_share_is_refused_and_the_request_says_what_it_is(cast, paid):
    with acting_for(cast.kadiatou) as by:
        event = note_failure(by=by, line=paid, told=told(), cause=FailureCause.OTHER)
        second = prepare_second_grant(by=by, event=event)
        said = {name: getattr(second, name) for name in ("pillar", "dimension", "level", "kind", "payer")}
        with pytest.raises(Impossible, match="second financement"):
            change_line(by=by, line=second, wanted=Wanted(**said, title="Autre", cost=300_000))
        second = change_line(by=by, line=second, wanted=Wanted(**said, title="Commerce de beurre", cost=200_000))
        assert second.second_of_id == paid.pk
        submit_plan(by=by, plan=second.plan)
        asked = FundingRequest.objects.get(status="deposee")
        assert (asked.title, asked.amount) == ("Second financement\u00a0: Commerce de beurre", 200_000)


def test_too_soon_the_rule_says_from_which_day(cast, paid):
    with acting_for(cast.kadiatou) as by, clock.at(clock.now() - dt.timedelta(days=120)):
        event = note_failure(by=by, line=paid, told=told(), cause=FailureCause.DISASTER)
        rule = second_grant(PlanLine.objects.get(pk=paid.pk))
        assert not rule.allowed
        assert "pas avant le" in rule.reasons[0]
        with pytest.raises(Impossible, match="Pas de second financement"):
            prepare_second_grant(by=by, event=event)


def test_a_line_that_nobody_paid_does_not_stop(by):
    plan = submitted(by, wanted(payer="SAR"))
    with pytest.raises(Impossible, match="n’a pas été financée"):
        note_failure(by=by, line=plan.lines.get(), told=told(), cause=FailureCause.OTHER)


# ---- 18 years ----


def test_at_18_she_is_asked_and_handed_over_not_closed(cast, by):
    now = clock.now()
    soon = clock.today() + dt.timedelta(days=20)
    with clock.at(now - dt.timedelta(days=200)):
        case = accompanied_girl(by, f"{soon:%d/%m}/{soon.year - 18}")
        assert work(by) is None
    girl = case.registration
    assert "à préparer" in work(by)["rows"][0]["words"]
    check_she_agrees(girl, Purpose.REFERRAL)
    with pytest.raises(Impossible, match="Elle aura 18 ans"):
        note_of_age(by=by, registration=girl)
    with clock.at(now + dt.timedelta(days=20)):
        assert "à redemander" in work(by)["rows"][0]["words"]
        with pytest.raises(Refused, match="majeure"):
            check_she_agrees(girl, Purpose.REFERRAL)
        tomorrow_at_the_office(by, case)  # aid never waits
        note_of_age(by=by, registration=girl, worker=cast.kadiatou)
        assert work(by) is None
        case.refresh_from_db()
        assert case.status == CaseStatus.OPEN
        with pytest.raises(Impossible, match="déjà notés"):
            note_of_age(by=by, registration=girl)


def test_where_her_birth_leaves_a_doubt_she_is_asked_the_day(by):
    today = clock.today()
    with clock.at(clock.now() - dt.timedelta(days=400)):
        girl = accompanied_girl(by, f"vers {today.year - 18}").registration
    assert "A-t-elle 18 ans" in work(by)["rows"][0]["words"]
    check_she_agrees(girl, Purpose.REFERRAL)  # nobody has decided anything yet
    with pytest.raises(Impossible, match="demandez-lui"):
        note_of_age(by=by, registration=girl)
    event = note_of_age(by=by, registration=girl, since=today)
    with pytest.raises(Refused, match="majeure"):
        check_she_agrees(girl, Purpose.REFERRAL)
    annul_event(by=by, event=event, why=WhyAnnulled.MISTAKE)
    check_she_agrees(girl, Purpose.REFERRAL)


# ---- Everybody ----


def test_who_is_accompanied_by_nobody_has_events_too(by):
    registration = completed(by)
    event = note_joined(by=by, registration=registration, told=told())
    assert event.case is None


def test_nothing_is_kept_where_nothing_was_said(by, case):
    note_joined(by=by, **her(case), told=told())
    assert not LifeEventDetail.objects.exists()


def test_only_who_may_notes_events(cast, by, case):
    with acting_for(cast.awa) as awa, pytest.raises(Refused):
        note_pregnancy(by=awa, **her(case), told=told())
