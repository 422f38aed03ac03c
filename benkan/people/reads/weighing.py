"""How much what is told of somebody agrees with a file, and why, in plain French.

What stands here is plain Python on names, telephones and dates: `similar` and `similar_to_many` look files up in two
ways and weigh them in this one. The linkage engine will replace what is inside.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.people.identifiers import phone_key
from benkan.people.names import keys_of, mother_key

AT_MOST, SHORTEST_PHONE = 5, 7
LOOKED_AT = 40  # of homonyms, the most recent; a same telephone or mother is found beside them
YEARS_CLOSE, YEARS_FAR = 2, 5
STRONG, MIDDLE, WEAK = "fort", "moyen", "faible"
FAMILY = "peut-être de la même famille"
# What each agreement weighs here; the engine that replaces this learns its own.
PHONE, NAME, MOTHER, BIRTH_DAY, AGE, SEX, FAR_IN_AGE, NEAR_NAME = 5, 3, 4, 3, 1, -4, -4, 1
AT_LEAST_STRONG, AT_LEAST_MIDDLE = 7, 4
# What is compared of a file.
COMPARED = (
    "pk", "given_names", "family_name", "also_known_as", "mother_key", "phone_key", "birth_year", "birth_month",
    "birth_day", "birth_precision", "sex", "registered_at",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is told of somebody who may have a file already, as said; what was not said stays empty."""

    given_names: str = ""
    family_name: str = ""
    mother_name: str = ""
    phone: str = ""
    birth: ImpreciseDate | None = None
    sex: str = ""
    destination: str = ""

    @cached_property
    def given(self) -> frozenset[str]:
        return _keys(self.given_names)

    @cached_property
    def family(self) -> frozenset[str]:
        return _keys(self.family_name)

    @cached_property
    def born(self) -> ImpreciseDate:
        return self.birth or ImpreciseDate()

    @cached_property
    def same_phone(self) -> str:
        """The telephone under which a file is looked up; "" where it is too short to be one person's."""
        return self.phone_digits if len(self.phone_digits) >= SHORTEST_PHONE else ""

    @cached_property
    def phone_digits(self) -> str:
        return phone_key(self.phone)

    @cached_property
    def same_mother(self) -> str:
        """The mother under whose name a file is looked up; "" for a given name alone, which too many bear."""
        return self.mother if " " in self.mother else ""

    @cached_property
    def mother(self) -> str:
        return mother_key(self.mother_name)

    @cached_property
    def words(self) -> tuple[frozenset[str], ...]:
        """Groups of words, of each of which a homonym has one: a given name and a family name in common, or, where
        one field holds all, all the words. Empty where a single word would answer for half of the country."""
        everything = self.given | self.family
        groups = (self.given, self.family) if self.given and self.family else tuple(frozenset([w]) for w in everything)
        return groups if len(groups) > 1 else ()


class Known(NamedTuple):
    """What is compared of a file; `recent` sorts the last registered first."""

    pk: UUID
    given: frozenset[str]
    family: frozenset[str]
    everything: frozenset[str]
    mother: str
    phone: str
    birth: ImpreciseDate
    sex: str
    recent: tuple


class Likeness(NamedTuple):
    known: Known
    weight: int
    reasons: list[str]
    family: bool = False

    @property
    def strength(self) -> str:
        if self.family:
            return WEAK
        if self.weight >= AT_LEAST_STRONG:
            return STRONG
        return MIDDLE if self.weight >= AT_LEAST_MIDDLE else WEAK


def compared(values: Iterable[Any]) -> Known:
    """What is compared, from the values of `COMPARED` in their order."""
    pk, given, family, also, mother, phone, year, month, day, precision, sex, registered_at = values
    return Known(
        pk,
        *_names(given, family, also),
        mother,
        phone,
        _date(year, month, day, precision),
        sex,
        _recent(pk, registered_at),
    )


values_of = attrgetter(*COMPARED)  # the same values, of a registration


def likeliest(asked: Asked, files: Iterable[Known]) -> list[Likeness]:
    """At most five of some files, the likeliest first, the most recent among equals; relatives last."""
    weighed = [likeness for file in files if (likeness := weigh(asked, file))]
    return sorted(weighed, key=lambda one: (one.family, -one.weight, one.known.recent))[:AT_MOST]


def weigh(asked: Asked, known: Known) -> Likeness | None:
    """How one file agrees; None where nothing points at it."""
    given, family, everything = known.given, known.family, known.everything
    same_all = bool(asked.given | asked.family) and (asked.given | asked.family) == given | family
    same_name = same_all or bool(asked.given & everything and asked.family & everything)
    same_mother = bool(asked.mother) and asked.mother == known.mother
    same_phone = bool(asked.phone_digits) and asked.phone_digits == known.phone
    other_given = bool(asked.given and given) and not asked.given & everything
    age = _ages(asked.born, known.birth)
    if other_given:
        return _relative(known, same_mother, same_phone, bool(asked.family & everything), age)
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
    return Likeness(known, weight, reasons)


def _relative(known: Known, same_mother, same_phone, same_family, age) -> Likeness | None:
    """Another given name: a twin, a brother, somebody who lends a telephone; never the same person."""
    if not (same_mother or (same_phone and same_family)):
        return None
    reasons = [FAMILY]
    reasons += ["même mère"] if same_mother else []
    reasons += ["même téléphone"] if same_phone else []
    reasons += ["même date de naissance"] if age == "jour" else []
    return Likeness(known, len(reasons), reasons, family=True)


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


# Few names, many bearers: what is worked out of them is kept, and held once in memory.
@lru_cache(maxsize=8192)
def _keys(name: str) -> frozenset[str]:
    return frozenset(keys_of(name))


@lru_cache(maxsize=8192)
def _names(given: str, family: str, also: str) -> tuple[frozenset[str], ...]:
    return _keys(given), _keys(family), _keys(given) | _keys(family) | _keys(also)


@lru_cache(maxsize=8192)
def _date(year, month, day, precision) -> ImpreciseDate:
    return ImpreciseDate(year, month, day, Precision(precision))


def _recent(pk: UUID, registered_at: dt.datetime) -> tuple:
    return -registered_at.timestamp(), -pk.int
