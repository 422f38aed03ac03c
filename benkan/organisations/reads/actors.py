"""Who takes part, where, and under what names colleagues know each other."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from benkan.common import clock
from benkan.organisations.models import Account, Organisation, Presence


def names_of(accounts: Iterable[UUID | None]) -> dict[UUID, str]:
    """Names by account, of those the asker may know (its own organisation's)."""
    wanted = {account for account in accounts if account}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name")) if wanted else {}


def places_of(organisation_id: UUID) -> list[UUID]:
    """Where an organisation is present today."""
    today = clock.today()
    here = Presence.objects.filter(organisation=organisation_id, begins__lte=today)
    return list(here.filter(Q(ends__isnull=True) | Q(ends__gte=today)).values_list("place_id", flat=True))


def present_at(place_id: UUID) -> list[UUID]:
    """The organisations present at a place today."""
    today = clock.today()
    here = Presence.objects.filter(place=place_id, begins__lte=today, organisation__closed_at=None)
    return list(here.filter(Q(ends__isnull=True) | Q(ends__gte=today)).values_list("organisation_id", flat=True))


def actors() -> QuerySet[Organisation]:
    """All open organisations with their kind and where they are present, by sector then name: never ranked."""
    here = Presence.objects.filter(ends__isnull=True).select_related("place").order_by("place__key")
    return (
        Organisation.objects.filter(closed_at__isnull=True)
        .select_related("kind")
        .prefetch_related(Prefetch("presences", queryset=here))
        .order_by("kind__sector", "kind__label", "name")
    )
