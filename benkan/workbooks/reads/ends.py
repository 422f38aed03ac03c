"""When a list that was brought in ends: from then on it is a count, and says nothing of persons."""

import datetime as dt
from collections.abc import Iterable

from django.db.models import Max, QuerySet

from benkan.common import clock
from benkan.common.thresholds.reads import value_of
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, ImportStage
from benkan.workbooks.thresholds import KEEP_APPLIED, KEEP_WAITING

# Stages at which a file keeps something of persons; one that is being written keeps what it had.
ENDING = {
    Stage.RECEIVED: KEEP_WAITING,
    Stage.READ: KEEP_WAITING,
    Stage.REFUSED: KEEP_WAITING,
    Stage.APPLYING: KEEP_APPLIED,
    Stage.APPLIED: KEEP_APPLIED,
}


def dated(sources: Iterable[Import]) -> list[Import]:
    """The same, each with `since` (when it entered its stage) and `ends` (the day from which it keeps nothing; None
    where it keeps nothing already); one query, whatever their number."""
    found = list(sources)
    latest = ImportStage.objects.filter(source__in=found).order_by().values("source").annotate(last=Max("at"))
    since = dict(latest.values_list("source", "last"))
    for source in found:
        source.since = since.get(source.pk, source.at)
        threshold = ENDING.get(Stage(source.stage))
        days = value_of(threshold, on=clock.today()) if threshold else 0
        source.ends = clock.day_of(source.since) + dt.timedelta(days=days) if threshold else None
    return found


def ended(sources: QuerySet[Import]) -> list[Import]:
    """Those whose time is over today."""
    return [one for one in dated(sources.filter(stage__in=list(ENDING))) if one.ends <= clock.today()]
