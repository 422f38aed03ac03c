"""What the money is asked of: ceilings on a day, what is left of each grant, requests and their last decision."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string

from benkan.cases.lifecycles.deliveries import TOUCHED
from benkan.cases.lifecycles.funding import DECIDED_AT_A_SITTING, TO_TELL, UNDECIDED, FundingStatus
from benkan.cases.models import (
    Case,
    Ceiling,
    Delivery,
    FundingRequest,
    FundingStatusRow,
    Grant,
    GrantChange,
    Sitting,
)
from benkan.cases.permissions import DECIDE
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.organisations.models import Membership, Organisation
from benkan.organisations.roles import ROLES

PAGE = 100


@dataclass(frozen=True)
class GrantSums:
    """Of one grant, in whole F CFA: promised by the funder, assigned to requests and to groups, left; how many requests
    it pays."""

    grant: Grant
    assigned: int
    count: int

    @property
    def promised(self) -> int:
        return self.grant.amount

    @property
    def left(self) -> int:
        return self.grant.amount - self.assigned


def ceilings_on(day: dt.date, kind: str | None = None) -> dict[tuple[UUID, str], Ceiling]:
    """The ceiling in force on a day, by organisation that pays and kind of help; of one kind only, if said."""
    rows = Ceiling.objects.filter(begins__lte=day).select_related("organisation", "kind").order_by("begins")
    if kind is not None:
        rows = rows.filter(kind=kind)
    return {(row.organisation_id, row.kind_id): row for row in rows}  # the last to begin stays


def payers(by: Actor) -> list[Organisation]:
    """Who may be asked to pay: the actors that have published a ceiling, and one's own organisation if it decides."""
    publish = Q(pk__in=Ceiling.objects.values("organisation"))
    if _decides(by):
        publish |= Q(pk=by.organisation_id)
    return list(Organisation.objects.filter(publish, closed_at__isnull=True).order_by("name"))


def _decides(by: Actor) -> bool:
    deciding = [code for code, role in ROLES.items() if DECIDE.code in role.rights]
    return Membership.objects.in_force().filter(organisation=by.organisation_id, role__in=deciding).exists()


def asked_of(by: Actor) -> QuerySet[FundingRequest]:
    """What is asked of one's organisation, the oldest first, with the last status row's day and sitting, and whether a
    signed sitting rejected it once: it is contested."""
    rows = FundingStatusRow.objects.filter(request=OuterRef("pk"))
    last = rows.order_by("-at", "-id")
    rejected = rows.filter(status=FundingStatus.REJECTED, sitting__closed_at__isnull=False)
    around = FundingRequest.objects.filter(payer=by.organisation_id).select_related("kind", "region", "organisation")
    return around.annotate(
        since=Subquery(last.values("at")[:1]),
        last_sitting=Subquery(last.values("sitting")[:1]),
        signed_at=Subquery(last.values("sitting__closed_at")[:1]),
        contested=Exists(rejected),
    ).order_by("filed_at", "pk")


def waiting(by: Actor) -> QuerySet[FundingRequest]:
    """Requests that one's organisation has to decide."""
    return asked_of(by).filter(status__in=UNDECIDED)


def unfunded(by: Actor) -> QuerySet[FundingRequest]:
    """Retained by a signed sitting, and no grant pays it yet: the longest waiting first."""
    return asked_of(by).filter(status=FundingStatus.RETAINED, signed_at__isnull=False).order_by("since", "pk")


def told_not_yet(requests: QuerySet[FundingRequest]) -> QuerySet[FundingRequest]:
    """Among these, what was decided, by signed minutes or by a grant, and the person was not told yet."""
    last = FundingStatusRow.objects.filter(request=OuterRef("pk")).order_by("-at", "-id")
    decided = requests.filter(status__in=TO_TELL, told_at__isnull=True)
    decided = decided.annotate(signed_at=Subquery(last.values("sitting__closed_at")[:1]))
    return decided.filter(Q(status=FundingStatus.FUNDED) | Q(signed_at__isnull=False))


def last_rows(requests: Iterable[FundingRequest]) -> dict[UUID, FundingStatusRow]:
    """By request, the row of the status it stands in, with its sitting; one query."""
    rows = FundingStatusRow.objects.filter(request__in=[one.pk for one in requests]).select_related("sitting")
    return {row.request_id: row for row in rows.order_by("at", "id")}


def decisions_of(sitting: Sitting) -> list[FundingStatusRow]:
    """What a sitting decided, a row for each request, whatever became of it since; taken back ones left out."""
    rows = FundingStatusRow.objects.filter(sitting=sitting).select_related(
        "request__kind", "request__region", "request__organisation"
    )
    last = {row.request_id: row for row in rows.order_by("at", "id")}
    decided = [row for row in last.values() if row.status in DECIDED_AT_A_SITTING]
    return sorted(decided, key=lambda row: (row.request.filed_at, row.request_id))


def signed_decisions(case: Case) -> QuerySet[FundingStatusRow]:
    """What was decided for a person by signed minutes, and the money that was given, the oldest first."""
    rows = FundingStatusRow.objects.filter(request__line__plan__case=case)
    counted = rows.filter(Q(status=FundingStatus.FUNDED) | Q(sitting__closed_at__isnull=False))
    around = counted.filter(status__in=TO_TELL).select_related("sitting", "request__payer", "request__line__kind")
    return around.order_by("at", "id")


def sums_of(grants: QuerySet[Grant]) -> list[GrantSums]:
    """What each grant promised, assigned, to groups too, and has left; one query, and one for each that takes of it."""
    paid = Q(requests__status=FundingStatus.FUNDED)
    rows = grants.annotate(
        assigned=Coalesce(Sum("requests__granted", filter=paid), 0), count=Count("requests", filter=paid)
    )
    taken = taken_elsewhere([row.pk for row in rows])
    return [GrantSums(row, row.assigned + taken[row.pk].granted, row.count) for row in rows]


@dataclass(frozen=True)
class Taken:
    """Of one grant, what goes to groups and projects and not to a person's plan. Whole F CFA."""

    granted: int = 0
    on_the_way: int = 0
    paid: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(self.granted + other.granted, self.on_the_way + other.on_the_way, self.paid + other.paid)


def taken_elsewhere(grants: Collection[UUID], using: str = "default") -> defaultdict[UUID, Taken]:
    """What other contexts take of these grants. A context names, in its `apps.py`, what gives it by grant, read as the
    role of an alias: `grant_takers = ("benkan.groups.reads.money.taken_of",)`."""
    takers = [name for config in apps.get_app_configs() for name in getattr(config, "grant_takers", ())]
    taken: defaultdict[UUID, Taken] = defaultdict(Taken)
    for taker in takers:
        for grant, sums in import_string(taker)(grants, using).items():
            taken[grant] += sums
    return taken


def grants_open(by: Actor, day: dt.date | None = None) -> QuerySet[Grant]:
    """One's organisation's grants that may pay on a day, those that end first before the others."""
    day = day or clock.today()
    own = Grant.objects.filter(organisation=by.organisation_id, begins__lte=day, ends__gte=day)
    return own.order_by("ends", "name")


def movable(by: Actor, grant: Grant) -> QuerySet[FundingRequest]:
    """What a grant is to pay and of which nothing is prepared nor was paid: another grant may take it."""
    begun = Delivery.objects.filter(request=OuterRef("pk"), status__in=TOUCHED)
    return asked_of(by).filter(grant=grant, status=FundingStatus.FUNDED).exclude(Exists(begun))


def changes_of(grant: Grant) -> QuerySet[GrantChange]:
    """What left a grant for another, and what came to it, the latest first."""
    rows = GrantChange.objects.filter(Q(left=grant) | Q(taken=grant))
    return rows.select_related("left", "taken", "request").order_by("-at", "-id")


def requests_of(case: Case) -> QuerySet[FundingRequest]:
    """All that was ever asked for a person in this accompaniment."""
    return FundingRequest.objects.filter(line__plan__case=case)


def retained_amount(requests: QuerySet[FundingRequest]) -> int:
    return requests.aggregate(total=Coalesce(Sum(F("granted")), 0))["total"]
