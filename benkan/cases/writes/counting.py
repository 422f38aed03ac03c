"""Counting the boards of an organisation, all at once, so that its pages open on numbers that are there."""

import datetime as dt

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.models import Counting
from benkan.cases.permissions import OWN_TOTALS, TOTALS
from benkan.cases.reads import counted
from benkan.cases.reads.causes import SUBJECTS
from benkan.cases.reads.cohorts import CUTS, Scope
from benkan.common import clock
from benkan.common.permissions import Actor, check_either


def count_board(*, by: Actor, scope: Scope, subject: str, cut: str) -> Counting:
    """Count one board now, for whoever may read it; `subject` is "" for the steps. One audit row."""
    check_either(by, TOTALS, OWN_TOTALS)
    board = _board(scope, subject, cut, counted.bands())
    kept = _keep(by, scope, board)
    record(verbs.COUNTED, by=by, on=kept, fields=[board.code])
    return kept


def count_boards(*, by: Actor, scope: Scope, days: tuple[int, ...]) -> int:
    """Every board of an organisation, for the clock; gives how many were counted. `days`: `counted.bands`."""
    boards = [_board(scope, subject, cut, days) for subject in ("", *SUBJECTS) for cut in CUTS]
    for board in boards:
        _keep(by, scope, board)
    return len(boards)


def _board(scope: Scope, subject: str, cut: str, days: tuple[int, ...]) -> counted.Board:
    if not subject:
        return counted.steps_board(scope, cut)
    return counted.causes_board(SUBJECTS[subject], scope, cut, days)


def _keep(by: Actor, scope: Scope, board: counted.Board) -> Counting:
    """The number stands as of the moment before it was counted, so that nothing that came since is said to be in it."""
    at: dt.datetime = clock.now()
    content = board.written(board.count())
    kept, _ = Counting.objects.update_or_create(
        organisation_id=by.organisation_id,
        everybody=scope.organisation is None,
        board=board.code,
        defaults={"content": content, "at": at},
    )
    return kept
