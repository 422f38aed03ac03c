"""A need that a line of a submitted plan answers is planned; said again when that line is given up."""

from collections.abc import Iterable

from benkan.cases.lifecycles.needs import LABELS, MOVES, NeedStatus
from benkan.cases.lifecycles.plans import LineStatus
from benkan.cases.models import Need, NeedStatusRow, PlanLine
from benkan.cases.reads.plans import living_lines
from benkan.cases.writes.moving import Track
from benkan.common.permissions import Actor

_NEEDS = Track(Need, NeedStatusRow, "need", MOVES, LABELS, "Ce besoin")


def plan_needs(*, by: Actor, lines: Iterable[PlanLine]) -> None:
    """Needs that waited and that these lines answer are planned."""
    answered = {line.need_id for line in lines if line.need_id}
    for need in _held(answered, NeedStatus.SAID, NeedStatus.UNMET):
        _NEEDS.move(need, NeedStatus.PLANNED, by)


def say_need_again(*, by: Actor, line: PlanLine) -> None:
    """The need of a line that was given up waits again, unless another line answers it."""
    if line.need_id is None:
        return
    others = living_lines(line.plan.case_id).filter(need=line.need_id).exclude(pk=line.pk)
    if not others.exclude(status=LineStatus.REJECTED).exists():
        for need in _held({line.need_id}, NeedStatus.PLANNED):
            _NEEDS.move(need, NeedStatus.SAID, by)


def _held(ids: set, *statuses: NeedStatus) -> list[Need]:
    found = Need.objects.filter(pk__in=ids, status__in=statuses)
    return list(found.select_for_update(of=("self",)).order_by("pk"))
