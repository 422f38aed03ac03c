"""The same person twice inside one list: pairs proposed with their reason, and never decided here."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from benkan.arrivals.reading_lines import ReadLine
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.people.names import keys_of, mother_key
from benkan.people.sheet_values import phone_key

_UNSURE_DAYS = {(1, 1), (31, 12), (1, 7)}  # what registers write for a day nobody knows
_MOST_NAMESAKES = 300  # beyond, a name is no evidence at all


@dataclass(frozen=True)
class Suggestion:
    """Two lines that may be one person, and why, in French."""

    first: ReadLine
    second: ReadLine
    why: str


@dataclass(frozen=True)
class _Known:
    """What is compared of a line."""

    line: ReadLine
    order: int
    sex: str
    mother: str
    phone: str
    birth: ImpreciseDate | None


def suggest(lines: list[ReadLine], phone_prefix: str) -> list[Suggestion]:
    """Pairs with the same names in any order, whose births, sexes and mothers do not disagree.

    A phone alone says nothing (a whole group shares one); a mother and a birth without the same given name are twins.
    Namesakes whose birth is not known need the same phone or the same mother.
    """
    namesakes: dict[tuple, list[_Known]] = defaultdict(list)
    for order, line in enumerate(lines):
        said = line.answers
        keys = keys_of(said.get("given_names", ""), said.get("family_name", ""))
        if len(keys) > 1:  # one word alone is nobody's name
            mother, phone = mother_key(said.get("mother_name", "")), phone_key(said.get("phone", ""), phone_prefix)
            known = _Known(line, order, said.get("sex", ""), mother, phone, said.get("birth"))
            namesakes[tuple(sorted(keys))].append(known)
    pairs = [
        (first.order, second.order, Suggestion(first.line, second.line, why))
        for group in namesakes.values()
        for first, second in combinations(group[:_MOST_NAMESAKES], 2)
        if (why := _why(first, second))
    ]
    return [suggestion for *_, suggestion in sorted(pairs, key=lambda pair: pair[:2])]


def _why(one: _Known, other: _Known) -> str:
    if one.sex and other.sex and one.sex != other.sex:
        return ""
    if one.mother and other.mother and one.mother != other.mother:
        return ""
    births = _agree(one.birth, other.birth)
    if births is False:
        return ""
    if one.phone and one.phone == other.phone:
        return "mêmes noms, même téléphone"
    if one.mother and other.mother:
        return "mêmes noms, même mère" + (", naissances qui s’accordent" if births else "")
    return "mêmes noms, naissances qui s’accordent" if births else ""


def _agree(one: ImpreciseDate | None, other: ImpreciseDate | None) -> bool | None:
    """Whether two births may be one; None where one is not known."""
    if one is None or other is None or one.year is None or other.year is None:
        return None
    if _is_sure(one) and _is_sure(other):
        # Day and month are exchanged by machines set to English.
        return one.year == other.year and {one.day, one.month} == {other.day, other.month}
    about = Precision.ABOUT in (one.precision, other.precision)
    return abs(one.year - other.year) <= (2 if about else 1)


def _is_sure(birth: ImpreciseDate) -> bool:
    return birth.precision == Precision.DAY and (birth.day, birth.month) not in _UNSURE_DAYS
