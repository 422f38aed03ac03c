"""What groups take of grants, so that a grant never gives more than it holds."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Sum

from benkan.groups.lifecycles.money import TAKING
from benkan.groups.models import Funding


def taken_of(grants: Collection[UUID]) -> dict[UUID, int]:
    """By grant, in whole F CFA; what waits for its second account counts too. One query."""
    taking = Funding.objects.filter(grant__in=grants, status__in=TAKING).order_by()
    return dict(taking.values_list("grant_id").annotate(total=Sum("granted")))
