"""Whether a project that stopped may be paid again: a dated rule, said with its reasons; a committee decides."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from benkan.cases.event_thresholds import SECOND_AFTER, SECOND_SHARE, SECOND_TIMES
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.lifecycles.plans import PAID, SET_ASIDE, LineStatus
from benkan.cases.models import FundingRequest, PlanLine
from benkan.cases.reads.funding import ceilings_on
from benkan.cases.reads.plans import requests_of_lines
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.months import months_after
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import jour, montant, pluriel

SECOND = "Second financement"
# Who pays, what was asked the first time: words before which nothing else stands in the list of the committee.
PREFIX = f"{SECOND}\u00a0: "


@dataclass(frozen=True)
class SecondGrant:
    """`most` in whole F CFA; `reasons` are sentences: what the rule allows, or what stands in the way, until when."""

    allowed: bool
    most: int
    reasons: tuple[str, ...]


def second_grant(line: PlanLine, *, but: PlanLine | None = None, on: dt.date | None = None) -> SecondGrant:
    """What the rule of a day says of a second grant for this line. `but` is the one that is being written."""
    on = on or clock.today()
    request = requests_of_lines(line.plan.case_id).get(line.pk)
    paid_on = _paid_on(request)
    if paid_on is None or line.status not in PAID:
        return SecondGrant(False, 0, ("Cette ligne n’a pas été financée\u00a0: elle se reprend dans le plan.",))
    refused = []
    months, times = value_of(SECOND_AFTER, on=on), value_of(SECOND_TIMES, on=on)
    from_day = months_after(paid_on, months)
    if from_day > on:
        refused.append(f"Ce projet a été financé le {jour(paid_on)}\u00a0: pas avant le {jour(from_day)}.")
    if _given_before(line, but) >= times:
        refused.append(f"Un second financement se donne {pluriel(times, 'fois')} au plus, et l’a déjà été.")
    most, of_what = _most(line, request, on)
    if refused:
        return SecondGrant(False, most, tuple(refused))
    allowed = f"Financé le {jour(paid_on)}, il y a plus de {pluriel(months, 'mois')}."
    return SecondGrant(True, most, (allowed, f"Au plus {montant(most)}, soit {of_what}."))


def check_second_grant(line: PlanLine) -> None:
    """Raise `Impossible`, with what stands in the way, where a line asks for a second grant that the rule forbids."""
    rule = second_grant(line.second_of, but=line)
    if not rule.allowed:
        raise Impossible(f"Pas de second financement pour l’instant. {' '.join(rule.reasons)}")
    if line.cost > rule.most:
        raise Impossible(f"{montant(line.cost)}, c’est trop pour un second financement. {rule.reasons[-1]}")


def asked_title(line: PlanLine) -> str:
    """What the committee reads of a line: that it is a second grant comes first."""
    if line.second_of_id is None or line.title.startswith(SECOND):
        return line.title
    return f"{PREFIX}{line.title}"[:160] if line.title else SECOND


def _paid_on(request: FundingRequest | None) -> dt.date | None:
    if request is None:
        return None
    row = request.statuses.filter(status=FundingStatus.FUNDED).order_by("-at").first()
    return clock.day_of(row.at) if row else None


def _given_before(line: PlanLine, but: PlanLine | None) -> int:
    """Second grants asked for her already, in whatever accompaniment; the copies of one in a revision are one."""
    held = PlanLine.objects.filter(plan__case__registration=line.plan.case.registration_id, second_of__isnull=False)
    held = held.exclude(status__in=[LineStatus.CANCELLED, LineStatus.REJECTED])
    held = held.filter(~Q(plan__status__in=SET_ASIDE) | Q(status__in=PAID))
    if but is not None:
        held = held.exclude(second_of=but.second_of_id)
    return held.values("second_of").distinct().count()


def _most(line: PlanLine, request: FundingRequest | None, on: dt.date) -> tuple[int, str]:
    share = value_of(SECOND_SHARE, on=on)
    ceiling = ceilings_on(on).get((line.payer_id, line.kind_id))
    if ceiling is not None:
        return ceiling.amount * share // 100, f"{share}\u00a0% du plafond de {montant(ceiling.amount)}"
    paid = (request.granted if request and request.granted else None) or line.cost
    return paid * share // 100, f"{share}\u00a0% de ce qui avait été retenu"
