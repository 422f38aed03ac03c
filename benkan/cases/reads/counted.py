"""Boards as they were last counted, or counted on the spot where nobody has counted them yet.

A count is kept as numbers by group; the list behind each number is always read anew (`cohorts.listed`,
`causes.listed`), and says by how many it has moved since.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime

from benkan.cases.models import Counting
from benkan.cases.reads import causes as reads
from benkan.cases.reads import cohorts
from benkan.cases.thresholds import AGEING_FIRST, AGEING_SECOND, AGEING_THIRD, COUNT_KEPT
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of

STEPS = "etapes"


@dataclass(frozen=True)
class Kept:
    """What was counted, and when; `at` is None where it was counted for this page."""

    found: Any
    at: dt.datetime | None


@dataclass(frozen=True)
class Board:
    """A board: its code, how it is counted, and how its numbers are written down and read again."""

    code: str
    count: Callable[[], Any]
    written: Callable[[Any], Any]
    read: Callable[[Any], Any]


def steps(by: Actor, scope: cohorts.Scope, cut: str) -> Kept:
    """Who has come how far (`cohorts.count`), as it was last counted for the organisation that asks."""
    return _kept(by, scope, steps_board(scope, cut))


def causes(by: Actor, subject: reads.Subject, scope: cohorts.Scope, cut: str) -> Kept:
    """What waits and why (`causes.count`): the figures of the groups, and those of all together."""
    return _kept(by, scope, causes_board(subject, scope, cut, bands()))


def steps_board(scope: cohorts.Scope, cut: str) -> Board:
    return Board(f"{STEPS}:{cut}", lambda: cohorts.count(scope, cut), _written_steps, _read_steps(cut))


def causes_board(subject: reads.Subject, scope: cohorts.Scope, cut: str, days: tuple[int, ...]) -> Board:
    return Board(
        f"{subject.code}:{cut}", lambda: reads.count(subject, scope, cut, days), _written_causes, _read_causes(cut)
    )


def bands() -> tuple[int, ...]:
    """The days from which what waits is of the next age."""
    today = clock.today()
    return tuple(sorted(value_of(one, on=today) for one in (AGEING_FIRST, AGEING_SECOND, AGEING_THIRD)))


def _kept(by: Actor, scope: cohorts.Scope, board: Board) -> Kept:
    """The last count, unless it is older than what a deployment lets a board be."""
    since = scope.now - dt.timedelta(hours=value_of(COUNT_KEPT, on=clock.today()))
    mine = Counting.objects.filter(organisation=by.organisation_id, everybody=scope.organisation is None, at__gt=since)
    last = mine.filter(board=board.code).first()
    if last is None:
        return Kept(board.count(), None)
    return Kept(board.read(last.content), last.at)


def _written_steps(found: cohorts.Counted) -> dict:
    return {"groups": [_written_group(group) for group in found.groups], "whole": _written_group(found.whole)}


def _written_group(group: cohorts.Group) -> list:
    cells = {code: [one.served, one.waits, one.median, one.longest] for code, one in group.cells.items()}
    return [_text(group.key), group.returns, cells]


def _read_steps(cut: str) -> Callable[[dict], cohorts.Counted]:
    def read_group(written: list) -> cohorts.Group:
        key, returns, cells = written
        said = {step.code: cohorts.Cell(step, *cells[step.code]) for step in cohorts.STEPS}
        return cohorts.Group(_key(cut, key), returns, said)

    return lambda said: cohorts.Counted([read_group(one) for one in said["groups"]], read_group(said["whole"]))


def _written_causes(found: tuple[list[reads.Figure], list[reads.Figure]]) -> list:
    return [
        [[_text(one.key), one.what, one.age, one.count, one.amount, one.oldest.isoformat()] for one in figures]
        for figures in found
    ]


def _read_causes(cut: str) -> Callable[[list], tuple[list[reads.Figure], ...]]:
    def read(said: list) -> tuple[list[reads.Figure], ...]:
        return tuple(
            [reads.Figure(_key(cut, key), *numbers, parse_datetime(oldest)) for key, *numbers, oldest in figures]
            for figures in said
        )

    return read


def _text(key) -> str | None:
    return None if key is None else str(key)


def _key(cut: str, text: str | None):
    if text is None:
        return None
    if cut == "mois":
        return dt.date.fromisoformat(text)
    return UUID(text) if cut in ("organisation", "region") else text
