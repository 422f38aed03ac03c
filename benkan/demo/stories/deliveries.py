"""Invented deliveries: what the grant of the story of plans pays, by tranches, and what is checked with a person.

Told through the writes, after that story. While the platform opens every delivery is checked, then one in ten. No
chance: the same people give the same story.
"""

import datetime as dt

from benkan.cases.delivery_thresholds import CHECK_ONE_IN
from benkan.cases.lifecycles.deliveries import (
    CheckMeans,
    CheckReceived,
    DeliveryReason,
    Mark,
    PaymentMeans,
    Receiver,
)
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.lifecycles.movements import MovementStep
from benkan.cases.lifecycles.plans import IN_FORCE, LineStatus
from benkan.cases.models import Delivery, FundingRequest, Grant, PlanLine
from benkan.cases.writes.checking import Answered, note_check
from benkan.cases.writes.deliveries import Received, note_received, prepare_delivery, render_service
from benkan.cases.writes.grants import set_ceiling
from benkan.cases.writes.movements import MovementSaid, note_movement, propose_scale
from benkan.cases.writes.paying import pay_delivery, refuse_delivery, validate_delivery
from benkan.common import clock
from benkan.demo.cast import account_of
from benkan.demo.stories.plans import GRANT
from benkan.offers.models import HelpKind
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.writes.thresholds import change_threshold

DAY = dt.timedelta(days=1)
KEYS = ("kadiatou", "issa", "aminata", "modibo", "assetou", "lala", "salimata", "adama")
# The training centre pays other sums for the same help: the difference is shown, and put to the committee.
OTHER_CEILINGS = {"formation_qualifiante": 450_000, "apprentissage": 150_000, "equipement": 400_000}
MOVEMENTS = (
    (MovementStep.PROMISED, 1_200_000, 58, "Lettre d’intention (inventée)"),
    (MovementStep.SIGNED, 1_200_000, 55, "Convention DJ-2026-02 (inventée)"),
    (MovementStep.DISBURSED, 800_000, 35, "Avis de crédit 118 (inventé)"),
    (MovementStep.SPENT, 250_000, 15, "Relevé du trimestre (inventé)"),
)


def tell() -> None:
    """From two months ago to today; a grant that nobody was given leaves only what actors publish."""
    with entered(door="open"):
        accounts = {key: account_of(key) for key in KEYS}
    now = clock.now()
    _say_what_others_give(accounts, now)
    with clock.at(now - 40 * DAY), acting_for(accounts["adama"]) as by:
        change_threshold(
            by=by, threshold=CHECK_ONE_IN, value=1, begins=clock.today(), source="Note de démarrage (inventée)",
            note="Pendant l’ouverture, chaque remise est vérifiée.",
        )  # fmt: skip
    with acting_for(accounts["kadiatou"]):
        paid = list(
            FundingRequest.objects.filter(status=FundingStatus.FUNDED).select_related("line").order_by("filed_at", "pk")
        )
    for request, story in zip(paid, (_two_tranches, _one_on_its_way), strict=False):
        story(accounts, request.line, now)
    with clock.at(now - 5 * DAY), acting_for(accounts["adama"]) as by:
        change_threshold(
            by=by, threshold=CHECK_ONE_IN, value=10, begins=clock.today(), source="Note de démarrage (inventée)",
            note="L’ouverture est finie\u00a0: une sur dix.",
        )  # fmt: skip
    _move_money(accounts["aminata"], now)
    _render(accounts["kadiatou"], now)


def _two_tranches(accounts, line: PlanLine, now: dt.datetime) -> None:
    """The first paid by cheque and signed for; the second, prepared again after a refusal, waits to be paid."""
    first = _prepared(accounts, line, 250_000, PaymentMeans.CHEQUE, now - 25 * DAY)
    _validated(accounts, first, now - 24 * DAY)
    _paid(accounts, first, "Chèque 0041 (inventé)", now - 23 * DAY)
    with clock.at(now - 22 * DAY), acting_for(accounts["kadiatou"]) as by:
        said = Received(clock.today(), Receiver.HERSELF, Mark.THUMB)
        note_received(by=by, delivery=first, said=said)
    with clock.at(now - 10 * DAY), acting_for(accounts["issa"]) as by:  # who is to be tried again by now
        note_check(by=by, delivery=first, said=Answered(CheckMeans.PHONE, CheckReceived.UNREACHED))
    second = _prepared(accounts, line, 150_000, PaymentMeans.CASH, now - 4 * DAY)
    with clock.at(now - 3 * DAY), acting_for(accounts["modibo"]) as by:
        refuse_delivery(by=by, delivery=second, reason=DeliveryReason.MEANS, words="Un chèque, au-dessus de 100 000 F")
    third = _prepared(accounts, line, 150_000, PaymentMeans.CHEQUE, now - 2 * DAY)
    _validated(accounts, third, now - DAY)


def _one_on_its_way(accounts, line: PlanLine, now: dt.datetime) -> None:
    """Paid to the centre and not signed for yet; the next tranche waits to be validated."""
    first = _prepared(accounts, line, 150_000, PaymentMeans.SUPPLIER, now - 8 * DAY, "Centre de formation (inventé)")
    _validated(accounts, first, now - 7 * DAY)
    _paid(accounts, first, "Virement 77 (inventé)", now - 6 * DAY)
    _prepared(accounts, line, 100_000, PaymentMeans.SUPPLIER, now - DAY, "Centre de formation (inventé)")


def _prepared(accounts, line, amount: int, means: PaymentMeans, moment: dt.datetime, supplier: str = "") -> Delivery:
    with clock.at(moment), acting_for(accounts["kadiatou"]) as by:
        return prepare_delivery(by=by, line=line, amount=amount, means=means, supplier=supplier)


def _validated(accounts, delivery: Delivery, moment: dt.datetime) -> None:
    with clock.at(moment), acting_for(accounts["modibo"]) as by:
        validate_delivery(by=by, delivery=delivery)


def _paid(accounts, delivery: Delivery, reference: str, moment: dt.datetime) -> None:
    with clock.at(moment), acting_for(accounts["assetou"]) as by:
        pay_delivery(by=by, delivery=delivery, day=clock.today(), reference=reference)


def _move_money(account, now: dt.datetime) -> None:
    for step, amount, days, source in MOVEMENTS:
        with clock.at(now - days * DAY), acting_for(account) as by:
            grant = Grant.objects.get(organisation=by.organisation_id, code=GRANT)
            said = MovementSaid(step, amount, clock.today(), source)
            note_movement(by=by, grant=grant, said=said)


def _render(account, now: dt.datetime) -> None:
    """A training in management that cost nothing, where a plan that is approved foresees one."""
    with clock.at(now - 3 * DAY), acting_for(account) as by:
        lines = PlanLine.objects.filter(
            cost=0, status=LineStatus.PLANNED, plan__status__in=IN_FORCE - {"soumis"}, plan__case__worker=account
        )
        for line in lines.order_by("written_at")[:1]:
            render_service(by=by, line=line, day=clock.today())


def _say_what_others_give(accounts, now: dt.datetime) -> None:
    with clock.at(now - 50 * DAY), acting_for(accounts["lala"]) as by:
        for kind, amount in OTHER_CEILINGS.items():
            set_ceiling(
                by=by, kind=HelpKind.objects.get(pk=kind), amount=amount, begins=clock.today(),
                source="Règlement du centre, article 12 (inventé)",
            )  # fmt: skip
    with clock.at(now - 10 * DAY), acting_for(accounts["salimata"]) as by:
        propose_scale(
            by=by, kind=HelpKind.objects.get(pk="formation_qualifiante"), amount=375_000,
            why="Le coût moyen de six mois d’atelier, outils compris, d’après les deux acteurs.",
        )  # fmt: skip
