"""« Déjà aidée ? »: whom the association helped last month, and the reception service accompanies since; and a question
about many at once, which waits for a colleague. Told of those whom both said to be one person (`between_actors`)."""

import datetime as dt

from benkan.cases.lifecycles.deliveries import Mark, PaymentMeans, Receiver
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.models import Case, FundingRequest, Grant, HelpQuestion
from benkan.cases.reads.helped import askable
from benkan.cases.thresholds import HELP_LINES
from benkan.cases.writes import open_case
from benkan.cases.writes.deliveries import Received, note_received, prepare_delivery
from benkan.cases.writes.funding import assign
from benkan.cases.writes.helped import ask_help
from benkan.cases.writes.paying import pay_delivery, validate_delivery
from benkan.cases.writes.plan_lines import Wanted, add_line
from benkan.cases.writes.plans import begin_plan, submit_plan
from benkan.cases.writes.sittings import Decision, close_sitting, decide, open_sitting
from benkan.common import clock
from benkan.common.thresholds.reads import value_of
from benkan.demo.cast import account_of, body_of
from benkan.demo.stories.between_actors import SAID
from benkan.demo.stories.plans import GRANT, MEMBERS
from benkan.offers.models import HelpKind
from benkan.offers.words import Dimension, Level, Pillar
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.people.models import Registration

KEYS = ("kadiatou", "sekou", "aminata", "modibo", "assetou")
COST = 90_000
MANY = 30


def tell() -> None:
    """Of Ténimba Fomba; then of all whom Kadiatou accompanies, today."""
    with entered(door="open"):
        cast = {key: account_of(key) for key in KEYS}
    theirs, ours = SAID["one"]
    _helped(cast, _accompanied(cast["sekou"], theirs, 25))
    _accompanied(cast["kadiatou"], ours, 8)
    _asked_of_many(cast["kadiatou"])


def _accompanied(worker: Account, said: tuple[str, ...], days: int) -> Case:
    given_names, family_name, mother_name, *_ = said
    with _ago(days), acting_for(worker) as by:
        own = Registration.objects.filter(organisation=by.organisation_id, mother_name=mother_name)
        return open_case(by=by, registration=own.get(given_names=given_names, family_name=family_name))


def _helped(cast: dict[str, Account], case: Case) -> None:
    """The agency pays a stove, which she signs for."""
    with _ago(24), acting_for(cast["sekou"]) as by:
        plan = begin_plan(by=by, case=case, goal="vendre des repas près du marché")
        kind = HelpKind.objects.get(pk="equipement")
        add_line(by=by, plan=plan, wanted=Wanted(
            pillar=Pillar.ECONOMIC, dimension=Dimension.ECONOMIC, level=Level.INDIVIDUAL, kind=kind,
            title="Fourneau et vaisselle", cost=COST, payer=body_of("DJIGUI"),
        ))  # fmt: skip
        submit_plan(by=by, plan=plan)
        request = FundingRequest.objects.get(line__plan=plan)
    with _ago(22), acting_for(cast["aminata"]) as by:
        sitting = open_sitting(by=by, held_on=clock.today(), members=MEMBERS, place="Bamako")
        decide(by=by, sitting=sitting, decisions=[Decision(request, FundingStatus.RETAINED, COST)])
        close_sitting(by=by, sitting=sitting, minutes="PV 2026-08 (inventé)")
        assign(by=by, grant=Grant.objects.get(organisation=by.organisation_id, code=GRANT), requests=[request])
    with _ago(20), acting_for(cast["sekou"]) as by:
        delivery = prepare_delivery(by=by, line=request.line, amount=COST, means=PaymentMeans.CASH)
    with _ago(19), acting_for(cast["modibo"]) as by:
        validate_delivery(by=by, delivery=delivery)
    with _ago(18), acting_for(cast["assetou"]) as by:
        pay_delivery(by=by, delivery=delivery, day=clock.today(), reference="Bon de caisse 52 (inventé)")
    with _ago(17), acting_for(cast["sekou"]) as by:
        note_received(by=by, delivery=delivery, said=Received(clock.today(), Receiver.HERSELF, Mark.THUMB))


def _asked_of_many(worker: Account) -> None:
    """Nothing where she does not accompany so many that a colleague must agree."""
    with acting_for(worker) as by:
        cases = list(askable(by).values_list("pk", flat=True)[:MANY])
        if len(cases) > value_of(HELP_LINES, on=clock.today()):
            ask_help(by=by, cases=cases, why=HelpQuestion.Why.PLAN)


def _ago(days: int):
    return clock.at(clock.now() - dt.timedelta(days=days))
