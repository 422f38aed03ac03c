"""The lines of a plan: added and corrected in the draft, written otherwise, contested or given up when rejected."""

import datetime as dt
from dataclasses import dataclass, fields, replace

from django.db import transaction

from benkan.audit.verbs import Verb
from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.funding import LIVING, FundingStatus
from benkan.cases.lifecycles.plans import IN_FORCE, PAID, LineStatus, PlanStatus
from benkan.cases.models import FundingRequest, Need, Plan, PlanLine
from benkan.cases.permissions import PLAN
from benkan.cases.reads.plans import lines_of, plans_of, requests_of_lines
from benkan.cases.shared_fields import PLAN as PLAN_FIELDS
from benkan.cases.writes.asking import REQUESTS, check_ceilings, tell_payers, withdraw
from benkan.cases.writes.following import LINES, PLANS, copies_of, hold_plans, settle
from benkan.cases.writes.needs_of_lines import say_need_again
from benkan.cases.writes.plans import held_draft, under_way
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.offers.models import HelpKind, Structure
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.sharing import check_may_leave
from benkan.people.transport import check_may_be_taken

TRANSPORT = "transport"  # the kind of help that takes her to where her file says she goes


@dataclass(frozen=True)
class Wanted:
    """What a line says. A restricted one says its pillar and dimension, never a kind nor words. `cost` in F CFA."""

    pillar: str
    dimension: str
    level: str
    kind: HelpKind | None = None
    need: Need | None = None
    restricted: bool = False
    title: str = ""
    responsible: Organisation | None = None
    structure: Structure | None = None
    payer: Organisation | None = None
    cost: int = 0
    begins: dt.date | None = None
    ends: dt.date | None = None
    second_of: PlanLine | None = None  # the line that failed, of which this is the second grant


@transaction.atomic
def add_line(*, by: Actor, plan: Plan, wanted: Wanted) -> PlanLine:
    """One more thing to be done, in a draft. Raises `Impossible` over the payer's ceiling, named with its act."""
    check(by, PLAN)
    plan = held_draft(plan)
    line = PlanLine(organisation_id=by.organisation_id, plan=plan, written_by_id=by.account_id)
    _write(line, wanted)
    _check(plan, line)
    line.save(force_insert=True)
    LINES.begin(line, by)
    record(verbs.PLAN_LINE_ADDED, by=by, on=line, file_id=plan.case.registration_id)
    return line


@transaction.atomic
def change_line(*, by: Actor, line: PlanLine, wanted: Wanted) -> PlanLine:
    """Correct a line of a draft that is before nobody yet."""
    check(by, PLAN)
    plan = held_draft(line.plan)
    line = _of(plan, line)
    if line.status != LineStatus.PLANNED:
        raise Impossible("Cette ligne est déjà devant qui paie\u00a0: retirez-la et écrivez-en une autre.")
    before = {name: getattr(line, name) for name in _COLUMNS}
    _write(line, replace(wanted, second_of=line.second_of))
    _check(plan, line)
    line.save(update_fields=list(_COLUMNS))
    changed = [name for name in _COLUMNS if getattr(line, name) != before[name]]
    record(verbs.PLAN_LINE_CHANGED, by=by, on=line, file_id=plan.case.registration_id, fields=changed)
    return line


@transaction.atomic
def cancel_line(*, by: Actor, line: PlanLine) -> PlanLine:
    """Take a line out of a draft, or give up one that was asked and that no grant pays: its request is taken back."""
    check(by, PLAN)
    plan = _held_plan(line)
    line = _of(plan, line)
    if line.status in PAID:
        raise Impossible("Cette ligne est financée\u00a0: elle reste dans le plan.")
    if line.status == LineStatus.PLANNED and plan.status != PlanStatus.DRAFTED:
        raise Impossible("Ce plan est soumis\u00a0: pour retirer cette ligne, reprenez-le ou révisez-le.")
    request = _request_of(line)
    copies = [line]
    if request is not None and request.status in LIVING:
        copies = copies_of(request, plan.case_id)
        withdraw(by=by, request=request)
    for copy in copies:
        LINES.move(copy, LineStatus.CANCELLED, by)
    say_need_again(by=by, line=line)
    _settle_in_force(plan, by)
    return _recorded(verbs.PLAN_LINE_REMOVED, by, plan, line)


@transaction.atomic
def rewrite_line(*, by: Actor, line: PlanLine) -> PlanLine:
    """A rejected line is written otherwise: its plan is a draft again, what was agreed to stays."""
    check(by, PLAN)
    under_way(line.plan.case)
    plan = _held_plan(line)
    line = _of(plan, line)
    if plan.status != PlanStatus.DRAFTED:
        if plans_of(plan.case_id).draft is not None:
            raise Impossible("Une révision du plan est en brouillon\u00a0: récrivez la ligne là.")
        LINES.move(line, LineStatus.PLANNED, by)
        PLANS.move(plan, PlanStatus.DRAFTED, by)
    else:
        LINES.move(line, LineStatus.PLANNED, by)
    return _recorded(verbs.PLAN_LINE_REWRITTEN, by, plan, line)


@transaction.atomic
def contest_line(*, by: Actor, line: PlanLine) -> PlanLine:
    """The same request is decided again, at another sitting than the one that rejected it; the person agrees anew."""
    check(by, PLAN)
    under_way(line.plan.case)
    plan = _held_plan(line)
    line = _of(plan, line)
    request = _request_of(line)
    if line.status != LineStatus.REJECTED or request is None:
        raise Impossible("Seule une ligne rejetée se conteste\u00a0: rouvrez la page pour voir où elle en est.")
    copies = copies_of(request, plan.case_id)
    draft = plans_of(plan.case_id).draft
    if draft is not None and not any(
        copy.plan_id == draft.pk and copy.status == LineStatus.REJECTED for copy in copies
    ):
        raise Impossible(
            "La révision en brouillon a récrit ou retiré cette ligne\u00a0: soumettez-la, ou abandonnez-la."
        )
    if request.payer_id != by.organisation_id:
        check_may_leave(plan.case.registration, request.payer, Purpose.REFERRAL, [PLAN_FIELDS])
    request.told_at, request.told_by_id, request.granted = None, None, None
    REQUESTS.move(request, FundingStatus.FILED, by, also=("told_at", "told_by", "granted"))
    for copy in copies:
        LINES.move(copy, LineStatus.TO_FUND, by)
    tell_payers(by=by, requests=[request])
    return _recorded(verbs.PLAN_LINE_CONTESTED, by, plan, line)


_COLUMNS = tuple(field.name for field in fields(Wanted))


def _write(line: PlanLine, wanted: Wanted) -> None:
    for name in _COLUMNS:
        setattr(line, name, getattr(wanted, name))
    line.title = "" if wanted.restricted else " ".join(wanted.title.split())
    line.kind = None if wanted.restricted else wanted.kind
    if not wanted.restricted and (wanted.kind is None or wanted.kind.restricted):
        raise ValueError("a line has a kind of help; a restricted kind is never written on it")


def _check(plan: Plan, line: PlanLine) -> None:
    if line.need_id is not None and line.need.case_id != plan.case_id:
        raise Impossible("Ce besoin est celui d’une autre personne\u00a0: reprenez depuis son plan.")
    if line.cost and line.payer is None:
        raise Impossible("Dites qui paie\u00a0: cette ligne a un coût.")
    if line.kind_id == TRANSPORT:
        check_may_be_taken([plan.case.registration])
    if line.responsible is not None and line.structure is not None:
        raise Impossible("Un seul responsable\u00a0: un acteur, ou une structure.")
    if line.begins and line.ends and line.ends < line.begins:
        raise Impossible("La fin ne peut pas précéder le début.")
    others = [other for other in lines_of(plan) if other.pk != line.pk]
    check_ceilings([*others, line], [line])


def _held_plan(line: PlanLine) -> Plan:
    """The plan of a line as it stands now, held; draft or in force."""
    plan = hold_plans([line.plan.case_id])[line.plan_id]
    if plan.status != PlanStatus.DRAFTED and plan.status not in IN_FORCE:
        raise Impossible("Cette version du plan n’est plus en cours\u00a0: rien n’a été changé.")
    return plan


def _of(plan: Plan, line: PlanLine) -> PlanLine:
    """The line as it stands now; whoever changes one holds its plan."""
    return PlanLine.objects.select_related("payer", "kind", "need", "plan").get(pk=line.pk, plan=plan)


def _request_of(line: PlanLine) -> FundingRequest | None:
    found = requests_of_lines(line.plan.case_id).get(line.pk)
    return REQUESTS.held(found) if found is not None else None


def _settle_in_force(plan: Plan, by: Actor) -> None:
    for one in Plan.objects.filter(case=plan.case_id, status__in=IN_FORCE):
        settle(by=by, plan=one)


def _recorded(verb: Verb, by: Actor, plan: Plan, line: PlanLine) -> PlanLine:
    record(verb, by=by, on=line, file_id=plan.case.registration_id)
    return line
