"""Before a file is made: those that may already be hers, and those of her family, with the reasons in plain French.

Candidates come from indexed keys only; a person decides. `similar_to_many` is this question asked for a whole list.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from benkan.common.imprecise import ImpreciseDate
from benkan.people.lifecycle import Status
from benkan.people.models import FamilyLink, Registration
from benkan.people.reads.weighing import LOOKED_AT, STRONG, WEAK, Asked, Likeness, compared, likeliest, values_of
from benkan.people.reads.words import with_all

__all__ = ["STRONG", "WEAK", "Candidate", "family_of", "similar"]


@dataclass(frozen=True)
class Candidate:
    """A file that may be hers: `strength` in a word, `reasons` to show. With `family`, a relative's, never her own."""

    registration: Registration
    reasons: list[str] = field(default_factory=list)
    strength: str = WEAK
    family: bool = False
    weight: int = 0


def similar(
    *,
    given_names: str = "",
    family_name: str = "",
    mother_name: str = "",
    phone: str = "",
    birth: ImpreciseDate | None = None,
    sex: str = "",
    destination: str = "",
    exclude: Registration | UUID | None = None,
) -> list[Candidate]:
    """At most five files of one's own organisation, the likeliest first; at most four queries."""
    asked = Asked(given_names, family_name, mother_name, phone, birth, sex, destination)
    found = {registration.pk: registration for files in _looked_up(asked) for registration in files}
    found.pop(getattr(exclude, "pk", exclude), None)
    likely = likeliest(asked, [compared(values_of(registration)) for registration in found.values()])
    return [candidate(one, found[one.known.pk]) for one in likely]


def candidate(likeness: Likeness, registration: Registration) -> Candidate:
    return Candidate(registration, likeness.reasons, likeness.strength, likeness.family, likeness.weight)


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


def _looked_up(asked: Asked) -> list[QuerySet[Registration]]:
    # Those of one list were registered at one moment: their identifiers say which is the last.
    in_force = Registration.objects.exclude(status=Status.ANNULLED).order_by("-registered_at", "-pk")
    lookups = []
    if asked.same_phone:
        lookups.append(in_force.filter(phone_key=asked.same_phone)[:LOOKED_AT])
    if asked.same_mother:
        lookups.append(in_force.filter(mother_key=asked.same_mother)[:LOOKED_AT])
    if asked.words:
        named = with_all([Q(token__in=sorted(keys)) for keys in asked.words], LOOKED_AT)
        lookups.append(in_force.filter(pk__in=named))
    return lookups
