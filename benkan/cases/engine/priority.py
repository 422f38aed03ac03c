"""The rule that proposes a priority from the flags that answers raised, with its reasons. A person decides.

Urgent where one flag is urgent; high where one is high, or where several ordinary ones meet; ordinary otherwise. A flag
raised by several answers counts once, at its most pressing. What is restricted counts like the rest and is not named.
"""

from collections.abc import Iterable
from dataclasses import dataclass

VERSION = "2026-11"  # said beside each proposal; a rule that proposes otherwise takes another
URGENT, HIGH, ORDINARY = "urgente", "elevee", "normale"
PRESSING = (URGENT, HIGH, ORDINARY)  # the most pressing first


@dataclass(frozen=True)
class Raised:
    """A flag that an answer raised: its code, how much it presses, and whether it may be named."""

    flag: str
    level: str
    restricted: bool = False


@dataclass(frozen=True)
class Proposal:
    """A priority, the codes of the flags that may be named (the most pressing first), and how many others counted."""

    priority: str
    reasons: tuple[str, ...] = ()
    restricted_reasons: int = 0


def propose(raised: Iterable[Raised], *, together: int) -> Proposal:
    """The priority of these flags; `together` ordinary ones make a high one.

    Raises ValueError for a level that is not of `PRESSING`.
    """
    levels: dict[str, str] = {}
    restricted: set[str] = set()
    for one in raised:
        levels[one.flag] = most_pressing(one.level, levels.get(one.flag, one.level))
        if one.restricted:
            restricted.add(one.flag)
    ordered = sorted(levels, key=lambda flag: (PRESSING.index(levels[flag]), flag))
    return Proposal(
        priority=_priority(list(levels.values()), together),
        reasons=tuple(flag for flag in ordered if flag not in restricted),
        restricted_reasons=len(restricted),
    )


def most_pressing(one: str, other: str) -> str:
    return min(one, other, key=PRESSING.index)


def _priority(levels: list[str], together: int) -> str:
    if URGENT in levels:
        return URGENT
    if HIGH in levels or levels.count(ORDINARY) >= together:
        return HIGH
    return ORDINARY
