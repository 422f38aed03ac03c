"""What pages ask of accounts and organisations."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from benkan.organisations.models import Account, Presence


def names_of(accounts: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names by account, of those the asker may know (its own organisation's)."""
    wanted = {account for account in accounts if account}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def places_of(organisation_id: UUID) -> list[UUID]:
    """Where an organisation is present today."""
    today = timezone.localdate()
    here = Presence.objects.filter(organisation=organisation_id, begins__lte=today)
    return list(here.filter(Q(ends__isnull=True) | Q(ends__gte=today)).values_list("place_id", flat=True))
