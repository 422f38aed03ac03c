"""Files that may be those of somebody's family; a person decides."""

from django.db.models import Q

from benkan.people.lifecycle import Status
from benkan.people.models import FamilyLink, Registration


def family_of(registration: Registration) -> list[Registration]:
    """Files that may be her family's: same household, mother or telephone, not linked yet; at most ten, by time."""
    linked = FamilyLink.objects.filter(Q(one=registration) | Q(other=registration)).values_list("one_id", "other_id")
    known = {registration.pk, *(pk for pair in linked for pk in pair)}
    in_force = Registration.objects.exclude(pk__in=known).exclude(status=Status.ANNULLED)
    keys = [Q(**{name: value}) for name in ("mother_key", "phone_key") if (value := getattr(registration, name))]
    if registration.household is not None:
        whole = registration.household.whole_id
        keys.append(Q(household=whole) | Q(household__lives_as=whole))
    found = {one.pk: one for key in keys for one in in_force.filter(key).order_by("-registered_at")[:10]}
    nearest = sorted(found.values(), key=lambda one: abs(one.registered_at - registration.registered_at))
    return nearest[:10]
