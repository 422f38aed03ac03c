"""Before a file is made, at a desk or of each line of a list: those of one's own that may already be hers, and why."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain
from uuid import UUID

from benkan.linkage.engine.desk import Common, Scored
from benkan.linkage.engine.phones import national
from benkan.linkage.reads.borne import commonly_borne
from benkan.linkage.reads.nearby import nearby
from benkan.linkage.reads.telling import rather_family, said, ways
from benkan.linkage.reads.waiting import NotComparedYet, not_compared_yet, written_since
from benkan.linkage.told import answering, desk
from benkan.people.alike import Alike, Asked
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration

SHOWN = 5
NEAR = 20  # files compared with each person told, and as many of those that wait
AT_ONCE = 100  # persons told whose files are fetched together: memory stays small
# Of files that wait to be compared, those looked at: for one person while somebody types, and for a list.
JUST_WRITTEN, WRITTEN = 100, 10_000

Beside = dict[UUID, dict]  # files with their cleaned words


def resembling(asked: Sequence[Asked], *, family: bool = False, since: dt.datetime | None = None) -> list[list[Alike]]:
    """For each, at most `SHOWN` files in force, the likeliest first, the last written among equals; with `family`, her
    relatives' too, last; with `since`, of the files written or corrected from then on. Raises `NotSearched` where the
    engine fails.

    Three questions, and as many for what waits; two more for each `AT_ONCE` asked.
    """
    if not asked:
        return []
    with answering():
        new = None if since is None else written_since(since, most=WRITTEN)
        if new is not None and not new.files:
            return [[] for _ in asked]
        common = commonly_borne(national(one.phone) for one in asked)
        waiting = new or not_compared_yet(most=JUST_WRITTEN if len(asked) == 1 else WRITTEN)
        found: list[list[Alike]] = []
        for start in range(0, len(asked), AT_ONCE):
            found += _some(asked[start : start + AT_ONCE], waiting, common, family, alone=new is not None)
        return found


def _some(
    asked: Sequence[Asked], waiting: NotComparedYet, common: Common, family: bool, *, alone: bool
) -> list[list[Alike]]:
    """`alone`: beside those that wait, none is looked at."""
    said_of = [list(ways(one)) for one in asked]
    # Each in one way or two, of which the first is compared.
    told = _regrouped(desk().clean(list(chain.from_iterable(said_of))), [len(some) for some in said_of])
    beside = _beside(told, waiting, alone=alone)
    pairs = [(place, file) for place, files in enumerate(beside) for file in files]
    compared = [(told[place][0], beside[place][file]) for place, file in pairs]
    # Of a list nobody asks who is related: what is not proposed is not even read.
    scored = desk().score_pairs(compared, common) if family else desk().proposed(compared, common)
    likely = [(*pairs[one.index], one) for one in scored if _shown(one, family)]
    in_force = _in_force({file for _, file, _ in likely})
    found = defaultdict(list)
    for place, file, one in likely:
        if file in in_force:
            found[place].append((_rank(file, one), said(file, one)))
    return [[alike for _, alike in sorted(found[place], key=_first)[:SHOWN]] for place in range(len(told))]


def _beside(told: list[list[dict]], waiting: NotComparedYet, *, alone: bool) -> list[Beside]:
    """The files that share a key with each, whichever way she is told."""
    keys = [
        list(dict.fromkeys(chain.from_iterable(some)))
        for some in _regrouped(desk().keys(list(chain.from_iterable(told))), [len(some) for some in told])
    ]
    found: list[Beside] = [{} for _ in told]
    compared = [] if alone else nearby(keys, most=NEAR)
    for near in chain(compared, waiting.nearby(keys, most=NEAR)):
        found[near.place][near.registration_id] = near.cleaned
    return found


def _shown(scored: Scored, family: bool) -> bool:
    return family if rather_family(scored) else scored.explained.word is not None


def _in_force(files: set[UUID]) -> frozenset[UUID]:
    """Those of one's own organisation that are neither annulled nor erased: the worker may not know it yet."""
    held = Registration.objects.filter(pk__in=sorted(files)).exclude(status__in=CLOSED)
    return frozenset(held.values_list("pk", flat=True))


def _rank(file: UUID, scored: Scored) -> tuple:
    explained = scored.explained
    return rather_family(scored), -explained.probability, -scored.match_weight, -file.int


def _first(ranked: tuple[tuple, Alike]) -> tuple:
    return ranked[0]


def _regrouped(items: Sequence, sizes: Sequence[int]) -> list[list]:
    """As many items to each as `sizes` says, in their order."""
    rest: Iterator = iter(items)
    return [[next(rest) for _ in range(size)] for size in sizes]
