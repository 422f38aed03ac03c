"""Before a file is made: those that may already be hers, and those of her family, with the reasons in plain French.

Candidates come from indexed keys only; a person decides. The linkage engine will replace what is inside, not the page.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet

from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.people.identifiers import phone_key
from benkan.people.lifecycle import Status
from benkan.people.models import FamilyLink, Registration
from benkan.people.names import keys_of, mother_key
from benkan.people.reads.words import with_all

AT_MOST, SHORTEST_PHONE = 5, 7
LOOKED_AT = 40  # of homonyms, the most recent; a same telephone or mother is found beside them
YEARS_CLOSE, YEARS_FAR = 2, 5
STRONG, MIDDLE, WEAK = "fort", "moyen", "faible"
FAMILY = "peut-être de la même famille"
# What each agreement weighs here; the engine that replaces this learns its own.
PHONE, NAME, MOTHER, BIRTH_DAY, AGE, SEX, FAR_IN_AGE, NEAR_NAME = 5, 3, 4, 3, 1, -4, -4, 1
AT_LEAST_STRONG, AT_LEAST_MIDDLE = 7, 4


@dataclass(frozen=True)
class Candidate:
    """A file that may be hers: `strength` in a word, `reasons` to show. With `family`, a relative's, never her own."""

    registration: Registration
    reasons: list[str] = field(default_factory=list)
    strength: str = WEAK
    family: bool = False
    weight: int = 0


@dataclass(frozen=True)
class _Asked:
    given: frozenset[str]
    family: frozenset[str]
    mother: str
    phone: str
    birth: ImpreciseDate
    sex: str


def similar(
    *,
    given_names: str = "",
    family_name: str = "",
    mother_name: str = "",
    phone: str = "",
    birth: ImpreciseDate | None = None,
    sex: str = "",
    exclude: Registration | UUID | None = None,
) -> list[Candidate]:
    """At most five files of one's own organisation, the likeliest first; at most four queries."""
    asked = _Asked(
        frozenset(keys_of(given_names)),
        frozenset(keys_of(family_name)),
        mother_key(mother_name),
        phone_key(phone),
        birth or ImpreciseDate(),
        sex,
    )
    found = {registration.pk: registration for files in _looked_up(asked) for registration in files}
    found.pop(getattr(exclude, "pk", exclude), None)
    weighed = [candidate for registration in found.values() if (candidate := _weigh(asked, registration))]
    return sorted(weighed, key=lambda c: (c.family, -c.weight, -c.registration.registered_at.timestamp()))[:AT_MOST]


def family_of(registration: Registration) -> list[Registration]:
    """Files that may be her family's: same household, mother or telephone, not linked yet; at most ten, by time."""
    linked = FamilyLink.objects.filter(Q(one=registration) | Q(other=registration)).values_list("one_id", "other_id")
    known = {registration.pk, *(pk for pair in linked for pk in pair)}
    in_force = Registration.objects.exclude(pk__in=known).exclude(status=Status.ANNULLED)
    keys = [
        {name: getattr(registration, name)}
        for name in ("household_id", "mother_key", "phone_key")
        if getattr(registration, name)
    ]
    found = {one.pk: one for key in keys for one in in_force.filter(**key).order_by("-registered_at")[:10]}
    nearest = sorted(found.values(), key=lambda one: abs(one.registered_at - registration.registered_at))
    return nearest[:10]


def _looked_up(asked: _Asked) -> list[QuerySet[Registration]]:
    in_force = Registration.objects.exclude(status=Status.ANNULLED).order_by("-registered_at")
    lookups = []
    if len(asked.phone) >= SHORTEST_PHONE:
        lookups.append(in_force.filter(phone_key=asked.phone)[:LOOKED_AT])
    if len(asked.mother.split()) > 1:
        lookups.append(in_force.filter(mother_key=asked.mother)[:LOOKED_AT])
    # A given name and a family name in common, or, where one field holds all, all the words.
    groups = (
        [asked.given, asked.family] if asked.given and asked.family else [{key} for key in asked.given | asked.family]
    )
    if len(groups) > 1:
        named = with_all([Q(token__in=sorted(keys)) for keys in groups], LOOKED_AT)
        lookups.append(in_force.filter(pk__in=named))
    return lookups


def _weigh(asked: _Asked, known: Registration) -> Candidate | None:
    given, family = keys_of(known.given_names), keys_of(known.family_name)
    everything = given | family | keys_of(known.also_known_as)
    same_all = bool(asked.given | asked.family) and (asked.given | asked.family) == given | family
    same_name = same_all or bool(asked.given & everything and asked.family & everything)
    same_mother = bool(asked.mother) and asked.mother == known.mother_key
    same_phone = bool(asked.phone) and asked.phone == known.phone_key
    other_given = bool(asked.given and given) and not asked.given & everything
    age = _ages(asked.birth, known.birth)
    if other_given:
        return _relative(asked, known, same_mother, same_phone, bool(asked.family & everything), age)
    weight, reasons = 0, []
    for holds, points, words in (
        (same_phone, PHONE, "même téléphone"),
        (same_name and same_all, NAME, "même nom et prénom"),
        (same_name and not same_all, NEAR_NAME + 1, "nom voisin"),
        (same_mother, MOTHER, "même mère"),
        (age == "jour", BIRTH_DAY, "même date de naissance"),
        (age == "proche", AGE, "âge compatible"),
        (age == "loin", FAR_IN_AGE, "âge différent"),
        (bool(asked.sex and known.sex and asked.sex != known.sex), SEX, "sexe différent"),
    ):
        if holds:
            weight += points
            reasons.append(words)
    if weight < 1 or not (same_name or same_phone or same_mother):
        return None
    return Candidate(known, reasons, _strength(weight), weight=weight)


def _relative(asked, known, same_mother, same_phone, same_family, age) -> Candidate | None:
    """Another given name: a twin, a brother, somebody who lends a telephone; never the same person."""
    if not (same_mother or (same_phone and same_family)):
        return None
    reasons = [FAMILY]
    reasons += ["même mère"] if same_mother else []
    reasons += ["même téléphone"] if same_phone else []
    reasons += ["même date de naissance"] if age == "jour" else []
    return Candidate(known, reasons, WEAK, family=True, weight=len(reasons))


def _strength(weight: int) -> str:
    if weight >= AT_LEAST_STRONG:
        return STRONG
    return MIDDLE if weight >= AT_LEAST_MIDDLE else WEAK


def _ages(one: ImpreciseDate, other: ImpreciseDate) -> str:
    """« jour », « proche », « loin », or "" where nothing is said. The first and last of a year say the year alone."""
    if one.year is None or other.year is None:
        return ""
    apart = abs(one.year - other.year)
    if _is_day(one) and _is_day(other):
        if apart == 0 and {one.day, one.month} == {other.day, other.month}:  # 12/03 for 03/12 is a clerk's slip
            return "jour"
        return "loin" if apart > YEARS_FAR else ""
    if apart <= YEARS_CLOSE:
        return "proche"
    return "loin" if apart > YEARS_FAR else ""


def _is_day(date: ImpreciseDate) -> bool:
    return date.precision == Precision.DAY and (date.day, date.month) not in ((1, 1), (31, 12))
