"""Two people act at once on one sum or one delivery; and an erasure, read with the owner's eyes."""

import datetime as dt

import pytest
from django.db import connections

from benkan.cases.lifecycles.cases import ClosingReason
from benkan.cases.lifecycles.deliveries import DeliveryReason, Receiver
from benkan.cases.models import Delivery, DeliveryCheck
from benkan.cases.reads import granted, waiting
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.giving import costly, funded, prepared, signed_for
from benkan.cases.tests.paying import let_plans_leave
from benkan.cases.writes import close, paying
from benkan.cases.writes.checking import Answered, note_check
from benkan.cases.writes.deliveries import cancel_delivery
from benkan.cases.writes.paying import pay_delivery, refuse_delivery, validate_delivery
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.people import writes as people
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of, as_, overtaking

WORDS = ("Boutiquedite", "BC-Piècedite", "Motifdit", "Mandatairedite", "Pourquoidit", "Réponsedite", "Petit commerce")


class _Cast:
    def __getattr__(self, key):
        return account_of(key)


@pytest.fixture
def plan(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    let_plans_leave(account_of("fanta"), account_of("drissa"))
    return funded(_Cast())


def _prepared(plan, amount: int = 450_000, **said) -> Delivery:
    with as_("kadiatou") as kadiatou:
        return prepared(kadiatou, costly(plan), amount, **said)


def _validated(delivery: Delivery) -> Delivery:
    with as_("modibo") as modibo:
        return validate_delivery(by=modibo, delivery=delivery)


def test_the_last_of_a_sum_is_prepared_once(plan):
    prepare = ("kadiatou", lambda by: prepared(by, costly(plan), 300_000))
    first, second = overtaking(prepare, prepare)
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "il reste 150\u202f000" in str(second.error)


def test_one_delivery_is_paid_or_taken_back(plan):
    delivery = _validated(_prepared(plan))
    pay = lambda by: pay_delivery(by=by, delivery=delivery, day=clock.today(), reference="BC 1")  # noqa: E731
    take = lambda by: cancel_delivery(by=by, delivery=delivery, reason=DeliveryReason.ABSENT)  # noqa: E731
    first, second = overtaking(("assetou", pay), ("kadiatou", take))
    assert (first.error, second.waited) == (None, True)
    assert "est «\u00a0payée" in str(second.error)


def test_one_delivery_is_validated_or_refused(plan):
    delivery = _prepared(plan)
    first, second = overtaking(
        ("modibo", lambda by: refuse_delivery(by=by, delivery=delivery, reason=DeliveryReason.PAPERS)),
        ("assetou", lambda by: validate_delivery(by=by, delivery=delivery)),
    )
    assert (first.error, second.waited) == (None, True)
    assert "refusée" in str(second.error)


def test_nothing_is_paid_to_whom_is_closed_meanwhile(plan):
    delivery = _validated(_prepared(plan))
    first, second = overtaking(
        ("kadiatou", lambda by: close(by=by, case=plan.case, reason=ClosingReason.DIED)),
        ("assetou", lambda by: pay_delivery(by=by, delivery=delivery, day=clock.today(), reference="BC 1")),
    )
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    with as_("assetou"):
        assert Delivery.objects.get().status == "annulee"


def test_erasure_leaves_no_word_and_every_row(plan, monkeypatch):
    monkeypatch.setattr(paying, "is_drawn", lambda *_: True)
    refused = _prepared(plan, 100_000, supplier="Boutiquedite")
    with as_("modibo") as modibo:
        refuse_delivery(by=modibo, delivery=refused, reason=DeliveryReason.OTHER, words="Motifdit")
    delivery = _validated(_prepared(plan, 100_000, supplier="Boutiquedite"))
    with as_("assetou") as assetou:
        pay_delivery(by=assetou, delivery=delivery, day=clock.today(), reference="BC-Piècedite")
    with as_("kadiatou") as kadiatou:
        signed_for(kadiatou, delivery, Receiver.MANDATED, name="Mandatairedite", why="Pourquoidit")
    with as_("issa") as issa:
        said = Answered("telephone", "oui", in_return="non", words="Réponsedite")
        note_check(by=issa, delivery=delivery, said=said)
    _prepared(plan, 50_000)
    before = _counted()
    assert set(_in_clear()) == {"Boutiquedite", "BC-Piècedite", "Motifdit", "Petit commerce"}  # the rest is sealed
    _erase(plan)
    assert _in_clear() == []
    assert _counted() == before | {"cases_deliverystatusrow": before["cases_deliverystatusrow"] + 1}
    with as_("issa"):
        assert DeliveryCheck.objects.get().words == ""
        assert Delivery.objects.get(pk=delivery.pk).status == "payee"
        assert Delivery.objects.latest("prepared_at").status == "annulee"


def test_the_totals_of_a_grant_are_those_of_its_rows(plan, monkeypatch):
    monkeypatch.setattr(paying, "is_drawn", lambda *_: True)
    first = _paid(_validated(_prepared(plan, 200_000)))
    with as_("kadiatou") as kadiatou:
        signed_for(kadiatou, first)
        other = accompanied(kadiatou, "lassine")
    second = _paid(_validated(_prepared(funded(_Cast(), case=other), 100_000)))
    _prepared(plan, 50_000)
    _asked_and_never_found(first, second)
    totals, rows = granted.followed(first.grant_id, 5_000_000), granted.listed(first.grant_id)
    assert (totals.persons, totals.women, totals.helped, totals.requests) == (2, 1, 2, len(rows))
    assert (totals.granted, totals.on_the_way, totals.paid, totals.unspent) == (900_000, 50_000, 300_000, 4_700_000)
    assert (totals.unit_cost, totals.proved) == (150_000, 0.5)
    assert (totals.checked, totals.differing, totals.unreached) == (1, 0, 1)
    assert sum(row.paid for row in rows) == totals.paid
    assert sum(row.granted for row in rows) == totals.granted
    (pillar,) = granted.by_pillar(first.grant_id)
    assert (pillar.label, pillar.persons, pillar.requests) == ("Réinsertion économique", 2, len(rows))
    assert (pillar.granted, pillar.paid) == (totals.granted, totals.paid)
    assert sorted(granted.sample(first.grant_id, clock.today(), 10)) == sorted(row.number for row in rows)
    with as_("aminata"):
        assert [one.paid for one in waiting.grants(clock.today())] == [300_000]


def _paid(delivery: Delivery) -> Delivery:
    with as_("assetou") as assetou:
        return pay_delivery(by=assetou, delivery=delivery, day=clock.today(), reference="BC 1")


def _asked_and_never_found(asked: Delivery, lost: Delivery) -> None:
    """One answers; the other is looked for twice."""
    with as_("issa") as issa:
        note_check(by=issa, delivery=asked, said=Answered("telephone", "oui", in_return="non"))
    for days in (0, 9):
        with clock.at(clock.now() + dt.timedelta(days=days)), as_("issa") as issa:
            note_check(by=issa, delivery=lost, said=Answered("telephone", "injoignable"))


def _in_clear() -> list[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        read = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own names
            read += [row for (row,) in cursor.fetchall()]
    whole = "\n".join(read)
    return [word for word in WORDS if word in whole]


def _counted() -> dict[str, int]:
    with connections["owner"].cursor() as cursor:
        found = {}
        for table in ("cases_delivery", "cases_deliverystatusrow", "cases_deliverycheck"):
            cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - our own names
            (found[table],) = cursor.fetchone()
        return found


def _erase(plan) -> None:
    with as_("kadiatou") as by:
        asked = people.note_request(by=by, kind="effacement", registration=plan.case.registration)
    with as_("hawa") as hawa:
        asked = people.decide_request(by=hawa, request=asked, granted=True)
    with as_("kadiatou") as by:
        people.erase(by=by, request=asked)
