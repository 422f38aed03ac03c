"""What groups take of grants, so that a grant never gives more than it holds, and says all that it gave."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Q, Sum

from benkan.cases.reads.funding import Taken
from benkan.groups.lifecycles.money import TAKING, TrancheStatus
from benkan.groups.models import Funding, Tranche

ON_THE_WAY = (TrancheStatus.PREPARED, TrancheStatus.VALIDATED)


def taken_of(grants: Collection[UUID], using: str) -> dict[UUID, Taken]:
    """By grant; what waits for its second account is taken too. Two queries, as the role of that alias."""
    taking = Funding.objects.using(using).filter(grant__in=grants, status__in=TAKING).order_by()
    granted = dict(taking.values_list("grant_id").annotate(total=Sum("granted")))
    tranches = Tranche.objects.using(using).filter(funding__in=taking.values("pk")).order_by()
    moved = tranches.values_list("funding__grant_id").annotate(
        on_the_way=Sum("amount", filter=Q(status__in=ON_THE_WAY), default=0),
        paid=Sum("amount", filter=Q(status=TrancheStatus.PAID), default=0),
    )
    found = {grant: (on_the_way, paid) for grant, on_the_way, paid in moved}
    return {grant: Taken(sum, *found.get(grant, (0, 0))) for grant, sum in granted.items()}
