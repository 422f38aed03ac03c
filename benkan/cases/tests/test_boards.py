"""What waits and why, cut by cut, beside a slow count; kept counts, and the lists that say how far they have moved.

The figures' connection cannot see what a test has not committed: all is read through the ordinary one.
"""

import datetime as dt
import itertools
import json
from collections import Counter

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.models import (
    Case,
    Counting,
    FundingRequest,
    FundingStatusRow,
    Need,
    NeedStatusRow,
    Plan,
    PlanLine,
    PlanLineStatusRow,
    PlanStatusRow,
    Referral,
)
from benkan.cases.permissions import OWN_TOTALS, TOTALS
from benkan.cases.reads import causes, cohorts, counted, waiting
from benkan.cases.reads.answering import bodies_with
from benkan.cases.reads.cohorts import scope_of
from benkan.cases.tests.assessing import a_need
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import (
    decided,
    granted,
    let_plans_leave,
    rejected,
    requests_of,
    retained,
    submitted,
    wanted,
)
from benkan.cases.tests.referring import agreed, sent
from benkan.cases.tests.test_totals import gone_as_far_as, received
from benkan.cases.views import cuts
from benkan.cases.writes.counting import count_board, count_boards
from benkan.cases.writes.funding import assign
from benkan.cases.writes.needs import move_need
from benkan.cases.writes.referral_moves import refuse
from benkan.common import clock
from benkan.common.typography import montant
from benkan.linkage.reads import undecided
from benkan.offers.words import Pillar
from benkan.organisations.acting import acting_for, entered

CUTS = list(cohorts.CUTS)
BANDS = (7, 30, 90)
LATER = dt.timedelta(days=40)


@pytest.fixture(autouse=True)
def _read_through_the_ordinary_connection(monkeypatch):
    for module in (cohorts, causes, waiting, cuts, undecided):
        monkeypatch.setattr(module, "FIGURES", "default")


@pytest.fixture
def told(cast, by):
    """One whose plan a grant pays, one whose request was rejected, one whose request nobody decided, with needs that
    nobody covers, of which one is restricted, and a referral that was refused; another without an answer. Forty days
    later, it is today."""
    agreed(cast)
    let_plans_leave(cast.fanta, cast.drissa)
    with acting_for(cast.kadiatou) as kadiatou:
        paid, refused, waits = (
            gone_as_far_as(kadiatou, received(cast, name, aided=True), 0) for name in ("Moussa", "Adama", "Seydou")
        )
        plans = [
            submitted(kadiatou, wanted(), wanted(0, "gestion", pillar="formation"), case=one)
            for one in (paid, refused, waits)
        ]
        requests = [request for plan in plans for request in requests_of(plan)]
        for kind, pillar in (("activite", Pillar.ECONOMIC), ("soins", Pillar.PSYCHOSOCIAL)):
            need = a_need(kadiatou, waits, kind=kind, pillar=pillar)
            move_need(by=kadiatou, need=need, to=NeedStatus.UNMET, reason="sans_offre")
        first, _second = (sent(kadiatou, one) for one in (waits, paid))
    with acting_for(cast.aminata) as aminata:
        decided(aminata, retained(requests[0]), rejected(requests[1]))
        assign(by=aminata, grant=granted(aminata), requests=[requests[0]])
    with acting_for(cast.seydou) as seydou:
        refuse(by=seydou, referral=first, reason="complet")
    with clock.at(clock.now() + LATER):
        yield by


def _slow() -> dict[str, Counter]:
    """By subject: how many of each cause, one row after the other."""
    cases = Case.objects.filter(status__in=("ouvert", "suspendu", "perdu"))
    states = Counter(f"accompagnement:{one.status}" for one in cases)
    plans = Plan.objects.filter(case__in=cases, status__in=("redige", "soumis", "approuve", "finance", "en_cours"))
    states.update(f"plan:{one.status}" for one in plans)
    needs = Need.objects.filter(case__in=cases, status__in=("exprime", "prevu", "non_couvert"))
    states.update(f"besoin:{one.status}" for one in needs)
    sent_on = Referral.objects.filter(case__in=cases)
    waiting_on = ("envoyee", "vue", "a_evaluer", "attente", "acceptee")
    states.update(f"orientation:{one.status}" for one in sent_on.filter(status__in=waiting_on))
    unmet = Need.objects.filter(status="non_couvert")
    asking = FundingRequest.objects.filter(status__in=("deposee", "ajournee", "retenue"))
    late = [one for one in Referral.objects.filter(status__in=("envoyee", "vue")) if one.answer_due < clock.now()]
    return {
        "etats": states,
        "argent": Counter(f"{one.status}:{one.payer_id}" for one in asking),
        "orientations": Counter({"retard": len(late)}),
        "refus": Counter(one.refusal for one in Referral.objects.filter(status="refusee")),
        "rejets": Counter(one.reason for one in FundingStatusRow.objects.filter(status="rejetee")),
        "besoins": Counter(one.kind_id or "" for one in unmet),
        "manques": Counter(
            NeedStatusRow.objects.filter(need=one, status="non_couvert").latest("at").reason for one in unmet
        ),
    }


def test_each_cause_counts_what_a_slow_count_counts_and_opens_a_list_as_long(told):
    slow = _slow()
    assert all(slow.values())
    for way, (code, subject) in itertools.product(CUTS, causes.SUBJECTS.items()):
        groups, whole = causes.count(subject, scope_of(12), way, BANDS)
        total = Counter()
        for one in whole:
            total[one.what] += one.count
        assert total == +slow[code], code
        if not cohorts.CUTS[way].overlaps:
            assert sum(one.count for one in groups) == total.total()
        for key, one in [(one.key, one) for one in groups] + [(cohorts.EVERYTHING, one) for one in whole]:
            length, rows = causes.listed(subject, scope_of(12), way, key, one.what, one.age, BANDS)
            assert length == len(rows) == one.count, (code, way, key)


def _slow_by_pillar() -> dict[str | None, Counter]:
    """By pillar, and None where no need is noted: how many came so far, one return after the other."""
    found: dict[str | None, Counter] = {}
    for case in Case.objects.all():
        lines = PlanLine.objects.filter(plan__case=case).exclude(status="annulee")
        needs = case.needs.exclude(status="retire")
        for pillar in {*lines.values_list("pillar", flat=True), *needs.values_list("pillar", flat=True)} or {None}:
            mine = list(lines.filter(pillar=pillar))
            rows = PlanLineStatusRow.objects.filter(line__in=mine)
            free = [one.plan for one in mine if not one.cost]
            tally = found.setdefault(pillar, Counter())
            tally["came"] += 1
            tally["planned"] += PlanStatusRow.objects.filter(plan__lines__in=mine, status="soumis").exists()
            tally["approved"] += (
                rows.filter(status__in=("retenue", "financee", "en_cours", "rendue"), line__cost__gt=0).exists()
                or PlanStatusRow.objects.filter(plan__in=free, status="approuve").exists()
            )
            tally["funded"] += rows.filter(status__in=("financee", "en_cours", "rendue")).exists()
    return found


def test_steps_by_pillar_are_those_of_its_lines(told):
    fast = {group.key: group for group in cohorts.count(scope_of(12), "pilier").groups}
    slow = _slow_by_pillar()
    assert fast.keys() == slow.keys()
    assert {"economique", "formation", "psychosocial"} <= slow.keys()
    for pillar, group in fast.items():
        steps = {code: group.cells[code].served for code in ("planned", "approved", "funded")}
        assert steps | {"came": group.returns} == {code: slow[pillar][code] for code in (*steps, "came")}, pillar


def test_steps_by_grant_set_apart_who_has_none(told):
    groups = {group.key: group for group in cohorts.count(scope_of(12), "subvention").groups}
    (grant,) = (key for key in groups if key is not None)
    assert (groups[grant].returns, groups[grant].cells["funded"].served) == (1, 1)
    none = groups[None]
    assert (none.returns, none.cells["planned"].served, none.cells["funded"].served) == (2, 2, 0)


def test_a_wait_is_told_by_its_age(told):
    _, whole = causes.count(causes.SUBJECTS["besoins"], scope_of(12), "mois", BANDS)
    assert {one.age for one in whole} == {2}  # forty days: past thirty, not past ninety


def test_what_is_restricted_is_counted_and_never_named(told, signed_in, cast):
    page = signed_in(cast.salimata).get(reverse("cases:causes"), {"sujet": "besoins", "par": "pilier"}).content.decode()
    assert "soins" not in page.lower().replace("besoins", "")
    _, whole = causes.count(causes.SUBJECTS["besoins"], scope_of(12), "pilier", BANDS)
    assert {one.what for one in whole} == {"activite", ""}


def test_pages_open_their_lists_and_name_nobody(told, signed_in, cast):
    issa = signed_in(cast.issa)
    for code, subject in causes.SUBJECTS.items():
        text = issa.get(reverse("cases:causes"), {"sujet": code, "par": "region"}).content.decode()
        assert "Compté à l’ouverture de cette page" in text
        (one, *_), _ = causes.count(subject, scope_of(12), "region", BANDS)
        asked = {"sujet": code, "par": "region", "de": one.key or "", "quoi": one.what, "age": one.age}
        listed = issa.get(reverse("cases:causes_behind"), asked).content.decode()
        assert "autant que le nombre ouvert" in listed
        assert listed.count('<td class="nowrap">A-') == one.count, code
        assert not any(name in text + listed for name in ("Moussa", "Adama", "Seydou"))


def test_an_address_that_means_nothing_is_not_found(signed_in, cast):
    issa = signed_in(cast.issa)
    for asked in ({"sujet": "tout"}, {"age": "9"}, {"age": "²"}, {"par": "pilier", "de": "armée"}):
        assert issa.get(reverse("cases:causes_behind"), asked).status_code == 404
    assert issa.post(reverse("cases:count_now"), {"par": "hier"}).status_code == 404


def test_a_kept_count_is_read_as_it_was_counted(told):
    scope = scope_of(12)
    boards = [counted.steps_board(scope, way) for way in CUTS]
    boards += [counted.causes_board(one, scope, way, BANDS) for one in causes.SUBJECTS.values() for way in CUTS]
    for board in boards:
        found = board.count()
        assert board.read(json.loads(json.dumps(board.written(found)))) == found


def test_a_page_shows_the_last_count_and_its_list_says_by_how_much_it_moved(told, signed_in, cast, by):
    with acting_for(cast.issa) as issa:
        count_board(by=issa, scope=scope_of(12, by.organisation_id), subject="", cut="mois")
    with acting_for(cast.kadiatou) as kadiatou:
        gone_as_far_as(kadiatou, received(cast, "Bakary"), 0)
    issa = signed_in(cast.issa)
    page = issa.get(reverse("cases:totals"))
    assert page.context["whole"] or page.context["rows"][0]["returns"] == 3
    assert "Compter maintenant" in page.content.decode()
    asked = {"par": "mois", "de": cohorts.EVERYTHING, "etape": "came", "etat": "fait"}
    assert "1\u00a0ligne de plus qu’à l’heure affichée" in issa.get(reverse("cases:behind"), asked).content.decode()
    answer = issa.post(reverse("cases:count_now"), {"par": "mois", "sujet": ""}, follow=True)
    assert "Compté à l’instant." in answer.content.decode()
    assert "autant que le nombre ouvert" in issa.get(reverse("cases:behind"), asked).content.decode()
    with acting_for(cast.issa):
        assert Counting.objects.count() == 1


def test_an_old_count_is_not_shown(told, cast, by):
    scope = scope_of(12, by.organisation_id)
    with acting_for(cast.issa) as issa:
        count_board(by=issa, scope=scope, subject="", cut="mois")
    assert counted.steps(by, scope_of(12, by.organisation_id), "mois").at is not None
    with clock.at(clock.now() + dt.timedelta(hours=4)):
        assert counted.steps(by, scope_of(12, by.organisation_id), "mois").at is None


def test_the_clock_counts_for_those_who_read(cast, by):
    readers = bodies_with(TOTALS)
    with acting_for(cast.salimata) as salimata:
        assert readers == {salimata.organisation_id}
    assert by.organisation_id in bodies_with(OWN_TOTALS)
    with entered(organisation_id=by.organisation_id):
        made = count_boards(by=by, scope=scope_of(12, by.organisation_id), days=BANDS)
        assert Counting.objects.count() == made == len(CUTS) * (1 + len(causes.SUBJECTS))
    with acting_for(cast.nana):
        assert not Counting.objects.exists()


def test_a_new_count_leaves_an_audit_row_and_the_clock_none(told, cast, by):
    with acting_for(cast.issa) as issa:
        count_board(by=issa, scope=scope_of(12, issa.organisation_id), subject="refus", cut="pilier")
        count_boards(by=issa, scope=scope_of(12, issa.organisation_id), days=BANDS)
        assert Entry.objects.filter(verb="cases.counted").count() == 1


def test_friday_asks_for_what_the_boards_count(told, cast):
    money = causes.count(causes.SUBJECTS["argent"], scope_of(12), "mois", BANDS)[1]
    owed = waiting.undecided() + waiting.unfunded()
    assert (sum(one.count for one in money), sum(one.amount for one in money)) == (
        sum(one.count for one in owed),
        sum(one.amount for one in owed),
    )
    late = causes.count(causes.SUBJECTS["orientations"], scope_of(12), "mois", BANDS)[1]
    assert sum(one.count for one in late) == waiting.unanswered(clock.now())


def test_as_many_queries_whatever_waits(told, cast, django_assert_num_queries):
    with acting_for(cast.kadiatou) as kadiatou:
        for _ in range(3):
            a_need(kadiatou, accompanied(kadiatou))
    with django_assert_num_queries(2):
        causes.count(causes.SUBJECTS["etats"], scope_of(12), "pilier", BANDS)


def test_the_money_awaited_says_what_is_left_to_pay_it(signed_in, cast, monkeypatch):
    money = waiting.Money("Appui aux retours", "Bailleur inventé", "Agence Djigui", 1_200_000, 400_000)
    owed = [waiting.Owed(name, 1, 550_000, clock.now()) for name in ("Agence Djigui", "Centre de formation Yiriwa")]
    monkeypatch.setattr(waiting, "grants", lambda on: [money])
    monkeypatch.setattr(waiting, "unfunded", lambda: owed)
    address, asked = reverse("cases:causes"), {"sujet": "argent"}
    page = signed_in(cast.salimata).get(address, asked).content.decode()
    assert "Ce qui reste pour payer" in page
    assert montant(money.left) in page
    assert "N’a aucune subvention en cours\u00a0: Centre de formation Yiriwa." in page
    assert "Ce qui reste pour payer" not in signed_in(cast.issa).get(address, asked).content.decode()
    assert "Ce qui reste pour payer" not in signed_in(cast.salimata).get(address).content.decode()


def test_the_list_of_plans_not_funded_leads_to_the_money_awaited(signed_in, cast):
    salimata = signed_in(cast.salimata)
    asked = {"par": "mois", "de": cohorts.EVERYTHING, "etat": "attend"}
    lists = {step: salimata.get(reverse("cases:behind"), asked | {"etape": step}).content.decode()
             for step in ("funded", "assessed")}  # fmt: skip
    assert "?sujet=argent" in lists["funded"]
    assert "?sujet=argent" not in lists["assessed"]
