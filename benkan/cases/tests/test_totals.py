"""Where people wait, counted without a name. In tests the figures' connection cannot see what this one has not
committed: the arithmetic is read through the ordinary connection; the journey of the Friday reads the real one."""

import datetime as dt

import pytest
from django.urls import reverse

from benkan.arrivals import writes as arrivals
from benkan.arrivals.models import ImmediateAid, ReturnEpisode
from benkan.arrivals.tests.factories import desk, registered
from benkan.cases import writes
from benkan.cases.models import Case, Plan, PlanStatusRow, Screening
from benkan.cases.reads import causes, cohorts, waiting
from benkan.cases.reads.cohorts import scope_of
from benkan.cases.tests import moving
from benkan.cases.tests.factories import brought_to_completion
from benkan.cases.views import cuts
from benkan.common import clock
from benkan.demo.cast import body_of
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.reads import undecided
from benkan.linkage.tests.factories import a_pair, files
from benkan.organisations.acting import acting_for

PLAN_STEPS = ("soumis", "approuve", "finance", "en_cours")


@pytest.fixture(autouse=True)
def _read_through_the_ordinary_connection(monkeypatch):
    for module in (cohorts, causes, waiting, cuts, undecided):
        monkeypatch.setattr(module, "FIGURES", "default")


def received(cast, given="Fousseyni", *, aided=False):
    """Somebody received at Gogui today."""
    with acting_for(cast.awa) as awa:
        line = registered(awa, desk(awa), given)
        if aided:
            arrivals.give_aid(by=awa, line=line, kinds=["eau"])
    return line.registration


def gone_as_far_as(by, registration, steps: int, days: int = 3) -> Case:
    """Accompanied, and `steps` more of: assessed, then each status of a plan, `days` apart."""
    case = writes.open_case(by=by, registration=brought_to_completion(by, registration))
    now = clock.now()
    own = {"organisation_id": by.organisation_id, "by_id": by.account_id}
    if steps:
        Screening.objects.create(
            case=case, kind="rapide", mode="presence", rule="v1", proposed="normale", priority="normale",
            at=now + dt.timedelta(days=days), **own,
        )  # fmt: skip
    if steps > 1:
        plan = Plan.objects.create(case=case, organisation_id=by.organisation_id, written_by_id=by.account_id)
        for rank, status in enumerate(PLAN_STEPS[: steps - 1], start=2):
            PlanStatusRow.objects.create(plan=plan, status=status, at=now + dt.timedelta(days=days * rank), **own)
    return case


def _slow(on: dt.datetime) -> dict[str, tuple[int, int]]:
    """By step: served and waiting, one return after the other."""
    found = {step.code: [0, 0] for step in cohorts.STEPS}
    for episode in ReturnEpisode.objects.filter(annulled=False):
        case = Case.objects.filter(episode=episode).order_by("opened_at").first()
        rows = list(PlanStatusRow.objects.filter(plan__case=case).order_by("at")) if case else []
        first = {status: min((row.at for row in rows if row.status == status), default=None) for status in PLAN_STEPS}
        reached = {
            "aided": ImmediateAid.objects.filter(line=episode.line).exists(),
            "accompanied": case is not None,
            "assessed": bool(case and case.screenings.exists()),
            "planned": first["soumis"] is not None,
            "approved": first["approuve"] is not None,
            "funded": first["finance"] is not None or first["en_cours"] is not None,
            "started": first["en_cours"] is not None,
            "followed": bool(
                first["en_cours"] and case.visits.filter(status="faite", day__gte=first["en_cours"].date()).exists()
            ),
            "closed": bool(case and case.status == "clos"),
        }
        waits_no_more = case is not None and case.status in ("clos", "transmis", "suspendu")
        before = {"aided": True, "accompanied": True, "closed": reached["started"]}
        last = True
        for code, done in reached.items():
            due = before.get(code, last)
            if (due or done) and (done or not waits_no_more):
                found[code][0 if done else 1] += 1
            last = done
    return {code: tuple(counts) for code, counts in found.items()}


def test_each_step_counts_those_who_came_as_far_as_the_one_before(cast, by):
    for name, steps, aided in (("Moussa", 5, True), ("Adama", 3, True), ("Seydou", 1, False), ("Bakary", 0, True)):
        gone_as_far_as(by, received(cast, name, aided=aided), steps)
    received(cast, "Modibo")
    closed = gone_as_far_as(by, received(cast, "Issa"), 1)
    writes.close(by=by, case=closed, reason="renonce")
    (group,) = cohorts.count(scope_of(1), "mois").groups
    assert group.returns == 6
    assert {code: (cell.served, cell.waits) for code, cell in group.cells.items()} == _slow(clock.now())
    assert (group.cells["assessed"].served, group.cells["assessed"].waits) == (4, 1)
    assert (group.cells["planned"].served, group.cells["planned"].waits) == (2, 1)  # who is closed waits no more


def test_who_was_received_elsewhere_waits_no_more_where_she_came_from(cast, by):
    moving.may_be_handed(cast)
    case = gone_as_far_as(by, received(cast, aided=True), 1)
    transfer = moving.proposed(by, case)
    (group,) = cohorts.count(scope_of(1), "mois").groups
    assert group.cells["planned"].waits == 1  # she has not been received: her first holder answers for her
    moving.received(cast.sekou, transfer)
    (group,) = cohorts.count(scope_of(1), "mois").groups
    assert (group.cells["planned"].waits, group.cells["planned"].served) == (0, 0)
    assert (group.returns, group.cells["assessed"].served) == (1, 1)


@pytest.mark.parametrize("way", list(cohorts.CUTS))
def test_a_number_and_the_list_behind_it_are_of_equal_length(cast, by, way):
    for name, steps in (("Moussa", 5), ("Adama", 2), ("Seydou", 0)):
        gone_as_far_as(by, received(cast, name, aided=steps > 2), steps)
    received(cast, "Modibo")
    scope = scope_of(12)
    found = cohorts.count(scope, way)
    assert found.whole.returns == 4
    everything = cohorts.Group(cohorts.EVERYTHING, found.whole.returns, found.whole.cells)
    for group in [*found.groups, everything]:
        assert cohorts.listed(scope, way, group.key, "came", waits=False)[0] == group.returns
        for code, cell in group.cells.items():
            for waits, count in ((True, cell.waits), (False, cell.served)):
                length, rows = cohorts.listed(scope, way, group.key, code, waits=waits)
                assert length == len(rows) == count, (way, code, waits)


def test_who_is_seen_since_help_began_is_followed_and_whom_nobody_reaches_is_not_due(cast, by):
    """Three whose help began; one is met since, one suspended, one lives where nobody can go."""
    met, absent, far = (gone_as_far_as(by, received(cast, name), 5, days=1) for name in ("Moussa", "Adama", "Seydou"))
    with clock.at(clock.now() + dt.timedelta(days=10)):
        cell = cohorts.count(scope_of(2), "mois").whole.cells["followed"]
        assert (cell.served, cell.waits) == (0, 3)
        writes.note_visit(by=by, case=met, mode="bureau", day=clock.today())
        writes.suspend(by=by, case=absent, reason="absence")
        writes.close_zone(by=by, case=far, since=clock.today())
        whole = cohorts.count(scope_of(2), "mois").whole
        cell = whole.cells["followed"]
        assert (cell.served, cell.waits) == (1, 0)
        assert whole.cells["closed"].waits == 2  # she who is far is still accompanied
        assert {code: (one.served, one.waits) for code, one in whole.cells.items() if code != "followed"} == {
            code: counts for code, counts in _slow(clock.now()).items() if code != "followed"
        }


def test_an_annulled_return_counts_no_more(cast, by):
    from benkan.people.writes import annul

    registration = received(cast)
    with acting_for(cast.awa) as awa:
        annul(by=awa, registration=registration, reason="enregistrée deux fois")
    assert cohorts.count(scope_of(1), "mois").groups == []


def test_medians_hold_those_who_wait(cast, by):
    with clock.at(clock.now() - dt.timedelta(days=20)):
        gone_as_far_as(by, received(cast, "Moussa"), 1, days=2)
        for name in ("Adama", "Seydou"):
            gone_as_far_as(by, received(cast, name), 0)
    cell = cohorts.count(scope_of(12), "mois").whole.cells["assessed"]
    assert (cell.served, cell.waits, cell.median, cell.longest) == (1, 2, None, 20)


@pytest.mark.parametrize(("way", "queries"), [("organisation", 1), ("pilier", 2)])
def test_as_many_queries_whatever_the_number(cast, by, django_assert_num_queries, way, queries):
    for name in ("Moussa", "Adama", "Seydou"):
        gone_as_far_as(by, received(cast, name), 3)
    scope = scope_of(12)
    with django_assert_num_queries(queries):
        cohorts.count(scope, way)


@pytest.mark.parametrize("way", list(cohorts.CUTS))
def test_the_page_opens_its_lists(signed_in, cast, by, way):
    gone_as_far_as(by, received(cast, "Moussa", aided=True), 2)
    case = gone_as_far_as(by, received(cast, "Adama"), 0)
    issa = signed_in(cast.issa)
    page = issa.get(reverse("cases:totals"), {"par": way}).content.decode()
    assert "1\u00a0en attente" in page or "1 en attente" in page
    group = cohorts.count(scope_of(12), way).groups[0]
    asked = {"par": way, "de": "" if group.key is None else str(group.key), "etape": "assessed", "etat": "attend"}
    answer = issa.get(reverse("cases:behind"), asked)
    listed = answer.content.decode()
    assert case.number in listed
    assert case.registration.number not in listed
    assert "Adama" not in listed


def test_a_board_says_beside_its_counts_how_many_duplicates_are_undecided(signed_in, cast, by):
    issa, board = signed_in(cast.issa), reverse("cases:totals")
    received(cast)
    assert "Aucun doublon probable ne reste à décider." in issa.get(board).content.decode()
    with acting_for(cast.kadiatou) as kadiatou:
        one, other, third = files(kadiatou, 3)
        a_pair(kadiatou, one, other)
        a_pair(kadiatou, one, third, word=Word.CHECK, probability=0.2)  # not probable
    assert "1\u00a0doublon probable reste à décider\u00a0: chacun" in issa.get(board).content.decode()


def test_a_key_that_means_nothing_is_not_found(signed_in, cast):
    issa = signed_in(cast.issa)
    asked_of = ({"par": "mois", "de": "hier"}, {"par": "region", "de": "gogui"}, {"etape": "tout"},
                {"par": "mois", "de": "9999-12-01"})  # fmt: skip
    for asked in asked_of:
        assert issa.get(reverse("cases:behind"), asked).status_code == 404
    for asked in ({"quoi": "\x00"}, {"age": "9" * 5000}, {"par": "mois", "de": "9999-12-01"}):
        assert issa.get(reverse("cases:causes_behind"), {"sujet": "besoins"} | asked).status_code == 404


def test_a_focal_point_counts_ones_own_organisation_alone(signed_in, cast, by, monkeypatch):
    asked = []
    empty = cohorts.Counted([], cohorts.Group(None))
    monkeypatch.setattr(cohorts, "count", lambda scope, way: asked.append(scope.organisation) or empty)
    signed_in(cast.issa).get(reverse("cases:totals"))
    signed_in(cast.salimata).get(reverse("cases:totals"))
    assert asked == [by.organisation_id, None]


def test_a_focal_point_opens_no_list_of_another_organisation(cast, by):
    """Whose key somebody asks for changes nothing of whose returns are counted for her."""
    gone_as_far_as(by, received(cast, "Adama"), 0)
    here, elsewhere = scope_of(12, by.organisation_id), scope_of(12, body_of("BENKADI").pk)
    assert cohorts.listed(here, "organisation", by.organisation_id, "came", waits=False)[0] == 1
    assert cohorts.listed(elsewhere, "organisation", by.organisation_id, "came", waits=False) == (0, [])


def test_the_friday_fits_a_page_and_asks_for_decisions(signed_in, cast, by):
    gone_as_far_as(by, received(cast, "Moussa", aided=True), 2)
    page = signed_in(cast.salimata).get(reverse("cases:friday")).content.decode()
    assert "Note du vendredi" in page
    assert "Rien n’attend une décision ce vendredi." in page
