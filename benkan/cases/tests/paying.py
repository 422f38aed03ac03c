"""Plans and the money that they ask, made through the writes: the reception service asks, the agency Djigui pays."""

import datetime as dt

from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.models import Case, Ceiling, FundingRequest, Grant, Plan, PlanLine, Sitting
from benkan.cases.tests.factories import accompanied
from benkan.cases.writes.grants import GrantSaid, note_grant, set_ceiling
from benkan.cases.writes.plan_lines import Wanted, add_line
from benkan.cases.writes.plans import begin_plan, submit_plan
from benkan.cases.writes.sittings import Decision, close_sitting, decide, open_sitting
from benkan.common import clock
from benkan.demo.cast import body_of
from benkan.offers.models import HelpKind
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Agreement
from benkan.organisations.purposes import Purpose
from benkan.organisations.writes import propose_agreement, sign_agreement

CEILING = 550_000
GOAL = "ouvrir un petit commerce de céréales à Yélimané"


def a_kind(code: str = "equipement") -> HelpKind:
    return HelpKind.objects.get(code=code)


def let_plans_leave(fanta, drissa, days: int = 365) -> Agreement:
    """An agreement that both signed: plans may go from the reception service to the agency."""
    with acting_for(fanta) as by:
        agreement = propose_agreement(
            by=by,
            giver=body_of("SAR"),
            receiver=body_of("DJIGUI"),
            purpose=Purpose.REFERRAL,
            fields=["plan"],
            begins=clock.today(),
            ends=clock.today() + dt.timedelta(days=days),
            reference="Convention 2026-11",
        )
    with acting_for(drissa) as by:
        return sign_agreement(by=by, agreement=agreement)


def capped(by, code: str = "equipement", amount: int = CEILING) -> Ceiling:
    """By the commission: what it pays at most for a kind of help."""
    return set_ceiling(by=by, kind=a_kind(code), amount=amount, begins=clock.today(), source="Décision 2026-04")


def wanted(cost: int = 450_000, code: str = "equipement", payer: str | None = "DJIGUI", **said) -> Wanted:
    said = {"title": "Petit commerce de céréales", "pillar": "economique", "dimension": "economique"} | said
    return Wanted(
        level="individuel",
        kind=a_kind(code),
        cost=cost,
        payer=body_of(payer) if payer and cost else None,
        **said,
    )


def drafted(by, *lines: Wanted, case: Case | None = None) -> Plan:
    """A draft with these lines; one that costs 450 000 F at the agency where none is said."""
    plan = begin_plan(by=by, case=case or accompanied(by), goal=GOAL)
    for line in lines or (wanted(),):
        add_line(by=by, plan=plan, wanted=line)
    return plan


def submitted(by, *lines: Wanted, case: Case | None = None) -> Plan:
    return submit_plan(by=by, plan=drafted(by, *lines, case=case))


def requests_of(plan: Plan) -> list[FundingRequest]:
    """In the order of the lines."""
    return list(FundingRequest.objects.filter(line__plan=plan).order_by("filed_at", "pk"))


def the_line(plan: Plan, at: int = 0) -> PlanLine:
    return plan.lines.order_by("written_at", "pk")[at]


def sat(by, held_on: dt.date | None = None) -> Sitting:
    return open_sitting(by=by, held_on=held_on or clock.today(), members=["Chargée de programme, Agence Djigui"])


def retained(request: FundingRequest, amount: int | None = None) -> Decision:
    return Decision(request, FundingStatus.RETAINED, amount=amount or request.amount)


def rejected(request: FundingRequest, words: str = "Montrez d’abord deux devis.") -> Decision:
    return Decision(request, FundingStatus.REJECTED, reason="incomplet", words=words)


def adjourned(request: FundingRequest) -> Decision:
    return Decision(request, FundingStatus.ADJOURNED, reason="sans_argent", words="La commission vous revoit en mars.")


def decided(by, *decisions: Decision) -> Sitting:
    """By the commission: noted at a sitting, whose minutes are signed."""
    sitting = sat(by)
    decide(by=by, sitting=sitting, decisions=decisions)
    return close_sitting(by=by, sitting=sitting, minutes="PV 2026-03 du 12 mars 2026")


def granted(by, amount: int = 1_000_000, code: str = "AFD-12", **said) -> Grant:
    said = {"begins": dt.date(2026, 1, 1), "ends": dt.date(2027, 12, 31)} | said
    of = GrantSaid(
        name="Appui aux retours", code=code, funder="Bailleur inventé", amount=amount, source="Convention 12", **said
    )
    return note_grant(by=by, said=of)
