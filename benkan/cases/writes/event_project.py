"""A project that was paid stopped: counted, not a fault; a second grant may be asked, by a dated rule."""

from django.db import transaction

from benkan.cases.lifecycles.events import EventKind, FailureCause
from benkan.cases.lifecycles.plans import PAID
from benkan.cases.models import LifeEvent, PlanLine
from benkan.cases.permissions import NOTE_EVENT, PLAN
from benkan.cases.reads.failures import failed_roots, root_of
from benkan.cases.reads.plans import plans_of
from benkan.cases.reads.second_grant import asked_title, second_grant
from benkan.cases.writes.events import Told, held_around, held_event, under_way, write_event
from benkan.cases.writes.plan_lines import Wanted, add_line
from benkan.cases.writes.plans import begin_plan
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check

WHY = "Le projet financé s’est arrêté\u00a0: un second financement est demandé"


@transaction.atomic
def note_failure(*, by: Actor, line: PlanLine, told: Told, cause: FailureCause) -> LifeEvent:
    """Note that what a line paid for has stopped, and why. Raises `Impossible` for one that was not paid, or where it
    is noted already."""
    check(by, NOTE_EVENT)
    registration, case = held_around(line.plan.case.registration)
    line = PlanLine.objects.select_related("plan__case").get(pk=line.pk)
    if not under_way(case) or line.plan.case_id != case.pk:
        raise Impossible("Cette ligne est d’un accompagnement terminé\u00a0: rouvrez-le pour la reprendre avec elle.")
    if line.status not in PAID or not line.cost:
        raise Impossible("Cette ligne n’a pas été financée\u00a0: elle se corrige ou se retire dans le plan.")
    if root_of(line) in failed_roots(case):
        raise Impossible("L’arrêt de ce projet est déjà noté, peut-être par un collègue. Rouvrez la page.")
    return write_event(
        by=by, registration=registration, case=case, told=told, kind=EventKind.PROJECT, line=line,
        cause=FailureCause(cause),
    )  # fmt: skip


@transaction.atomic
def prepare_second_grant(*, by: Actor, event: LifeEvent) -> PlanLine:
    """Write the line of a second grant into the draft of her plan, begun as a revision where there is none: the same
    help and the same payer, at most what the rule allows. She and her worker correct it; a committee decides.

    Raises `Impossible` with what stands in the way.
    """
    check(by, PLAN)
    event = held_event(event)
    if event.line is None:
        raise Impossible("Seul un projet financé qui s’est arrêté ouvre un second financement.")
    line = PlanLine.objects.select_related("plan__case", "kind", "payer").get(pk=event.line_id)
    rule = second_grant(line)
    if not rule.allowed:
        raise Impossible(f"Pas de second financement pour l’instant. {' '.join(rule.reasons)}")
    case = line.plan.case
    draft = plans_of(case).draft or begin_plan(by=by, case=case, why=WHY)
    second = Wanted(
        pillar=line.pillar, dimension=line.dimension, level=line.level, kind=line.kind, restricted=line.restricted,
        title=asked_title(PlanLine(second_of=line, title=line.title)), responsible=line.responsible,
        structure=line.structure, payer=line.payer, cost=min(line.cost, rule.most), second_of=line,
    )  # fmt: skip
    return add_line(by=by, plan=draft, wanted=second)
