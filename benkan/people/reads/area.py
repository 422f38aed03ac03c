"""Which files a role limited to some places looks for, lists and takes away: those that have to do with the places.

A context above says where a file's people were received: `registration_places = (("arrivals.ReturnEpisode",
"entry_point"),)` in its `apps.py` names models that hang on a registration, each with the field of its place.

A card is served wherever its holder comes: a file found by its very number, or opened, is not limited; a reading made
away from one's places is told apart in the audit.
"""

from django.apps import apps
from django.db.models import Exists, OuterRef, Q, QuerySet

from benkan.common.permissions import Actor, Permission
from benkan.people.models import Registration, RegistrationStatus


def in_area(by: Actor, right: Permission, files: QuerySet[Registration]) -> QuerySet[Registration]:
    """The files received at the places of one's role, going there, or entered by oneself; all where it is unlimited."""
    places = by.places_for(right)
    if places is None:
        return files
    hers = {"registration": OuterRef("pk")}
    here = Q(destination__in=places) | Q(Exists(RegistrationStatus.objects.filter(**hers, by=by.account_id)))
    for label, name in _received():
        here |= Q(Exists(apps.get_model(label).objects.filter(**hers, **{f"{name}__in": places})))
    return files.filter(here)


def in_area_by(by: Actor, right: Permission, name: str = "registration") -> Q:
    """The same for rows that point at a file by this name; of one's own organisation they are already. Where the role
    is unlimited it asks nothing, which every page then does not pay for."""
    if by.places_for(right) is None:
        return Q()
    return Q(**{f"{name}__in": in_area(by, right, Registration.objects.all())})


def elsewhere(by: Actor, right: Permission, registration: Registration) -> bool:
    """Whether this file has nothing to do with the places of one's role."""
    if by.places_for(right) is None:
        return False
    return not in_area(by, right, Registration.objects.filter(pk=registration.pk)).exists()


def _received() -> list[tuple[str, str]]:
    return [one for config in apps.get_app_configs() for one in getattr(config, "registration_places", ())]
