"""What one grant was to pay is paid by another: dated, with its reason, within what that grant has left."""

import datetime as dt

import pytest
from django.db import connections
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.lifecycles.deliveries import DeliveryReason
from benkan.cases.models import FundingRequest, Grant, GrantChange
from benkan.cases.reads.funding import movable, sums_of
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.giving import GRANTED, costly, funded, paid, prepared
from benkan.cases.tests.paying import granted, let_plans_leave
from benkan.cases.writes.grant_changes import change_grant
from benkan.cases.writes.paying import refuse_delivery, reverse_delivery
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people import writes as people
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of, as_, overtaking

WHY = "La convention finit avant l’achat"


@pytest.fixture
def plan(cast, signed_text):
    let_plans_leave(cast.fanta, cast.drissa)
    return funded(cast)


def changed(by, plan, taken: Grant, why: str = WHY) -> FundingRequest:
    request = FundingRequest.objects.select_related("grant").get(payer=by.organisation_id)
    return change_grant(by=by, left=request.grant, taken=taken, requests=[request], why=why)[0]


def test_it_is_a_dated_row_and_the_sums_follow(cast, plan):
    with acting_for(cast.aminata) as by:
        first = Grant.objects.get()
        other = granted(by, GRANTED, code="UE-7")
        changed(by, plan, other)
        (row,) = GrantChange.objects.all()
        assert (row.left_id, row.taken_id, row.amount, row.why) == (first.pk, other.pk, GRANTED, WHY)
        assert {one.grant.pk: one.assigned for one in sums_of(Grant.objects.all())} == {first.pk: 0, other.pk: GRANTED}
        assert FundingRequest.objects.get().statuses.count() == 3  # deposee, retenue, financee: no status is rewritten
        assert Entry.objects.filter(verb="cases.grant_changed").count() == 1
    with acting_for(cast.kadiatou) as kadiatou:
        assert prepared(kadiatou, costly(plan), 100_000).grant_id == other.pk


def test_what_is_refused(cast, plan):
    with acting_for(cast.aminata) as by:
        first, small = Grant.objects.get(), granted(by, GRANTED - 1, code="UE-7")
        over = granted(by, code="UE-8", ends=clock.today() - dt.timedelta(days=1))
        for taken, why, sentence in (
            (small, WHY, "Il reste"),
            (over, WHY, "ne paie rien aujourd’hui"),
            (first, WHY, "déjà cette subvention"),
            (small, " ", "Dites pourquoi"),
        ):
            with pytest.raises(Impossible, match=sentence):
                changed(by, plan, taken, why)
        with pytest.raises(Impossible, match="au moins une demande"):
            change_grant(by=by, left=first, taken=small, requests=[], why=WHY)
        with pytest.raises(Impossible, match="ne paie plus la demande"):
            change_grant(by=by, left=over, taken=first, requests=list(FundingRequest.objects.all()), why=WHY)
        assert not GrantChange.objects.exists()
    with acting_for(cast.modibo) as modibo, pytest.raises(Refused):
        changed(modibo, plan, small)


def test_what_is_prepared_or_was_paid_stays(cast, plan):
    with acting_for(cast.aminata) as by:
        other = granted(by, code="UE-7")
    with acting_for(cast.kadiatou) as kadiatou:
        delivery = prepared(kadiatou, costly(plan), 100_000)
    with acting_for(cast.aminata) as by:
        assert not movable(by, Grant.objects.get(code="AFD-12")).exists()
        with pytest.raises(Impossible, match="déjà en cours de remise"):
            changed(by, plan, other)
    with acting_for(cast.modibo) as modibo:
        refuse_delivery(by=modibo, delivery=delivery, reason=DeliveryReason.PAPERS)
    with acting_for(cast.aminata) as by:
        changed(by, plan, other)
    with acting_for(cast.kadiatou) as kadiatou:
        again = prepared(kadiatou, costly(plan), 100_000)
    paid(cast, again)
    with acting_for(cast.modibo) as modibo:
        reverse_delivery(by=modibo, delivery=again, reason=DeliveryReason.UNDELIVERED)
    with acting_for(cast.aminata) as by, pytest.raises(Impossible, match="déjà en cours de remise"):
        changed(by, plan, Grant.objects.get(code="AFD-12"))


@pytest.mark.django_db(databases=["default", "figures"])
def test_the_pages_of_both_sides(cast, plan, signed_in):
    with acting_for(cast.aminata) as by:
        first, other = Grant.objects.get(), granted(by, GRANTED, code="UE-7")
        request = FundingRequest.objects.get()
    client = signed_in(cast.aminata)
    address = reverse("cases:change_grant", args=[first.pk])
    shown = client.get(address).content.decode()
    assert request.number in shown
    assert "Coulibaly" not in shown
    assert client.post(address, {"taken": other.pk, "why": WHY}).status_code == 422
    answers = {"requests": [request.pk], "taken": other.pk, "why": WHY}
    followed = reverse("cases:grant", args=[first.pk])
    assert address in client.get(followed).content.decode()
    assert client.post(address, answers).status_code == 302
    shown = client.get(followed).content.decode()
    assert address not in shown  # nothing is left that may change
    assert "partie vers" in shown
    assert WHY in client.get(reverse("cases:funding_request", args=[request.pk])).content.decode()
    assert "Aucune demande ne peut changer" in client.get(address).content.decode()
    line = signed_in(cast.kadiatou).get(reverse("cases:case", args=[plan.case_id])).content.decode()
    assert "Payée par une autre subvention" in line
    assert WHY in line
    assert signed_in(cast.modibo).get(address).status_code == 403
    assert signed_in(cast.kadiatou).get(address).status_code == 404


class _Cast:
    def __getattr__(self, key):
        return account_of(key)


@pytest.fixture
def two(committed):
    """Two persons whose help one grant pays, and another grant that has money for one of them."""
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    let_plans_leave(account_of("fanta"), account_of("drissa"))
    funded(_Cast())
    with as_("kadiatou") as kadiatou:
        case = accompanied(kadiatou, "lassine")
    funded(_Cast(), case=case)
    with as_("aminata") as by:
        taken = granted(by, GRANTED + 100, code="UE-7")
        return list(FundingRequest.objects.order_by("filed_at")), Grant.objects.get(code="AFD-12"), taken


def test_the_last_money_of_another_grant_is_taken_once(two):
    (one, other), left, taken = two
    move = lambda request: lambda by: change_grant(by=by, left=left, taken=taken, requests=[request], why=WHY)  # noqa: E731
    first, second = overtaking(("aminata", move(one)), ("tenin", move(other)))
    assert (first.error, second.waited) == (None, True)
    assert "Il reste 100" in str(second.error)
    with as_("aminata"):
        assert GrantChange.objects.count() == 1


def test_a_grant_is_changed_or_help_is_prepared_of_it(two):
    (one, _), left, taken = two
    with as_("kadiatou"):
        line = one.line
    first, second = overtaking(
        ("aminata", lambda by: change_grant(by=by, left=left, taken=taken, requests=[one], why=WHY)),
        ("kadiatou", lambda by: prepared(by, line, 100_000)),
    )
    assert (first.error, second.error, second.waited) == (None, None, True)
    assert second.value.grant_id == taken.pk


def test_erasure_leaves_the_row_without_its_words(two):
    (one, _), left, taken = two
    with as_("aminata") as by:
        change_grant(by=by, left=left, taken=taken, requests=[one], why="Boutiquedite finit avant")
    with as_("kadiatou") as by:
        wish = people.note_request(by=by, kind="effacement", registration=one.line.plan.case.registration)
    with as_("hawa") as hawa:
        wish = people.decide_request(by=hawa, request=wish, granted=True)
    with as_("kadiatou") as by:
        people.erase(by=by, request=wish)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT why, amount FROM cases_grantchange")
        assert cursor.fetchall() == [("", GRANTED)]
