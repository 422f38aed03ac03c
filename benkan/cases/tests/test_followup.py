"""Visits are due, noted, impossible; nobody is late where nobody can go; nobody is lost before she was looked for."""

import datetime as dt
from contextlib import suppress
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.audit.models import Entry
from benkan.cases import writes
from benkan.cases.engine.schedule import Standing
from benkan.cases.lifecycles.cases import CaseStatus, SuspensionReason
from benkan.cases.lifecycles.visits import (
    LABELS,
    LIVE,
    MOVES,
    SETTLED,
    AttemptResult,
    ImpossibleReason,
    Means,
    Mode,
    VisitStatus,
)
from benkan.cases.models import Visit
from benkan.cases.reads.schedules import Rhythm, schedule_on, steps_of
from benkan.cases.reads.visits import following
from benkan.cases.reads.week import visits as awaited
from benkan.cases.tests.factories import accompanied
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people.writes import say_safe_contact

OPENED = dt.datetime(2026, 1, 15, 9, tzinfo=ZoneInfo("Africa/Bamako"))


def after(days: int):
    """So many days after the opening."""
    return clock.at(OPENED + dt.timedelta(days=days))


@pytest.fixture
def case(by):
    with clock.at(OPENED):
        return accompanied(by)


def standings(case) -> dict[str, str]:
    return {slot.code: str(slot.standing or "reglee") for slot in following(case).slots}


def call(by, case, days: int, **said):
    with after(days):
        return writes.note_visit(by=by, case=case, mode=Mode.PHONE, day=clock.today(), **said)


def tried(by, case, days: int, means=Means.PHONE, result=AttemptResult.NO_ANSWER):
    with after(days):
        return writes.note_attempt(by=by, case=case, means=means, result=result)


def test_the_schedule_says_what_is_due(by, case):
    with after(1):
        assert standings(case) == {
            "j3": Standing.DUE, "m1": Standing.DUE, "m3": Standing.COMING, "m6": Standing.COMING,
            "m12": Standing.COMING, "m18": Standing.COMING,
        }  # fmt: skip
    with after(100):
        found = standings(case)
        assert (found["j3"], found["m1"], found["m3"]) == (Standing.MISSED, Standing.MISSED, Standing.DUE)
    with after(130):
        assert standings(case)["m3"] == Standing.LATE


def test_a_call_settles_a_visit_and_what_was_found_is_counted(by, case):
    visit = call(by, case, 30, step="m1", received="partie", business="nsp", notes=" Tout  va\nbien ", next_step="Kit")
    visit = Visit.objects.get(pk=visit.pk)
    assert (visit.received, visit.notes, visit.next_step) == ("partie", "Tout va\nbien", "Kit")
    with after(200):
        assert standings(case)["m1"] == "reglee"
    entry = Entry.objects.get(verb="cases.visit_noted", object_id=visit.pk)
    assert (entry.fields, entry.file_id) == (["telephone"], case.registration_id)


def test_a_visit_that_was_before_the_opening_is_asked_of_nobody(by):
    from benkan.arrivals.models import ReturnEpisode

    with clock.at(OPENED):
        case = accompanied(by)
        case.episode = ReturnEpisode.objects.create(
            organisation_id=by.organisation_id, registration=case.registration, returned_on=dt.date(2025, 9, 1)
        )
        case.save(update_fields=["episode"])
        assert list(standings(case)) == ["m6", "m12", "m18"]


def test_a_visit_whose_day_was_before_the_opening_has_its_whole_window(by):
    from benkan.arrivals.models import ReturnEpisode

    with clock.at(OPENED):
        case = accompanied(by)
        case.episode = ReturnEpisode.objects.create(
            organisation_id=by.organisation_id, registration=case.registration, returned_on=dt.date(2025, 10, 1)
        )
        case.save(update_fields=["episode"])
    with after(1):
        slot = following(case).next
        assert (slot.code, slot.window.opens, slot.window.closes) == ("m3", OPENED.date(), dt.date(2026, 3, 16))


def test_a_plan_that_is_agreed_upon_asks_for_its_visit(by, case):
    from benkan.cases.models import Plan, PlanStatusRow

    with after(20):
        plan = Plan.objects.create(organisation_id=by.organisation_id, case=case, written_by_id=by.account_id)
        PlanStatusRow.objects.create(plan=plan, organisation_id=by.organisation_id, status="approuve")
    with after(45):
        assert standings(case)["p1"] == Standing.DUE
        slot = next(one for one in following(case).slots if one.code == "p1")
    assert slot.window.due == dt.date(2026, 3, 4)


def test_while_she_is_suspended_nothing_is_late_and_the_days_come_back(by, case):
    with after(20):
        writes.suspend(by=by, case=case, reason=SuspensionReason.PRISON)
    with after(300):
        assert set(standings(case).values()) == {Standing.WAITING}
        writes.resume(by=by, case=case)
        found = standings(case)
        assert (found["m1"], found["m3"], found["m6"]) == (Standing.MISSED, Standing.MISSED, Standing.DUE)
        assert found["m12"] == Standing.COMING


def test_where_nobody_can_go_a_call_counts_and_nothing_is_late(by, case):
    say_safe_contact(by=by, registration=case.registration, answers={"phone": "76 00 00 00", "visit_allowed": True})
    with after(40):
        writes.close_zone(by=by, case=case, since=clock.today(), why="Route coupée")
    with after(200):
        assert set(standings(case).values()) == {Standing.WAITING}
        with pytest.raises(Impossible, match="Zone inaccessible"):
            writes.plan_visit(by=by, case=case, mode=Mode.IN_PERSON, day=clock.today())
        with pytest.raises(Impossible, match="déjà notée inaccessible"):
            writes.close_zone(by=by, case=case, since=clock.today())
    call(by, case, 201, step="m3")
    with after(210):
        writes.open_zone(by=by, case=case)
        assert standings(case)["m3"] == "reglee"
        assert Standing.LATE not in standings(case).values()
        with pytest.raises(Impossible, match="plus notée inaccessible"):
            writes.open_zone(by=by, case=case)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["suspend", "resume", "close", "open"]), st.integers(1, 60)), max_size=6))
def test_nothing_is_ever_late_on_a_day_when_the_clock_stands_still(by, moves):
    with clock.at(OPENED), transaction.atomic():
        case = accompanied(by)
    day, zone, suspended = 0, False, False
    for move, gap in moves:
        day += gap
        with after(day):
            acts = {
                "suspend": lambda: writes.suspend(by=by, case=case, reason=SuspensionReason.OTHER),
                "resume": lambda: writes.resume(by=by, case=case),
                "close": lambda: writes.close_zone(by=by, case=case, since=clock.today()),
                "open": lambda: writes.open_zone(by=by, case=case),
            }
            try:
                acts[move]()
            except Impossible:
                continue
            zone = {"close": True, "open": False}.get(move, zone)
            suspended = {"suspend": True, "resume": False}.get(move, suspended)
            found = set(standings(case).values())
            assert (zone or suspended) == (found == {Standing.WAITING})


def test_a_visit_that_she_did_not_allow_is_not_planned(by, case):
    with after(5), pytest.raises(Impossible, match="pas encore dit si une visite est possible"):
        writes.plan_visit(by=by, case=case, mode=Mode.IN_PERSON, day=clock.today())
    say_safe_contact(by=by, registration=case.registration, answers={"phone": "76 00 00 00", "visit_allowed": False})
    with after(5):
        with pytest.raises(Impossible, match="Visite non autorisée"):
            writes.plan_visit(by=by, case=case, mode=Mode.IN_PERSON, day=clock.today())
        with pytest.raises(Impossible, match="Visite non autorisée"):
            writes.note_attempt(by=by, case=case, means=Means.VISIT, result=AttemptResult.MOVED)
        assert (
            writes.plan_visit(by=by, case=case, mode=Mode.OFFICE, day=clock.today(), place="Antenne").mode == "bureau"
        )
        gone = writes.note_visit(by=by, case=case, mode=Mode.IN_PERSON, day=clock.today())
    assert Entry.objects.get(object_id=gone.pk).fields == ["presence", "visite_non_autorisee"]


def test_without_a_safe_contact_nobody_calls(by, case):
    case.registration.safe_contact.delete()
    with after(5), pytest.raises(Impossible, match="contact sûr n’a pas encore été demandé"):
        writes.plan_visit(by=by, case=case, mode=Mode.PHONE, day=clock.today())


def test_an_appointment_becomes_the_visit(by, case):
    with after(28):
        planned = writes.plan_visit(
            by=by, case=case, mode=Mode.OFFICE, day=clock.today() + dt.timedelta(days=2), hour=dt.time(9), step="m1",
            place="Antenne de Kayes",
        )  # fmt: skip
        with pytest.raises(Impossible, match="déjà sa ligne"):
            writes.plan_visit(by=by, case=case, mode=Mode.PHONE, day=clock.today(), step="m1")
    call(by, case, 30, step="m1")
    visit = Visit.objects.get()
    assert (visit.pk, visit.status, visit.mode, visit.place) == (planned.pk, "faite", "telephone", "Antenne de Kayes")
    assert list(visit.statuses.values_list("status", flat=True)) == ["prevue", "faite"]


def test_the_same_visit_is_not_noted_twice(by, case):
    call(by, case, 30, step="m1")
    with pytest.raises(Impossible, match="déjà notée"):
        call(by, case, 31, step="m1")
    with pytest.raises(Impossible, match="déjà notée"):
        call(by, case, 30)
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(
            organisation_id=by.organisation_id, case=case, step="m1", mode="bureau", status="faite",
            day=dt.date(2026, 3, 1), noted_by_id=by.account_id,
        )  # fmt: skip


def test_a_visit_noted_by_mistake_is_to_be_done_again(by, case):
    visit = call(by, case, 30, step="m1")
    with after(31):
        writes.cancel_visit(by=by, visit=visit)
        assert standings(case)["m1"] == Standing.DUE
    call(by, case, 32, step="m1")
    assert Visit.objects.filter(step="m1").count() == 2


def test_what_was_impossible_says_why_and_may_still_be_done(by, case):
    with after(70):
        writes.note_impossible(by=by, case=case, step="m1", reason=ImpossibleReason.ABSENT)
        assert standings(case)["m1"] == "reglee"
    visit = call(by, case, 80, step="m1")
    rows = list(visit.statuses.values_list("status", "reason"))
    assert rows == [("impossible", "absente"), ("faite", "")]


@pytest.mark.parametrize(("days", "said"), [(-1, "s’est ouvert le"), (40, "dans l’avenir")])
def test_a_day_that_cannot_be(by, case, days, said):
    with after(30), pytest.raises(Impossible, match=said):
        writes.note_visit(by=by, case=case, mode=Mode.PHONE, day=(OPENED + dt.timedelta(days=days)).date())


def test_a_step_that_is_not_of_this_schedule_is_refused(by, case):
    with pytest.raises(Impossible, match="pas au calendrier"):
        call(by, case, 30, step="m99")


def test_three_attempts_on_three_days_by_two_means_before_she_is_lost(by, case):
    tried(by, case, 60)
    with after(60):
        writes.note_attempt(by=by, case=case, means=Means.MESSAGE, result=AttemptResult.NO_ANSWER)
        with pytest.raises(Impossible, match="2\u00a0tentatives à des jours différents"):
            writes.lose(by=by, case=case)
    tried(by, case, 61)
    with after(61), pytest.raises(Impossible, match="1\u00a0tentative un autre jour"):
        writes.lose(by=by, case=case)
    tried(by, case, 62, Means.TRUSTED)
    with after(62):
        assert writes.lose(by=by, case=case).status == CaseStatus.LOST
        assert set(standings(case).values()) == {Standing.WAITING}
    with pytest.raises(Impossible, match="reprenez d’abord"):
        call(by, case, 63)
    tried(by, case, 64, Means.RELAY)
    with after(90):
        case = writes.resume(by=by, case=case)
        assert following(case).attempts == []
        with pytest.raises(Impossible, match="3\u00a0tentatives à des jours différents et par 2\u00a0moyens au moins"):
            writes.lose(by=by, case=case)
    assert [row.status for row in case.statuses.all()] == ["ouvert", "perdu", "ouvert"]


def test_two_means_at_least(by, case):
    for days in (60, 61, 62):
        tried(by, case, days)
    with after(62), pytest.raises(Impossible, match="1\u00a0autre moyen"):
        writes.lose(by=by, case=case)


def test_who_was_reached_is_looked_for_anew(by, case):
    for days, means in ((60, Means.PHONE), (61, Means.TRUSTED)):
        tried(by, case, days, means)
    tried(by, case, 62, result=AttemptResult.REACHED)
    tried(by, case, 63)
    with after(64):
        assert len(following(case).attempts) == 1


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["plan", "note", "impossible", "cancel"]), max_size=7))
def test_no_sequence_of_moves_loses_a_row(by, moves):
    with clock.at(OPENED), transaction.atomic():
        case = accompanied(by)
    rows = 0
    for at, move in enumerate(moves):
        last = Visit.objects.filter(case=case).order_by("-noted_at").first()
        with after(40 + at):
            acts = {
                "plan": lambda: writes.plan_visit(by=by, case=case, mode=Mode.OFFICE, day=clock.today(), step="m1"),
                "note": lambda: writes.note_visit(by=by, case=case, mode=Mode.PHONE, day=clock.today(), step="m1"),
                "impossible": lambda: writes.note_impossible(
                    by=by, case=case, step="m1", reason=ImpossibleReason.OTHER
                ),
                "cancel": lambda: writes.cancel_visit(by=by, visit=last) if last else None,  # noqa: B023
            }
            with suppress(Impossible):
                rows += acts[move]() is not None
    visits = Visit.objects.filter(case=case)
    assert sum(visit.statuses.count() for visit in visits) == rows
    assert all(list(visit.statuses.all())[-1].status == visit.status for visit in visits)
    assert sum(visit.status in LIVE for visit in visits) <= 1


def test_every_status_has_its_words_and_its_moves():
    assert set(MOVES) == set(LABELS) == set(VisitStatus)
    assert SETTLED < LIVE


def test_a_schedule_that_does_not_hold_is_refused_whole():
    visit = {"code": "x", "titre": "X", "compte_de": "retour", "contenu": ""}
    for wrong in ([visit, visit], [visit | {"compte_de": "naissance"}], [visit | {"jours": -3}]):
        with pytest.raises(ValueError, match=r"twice|naissance|below"):
            steps_of({"code": "essai", "visites": wrong})


def test_an_accompaniment_keeps_the_rhythm_of_its_opening():
    def rhythm(code: str, begins: dt.date) -> Rhythm:
        return Rhythm(begins, code, steps_of({"code": code, "visites": [
            {"code": code, "titre": code, "compte_de": "retour", "contenu": ""}
        ]}))  # fmt: skip

    known = [rhythm("v1", dt.date(2020, 1, 1)), rhythm("v2", dt.date(2027, 1, 1))]
    assert [schedule_on(day, known)[0].title for day in (dt.date(2026, 12, 31), dt.date(2027, 1, 1))] == ["v1", "v2"]
    with pytest.raises(LookupError, match="reference data"):
        schedule_on(dt.date(2019, 1, 1), known)


def test_who_receives_follows_nobody(by, cast, case):
    with acting_for(cast.awa) as awa, pytest.raises(Refused):
        writes.note_attempt(by=awa, case=case, means=Means.PHONE, result=AttemptResult.NO_ANSWER)
    with acting_for(cast.sekou):
        assert not Visit.objects.exists()


def test_the_work_of_the_day_shows_what_is_ones_own(by, cast, case):
    with after(86):
        assert [(line.words, line.state) for line in awaited(by)["lines"]] == [("Visite «\u00a03 mois\u00a0»", "due")]
    with after(130):
        assert [line.state for line in awaited(by)["lines"]] == ["en retard"]
        with acting_for(cast.issa) as issa:
            team = awaited(issa)
            assert (team["late"], team["own"]) == (1, False)
        with acting_for(cast.awa) as awa:
            assert awaited(awa) is None
        writes.close_zone(by=by, case=case, since=clock.today())
        assert awaited(by) is None


def test_the_work_of_many_asks_as_many_questions(by, case, django_assert_num_queries):
    with after(100):
        awaited(by)  # thresholds are known from now on
        with django_assert_num_queries(2):
            awaited(by)
        for trait in ("lassine", "fousseyni"):
            with clock.at(OPENED):
                accompanied(by, trait)
        with django_assert_num_queries(2):
            awaited(by)
