"""What waits for somebody above, without a name, read as `figures`: money, and answers to referrals."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, Min, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from benkan.cases.lifecycles.deliveries import DeliveryStatus
from benkan.cases.lifecycles.funding import UNDECIDED, FundingStatus
from benkan.cases.lifecycles.referrals import ReferralStatus
from benkan.cases.models import Delivery, FundingRequest, FundingStatusRow, Grant, Referral
from benkan.cases.reads.funding import taken_elsewhere
from benkan.organisations.models import Organisation

FIGURES = "figures"


@dataclass(frozen=True)
class Owed:
    """Requests that wait before one body that pays: how many, for how much, and since when the oldest."""

    payer: str
    count: int
    amount: int
    oldest: dt.datetime


@dataclass(frozen=True)
class Money:
    """A grant: what was given, what is assigned, to groups too, what was paid, and what is left. Whole F CFA."""

    grant: str
    funder: str
    organisation: str
    amount: int
    assigned: int
    paid: int = 0

    @property
    def left(self) -> int:
        return self.amount - self.assigned


def undecided(organisation: UUID | None = None) -> list[Owed]:
    """Requests that no sitting has decided, by who pays, the oldest first."""
    return _owed(_requests(organisation).filter(status__in=UNDECIDED), "amount", F("filed_at"))


def unfunded(organisation: UUID | None = None) -> list[Owed]:
    """Requests that were retained and that no grant pays yet, by who pays, since they were retained."""
    retained = FundingStatusRow.objects.using(FIGURES).filter(request=OuterRef("pk"), status=FundingStatus.RETAINED)
    since = Subquery(retained.order_by("-at").values("at")[:1])
    return _owed(_requests(organisation).filter(status=FundingStatus.RETAINED), "granted", since)


def unanswered(now: dt.datetime, organisation: UUID | None = None) -> int:
    """Referrals whose answer is past its hour."""
    late = (ReferralStatus.SENT, ReferralStatus.SEEN)
    return _referrals(organisation).filter(status__in=late, answer_due__lt=now).count()


def grants(on: dt.date) -> list[Money]:
    """The grants open on a day, with what is assigned; those of one funder follow each other, and are never added."""
    assigned = (
        FundingRequest.objects.using(FIGURES)
        .filter(grant=OuterRef("pk"), status=FundingStatus.FUNDED)
        .values("grant")
        .annotate(sum=Sum("granted"))
        .values("sum")
    )
    paid = (
        Delivery.objects.using(FIGURES)
        .filter(grant=OuterRef("pk"), status=DeliveryStatus.PAID)
        .values("grant")
        .annotate(sum=Sum("amount"))
        .values("sum")
    )
    rows = (
        Grant.objects.using(FIGURES)
        .filter(begins__lte=on, ends__gte=on)
        .annotate(assigned=Coalesce(Subquery(assigned), 0), paid=Coalesce(Subquery(paid), 0))
        .order_by("funder", "name")
        .values_list("pk", "name", "funder", "organisation_id", "amount", "assigned", "paid")
    )
    names, taken = _names({row[3] for row in rows}), taken_elsewhere([row[0] for row in rows], FIGURES)
    return [
        Money(name, funder, names[held_by], amount, assigned + taken[pk].granted, paid + taken[pk].paid)
        for pk, name, funder, held_by, amount, assigned, paid in rows
    ]


def _requests(organisation: UUID | None) -> QuerySet:
    found = FundingRequest.objects.using(FIGURES)
    return found.filter(organisation=organisation) if organisation else found


def _referrals(organisation: UUID | None) -> QuerySet:
    found = Referral.objects.using(FIGURES)
    return found.filter(organisation=organisation) if organisation else found


def _owed(requests: QuerySet, amount: str, since) -> list[Owed]:
    rows = list(
        requests.annotate(since=since)
        .values("payer_id")
        .annotate(count=Count("id"), sum=Coalesce(Sum(amount), 0), oldest=Min("since"))
        .order_by("oldest")
    )
    names = _names({row["payer_id"] for row in rows})
    return [Owed(names[row["payer_id"]], row["count"], row["sum"], row["oldest"]) for row in rows]


def _names(wanted: Sequence | set) -> dict:
    """Names of organisations are no secret, and come from the ordinary connection."""
    return dict(Organisation.objects.filter(pk__in=wanted).values_list("pk", "name"))
