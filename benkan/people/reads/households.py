"""Who lives in a household, whatever became of it since; which joins made it what it is."""

from uuid import UUID

from django.db.models import Q, QuerySet

from benkan.people.models import HouseholdJoin, Registration


def living_in(whole_id: UUID) -> QuerySet[Registration]:
    """The files of those who live in a household that lives as itself (`Household.whole_id`), joined ones included."""
    lives = Q(household=whole_id) | Q(household__lives_as=whole_id)
    return Registration.objects.filter(lives).order_by("registered_at", "pk")


def head_of(registration: Registration) -> UUID | None:
    """The file of who answers for the household in which she lives; None where nobody is noted, or she lives alone."""
    household = registration.household
    if household is None:
        return None
    return household.head_id if household.lives_as_id is None else household.lives_as.head_id


def joins_in_force(whole_id: UUID) -> QuerySet[HouseholdJoin]:
    """The joins by which others live in this household, the last first."""
    found = HouseholdJoin.objects.filter(absorbed__lives_as=whole_id, undone_at=None)
    return found.select_related("absorbed").order_by("-at", "-pk")
