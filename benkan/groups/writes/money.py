"""The grant of a group: asked, decided and confirmed by two accounts of the body that pays, paid in tranches by three;
and the accounts of the treasurer."""

import datetime as dt

from django.db import transaction
from django.db.models import Max, Sum

from benkan.audit.writes import record
from benkan.cases.models import Grant
from benkan.cases.reads.funding import sums_of
from benkan.cases.writes.moving import Track
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, Permission, check, check_either, may
from benkan.common.typography import jour, montant
from benkan.groups import verbs
from benkan.groups.lifecycles.money import (
    FUNDING_LABELS,
    FUNDING_MOVES,
    TRANCHE_LABELS,
    TRANCHE_MOVES,
    FundingStatus,
    TrancheStatus,
)
from benkan.groups.models import (
    AccountLine,
    Evidence,
    Funding,
    FundingStatusRow,
    Group,
    Tranche,
    TrancheStatusRow,
)
from benkan.groups.permissions import DECIDE, KEEP, PAY, VALIDATE
from benkan.groups.writes.groups import held_living, held_own
from benkan.organisations.models import Organisation

FUNDINGS = Track(Funding, FundingStatusRow, "funding", FUNDING_MOVES, FUNDING_LABELS, "Ce financement")
TRANCHES = Track(Tranche, TrancheStatusRow, "tranche", TRANCHE_MOVES, TRANCHE_LABELS, "Cette tranche")


@transaction.atomic
def ask_funding(*, by: Actor, group: Group, payer: Organisation, purpose: str, amount: int) -> Funding:
    """Ask one body for the one grant of the group."""
    group = held_own(by=by, group=group)
    if group.fundings.exclude(status=FundingStatus.REJECTED).exists():
        raise Impossible("Ce projet a déjà une demande, ou un financement\u00a0: un seul à la fois.")
    if amount < 1 or not purpose.strip():
        raise Impossible("Dites le montant demandé, et pour quoi.")
    funding = Funding.objects.create(
        group=group, organisation_id=by.organisation_id, payer=payer, purpose=" ".join(purpose.split())[:200],
        amount=amount, asked_by_id=by.account_id,
    )  # fmt: skip
    FUNDINGS.begin(funding, by)
    record(verbs.FUNDING_ASKED, by=by, on=group)
    return funding


@transaction.atomic
def retain(*, by: Actor, funding: Funding, amount: int, grant: Grant) -> Funding:
    """Note that it is retained, for how much, from which grant; it counts once a second account confirms it.

    Raises `Impossible`, with what is left, where the grant would give more than it holds, persons' requests included.
    """
    funding = _to_decide(by, funding, living=True)
    if not 0 < amount <= funding.amount:
        raise Impossible(f"Donnez un montant jusqu’à {montant(funding.amount)}, ce qui est demandé.")
    if grant.organisation_id != by.organisation_id:
        raise Impossible("Cette subvention est celle d’une autre organisation.")
    if not grant.begins <= clock.today() <= grant.ends:
        raise Impossible(f"«\u00a0{grant.name}\u00a0» ne vaut pas aujourd’hui. Choisissez-en une autre.")
    if funding.asked_by_id == by.account_id:
        raise Impossible("Qui demande ne décide pas\u00a0: un autre compte le fait.")
    held = Grant.objects.select_for_update(of=("self",)).get(pk=grant.pk)  # who assigns requests of it waits here
    left = sums_of(Grant.objects.filter(pk=held.pk))[0].left
    if amount > left:
        raise Impossible(
            f"Il reste {montant(left)} de «\u00a0{grant.name}\u00a0». Ramenez le montant, ou choisissez une autre "
            "subvention. Rien n’a été retenu."
        )
    funding.granted, funding.grant, funding.decided_by_id = amount, grant, by.account_id
    return _moved(by, funding, FundingStatus.RETAINED, "granted", "grant", "decided_by")


@transaction.atomic
def reject(*, by: Actor, funding: Funding, words: str) -> Funding:
    """Note that it is rejected, with the words that the group is told."""
    funding = _to_decide(by, funding)
    if not words.strip():
        raise Impossible("Dites pourquoi\u00a0: le groupe doit l’entendre.")
    funding.decided_by_id = by.account_id
    return _moved(by, funding, FundingStatus.REJECTED, "decided_by", words=" ".join(words.split())[:200])


@transaction.atomic
def confirm(*, by: Actor, funding: Funding) -> Funding:
    """A second account of the body that pays confirms: from now on it counts."""
    funding = _to_decide(by, funding, living=True)
    if by.account_id in (funding.decided_by_id, funding.asked_by_id):
        raise Impossible("Qui a noté la décision, ou demandé l’argent, ne confirme pas\u00a0: un autre compte le fait.")
    funding.confirmed_by_id = by.account_id
    return _moved(by, funding, FundingStatus.CONFIRMED, "confirmed_by")


@transaction.atomic
def not_confirmed(*, by: Actor, funding: Funding) -> Funding:
    """Not confirmed: it is to be decided anew."""
    funding = _to_decide(by, funding)
    funding.granted, funding.grant, funding.decided_by_id = None, None, None
    return _moved(by, funding, FundingStatus.FILED, "granted", "grant", "decided_by")


@transaction.atomic
def plan_tranche(*, by: Actor, funding: Funding, amount: int, condition: str) -> Tranche:
    """Plan the next tranche, with what must be shown before it is paid. Together they never pass what was granted."""
    funding = _to_decide(by, funding, living=True)
    if funding.status != FundingStatus.CONFIRMED:
        raise Impossible("Ce financement n’est pas encore accordé.")
    if not condition.strip():
        raise Impossible("Dites ce qui doit être montré avant de payer cette tranche.")
    known = funding.tranches.aggregate(total=Sum("amount"), last=Max("rank"))
    left = funding.granted - (known["total"] or 0)
    if not 0 < amount <= left:
        raise Impossible(f"Il reste {montant(left)} à répartir en tranches.")
    tranche = Tranche.objects.create(
        funding=funding, organisation_id=by.organisation_id, rank=(known["last"] or 0) + 1, amount=amount,
        condition=" ".join(condition.split())[:200],
    )  # fmt: skip
    TRANCHES.begin(tranche, by)
    record(verbs.TRANCHES_PLANNED, by=by, on=tranche)
    return tranche


@transaction.atomic
def note_evidence(*, by: Actor, tranche: Tranche, day: dt.date, words: str) -> Evidence:
    """What shows that the condition of a tranche is met; by who keeps the group, or by who decided of its grant: who
    validates and who pays only read it."""
    check_either(by, KEEP, DECIDE)
    decides = may(by, DECIDE) and tranche.organisation_id == by.organisation_id
    if not decides and not keeps(by=by, tranche=tranche):
        raise Refused("C’est à qui tient le projet, ou à l’organisme qui paie, de dire ce qui a été vu.")
    if day > clock.today() or not words.strip():
        raise Impossible("Dites ce qui a été vu, et quel jour, passé ou aujourd’hui.")
    found = Evidence.objects.create(
        tranche=tranche, organisation_id=by.organisation_id, day=day, words=" ".join(words.split())[:300],
        by_id=by.account_id,
    )  # fmt: skip
    record(verbs.EVIDENCE_NOTED, by=by, on=tranche)
    return found


@transaction.atomic
def prepare(*, by: Actor, tranche: Tranche) -> Tranche:
    """The first of three accounts, of the organisation that keeps the group.

    Raises `Impossible` before the earlier tranche is paid and the condition shown.
    """
    check(by, KEEP)
    held_living(tranche.funding.group)
    tranche = TRANCHES.held(tranche)
    if not keeps(by=by, tranche=tranche):
        raise Impossible("C’est l’organisation qui tient le projet qui prépare ses tranches.")
    if tranche.funding.tranches.filter(rank__lt=tranche.rank).exclude(status=TrancheStatus.PAID).exists():
        raise Impossible("La tranche d’avant n’est pas payée\u00a0: elle passe la première.")
    if not tranche.evidence.exists():
        raise Impossible(f"Rien ne montre encore la condition\u00a0: {tranche.condition}. Notez ce qui a été vu.")
    tranche.prepared_by_id = by.account_id
    return _stepped(by, tranche, TrancheStatus.PREPARED, "prepared_by")


@transaction.atomic
def validate(*, by: Actor, tranche: Tranche) -> Tranche:
    """The second account, of the body that pays."""
    tranche = _to_pay(by, tranche, VALIDATE)
    if tranche.prepared_by_id == by.account_id:
        raise Impossible("Vous avez préparé cette tranche\u00a0: un autre compte la valide.")
    tranche.validated_by_id = by.account_id
    return _stepped(by, tranche, TrancheStatus.VALIDATED, "validated_by")


@transaction.atomic
def pay(*, by: Actor, tranche: Tranche, receipt: str, day: dt.date | None = None) -> Tranche:
    """The third account pays, against a receipt of the treasurer."""
    tranche, day = _to_pay(by, tranche, PAY), day or clock.today()
    if by.account_id in (tranche.prepared_by_id, tranche.validated_by_id):
        raise Impossible("Vous avez préparé ou validé cette tranche\u00a0: un troisième compte la paie.")
    if not receipt.strip():
        raise Impossible("Donnez le numéro du reçu signé par la trésorière ou le trésorier.")
    if day > clock.today():
        raise Impossible("Ce jour n’est pas encore passé.")
    tranche.paid_by_id, tranche.receipt, tranche.paid_on = by.account_id, " ".join(receipt.split())[:60], day
    return _stepped(by, tranche, TrancheStatus.PAID, "paid_by", "receipt", "paid_on")


@transaction.atomic
def take_back(*, by: Actor, tranche: Tranche) -> Tranche:
    """Not to be paid as it stands: it is prepared anew. By who prepared, or, as each may, by who validates or pays."""
    tranche = TRANCHES.held(tranche)
    if not may_take_back(by=by, tranche=tranche):
        raise Refused("C’est à qui tient le projet, ou à l’organisme qui paie, de reprendre cette tranche.")
    tranche.prepared_by_id = tranche.validated_by_id = None
    return _stepped(by, tranche, TrancheStatus.PLANNED, "prepared_by", "validated_by")


@transaction.atomic
def note_line(
    *, by: Actor, group: Group, way: AccountLine.Way, amount: int, receipt: str, day: dt.date, what: str = ""
) -> AccountLine:
    """A line of the treasurer's accounts, with its receipt. Raises `Impossible` where it is there already, or where
    more would be spent than was received."""
    check(by, KEEP)
    group, receipt = held_own(by=by, group=group), " ".join(receipt.split())[:60]
    if day > clock.today() or amount < 1 or not receipt:
        raise Impossible("Donnez le montant, le numéro du reçu, et un jour passé ou d’aujourd’hui.")
    same = group.lines.filter(way=way, receipt=receipt, cancels=None)
    if same.exists():
        raise Impossible(f"Le reçu {receipt} est déjà dans les comptes, le {jour(same[0].day)}.")
    if way == AccountLine.Way.SPENT and amount > left_of(group):
        raise Impossible(f"Il reste {montant(left_of(group))}\u00a0: notez d’abord ce qui a été reçu.")
    return _line(by, group, way, amount, receipt, day, what)


@transaction.atomic
def cancel_line(*, by: Actor, line: AccountLine) -> AccountLine:
    """A line noted by mistake is cancelled by another; both stay."""
    check(by, KEEP)
    group = held_own(by=by, group=line.group)
    if line.cancels_id is not None or AccountLine.objects.filter(cancels=line).exists():
        raise Impossible("Cette ligne est déjà annulée, ou en annule une.")
    if line.way == AccountLine.Way.RECEIVED and line.amount > left_of(group):
        raise Impossible("Cet argent est déjà dépensé dans les comptes\u00a0: annulez d’abord ces dépenses.")
    return _line(by, group, line.way, line.amount, line.receipt, line.day, "", cancels=line)


def left_of(group: Group) -> int:
    """Received less spent, in whole francs; a line and the one that cancels it count for nothing."""
    lines = group.lines.filter(cancels=None, cancelled_by=None).order_by()
    sums = dict(lines.values_list("way").annotate(total=Sum("amount")))
    return sums.get(AccountLine.Way.RECEIVED, 0) - sums.get(AccountLine.Way.SPENT, 0)


def _line(by: Actor, group: Group, way, amount: int, receipt: str, day: dt.date, what: str, cancels=None):
    line = AccountLine(
        group=group, organisation_id=by.organisation_id, way=way, amount=amount, receipt=receipt, day=day,
        what=" ".join(what.split())[:200], cancels=cancels, by_id=by.account_id,
    )  # fmt: skip
    line.save(force_insert=True)
    record(verbs.ACCOUNT_LINE_NOTED, by=by, on=group)
    return line


def _to_decide(by: Actor, funding: Funding, *, living: bool = False) -> Funding:
    """`living`: nothing more is granted to a group that is dissolved; it may still be told no."""
    check(by, DECIDE)
    if living:
        held_living(funding.group)
    return _held(by, funding)


def _held(by: Actor, funding: Funding) -> Funding:
    """Held, if one's organisation pays it."""
    if funding.payer_id != by.organisation_id:
        raise Impossible("C’est à l’organisme qui paie de le faire.")
    return FUNDINGS.held(funding)


def keeps(*, by: Actor, tranche: Tranche) -> bool:
    """Whether one's organisation keeps the group, and prepares what it is paid."""
    return may(by, KEEP) and tranche.funding.organisation_id == by.organisation_id


def may_take_back(*, by: Actor, tranche: Tranche) -> bool:
    """Until it is paid: who keeps the group; of the body that pays, who validates, then who pays."""
    right = {TrancheStatus.PREPARED: VALIDATE, TrancheStatus.VALIDATED: PAY}.get(TrancheStatus(tranche.status))
    if right is None:
        return False
    return keeps(by=by, tranche=tranche) or (may(by, right) and tranche.organisation_id == by.organisation_id)


def _to_pay(by: Actor, tranche: Tranche, right: Permission) -> Tranche:
    check(by, right)
    held_living(tranche.funding.group)
    _held(by, tranche.funding)
    return TRANCHES.held(tranche)


def _moved(by: Actor, funding: Funding, to: FundingStatus, *also: str, words: str = "") -> Funding:
    FUNDINGS.move(funding, to, by, also=also, words=words)
    record(verbs.FUNDING_DECIDED, by=by, on=funding, fields=[to.value])
    return funding


def _stepped(by: Actor, tranche: Tranche, to: TrancheStatus, *also: str) -> Tranche:
    TRANCHES.move(tranche, to, by, also=also)
    record(verbs.TRANCHE_MOVED, by=by, on=tranche, fields=[to.value])
    return tranche
