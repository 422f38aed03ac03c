"""Two answers to one question, compared in a word for whoever reads them: never a verdict, and never by colour alone.

A silence is not a difference, a spelling is hardly one, and an age said « vers » leaves room.
"""

from difflib import SequenceMatcher
from enum import StrEnum

from benkan.common.folding import fold
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.people.names import keys_of

NEAR = 0.85  # share of letters in common, in their order: Koné and Konaté stay two names
ROOM = 2  # years between two dates of which one is not known to the day


class Likeness(StrEnum):
    SAME = "pareil"
    SPELLING = "autre graphie"
    NEAR = "écriture proche"
    PARTLY = "en partie"
    ROUGHLY = "peut concorder"
    SWAPPED = "jour et mois inversés"
    DIFFERENT = "différent"
    ONE_SIDE = "dit d’un seul côté"
    SAME_NUMBER = "même numéro"
    OTHER_NUMBER = "numéros différents"
    SAME_HOUSEHOLD = "même ménage"
    NOTHING = ""


DIFFERS = frozenset({Likeness.DIFFERENT, Likeness.OTHER_NUMBER})
AGREES = frozenset({Likeness.SAME, Likeness.SAME_NUMBER})


def of_texts(one: str, other: str) -> Likeness:
    """As written, capitals and accents apart."""
    if (early := _silent(one, other)) is not None:
        return early
    return Likeness.SAME if fold(one) == fold(other) else Likeness.DIFFERENT


def of_names(one: str, other: str) -> Likeness:
    """As heard: « Koulibaly » and « Coulibaly » are one name, whatever the order of its words."""
    if (early := _silent(one, other)) is not None:
        return early
    if fold(one) == fold(other):
        return Likeness.SAME
    left, right = keys_of(one), keys_of(other)
    if left == right:
        return Likeness.SPELLING
    if left & right:
        return Likeness.PARTLY
    near = SequenceMatcher(None, *(" ".join(sorted(keys)) for keys in (left, right))).ratio() >= NEAR
    return Likeness.NEAR if near else Likeness.DIFFERENT


def of_births(one: ImpreciseDate, other: ImpreciseDate) -> Likeness:
    """As far as each is known."""
    if one.year is None or other.year is None:
        return Likeness.NOTHING if one.year == other.year else Likeness.ONE_SIDE
    if str(one) == str(other):
        return Likeness.SAME
    if one.precision == other.precision == Precision.DAY:
        swapped = one.year == other.year and (one.day, one.month) == (other.month, other.day)
        return Likeness.SWAPPED if swapped else Likeness.DIFFERENT
    return Likeness.ROUGHLY if abs(one.year - other.year) <= ROOM else Likeness.DIFFERENT


def of_numbers(one: str, other: str) -> Likeness:
    """Of two keys: a number is one or another."""
    if (early := _silent(one, other)) is not None:
        return early
    return Likeness.SAME_NUMBER if one == other else Likeness.OTHER_NUMBER


def _silent(one: str, other: str) -> Likeness | None:
    """What is said where one of the two is silent, or both; None where both speak."""
    if one and other:
        return None
    return Likeness.ONE_SIDE if one or other else Likeness.NOTHING
