"""What becomes of a transfer: each side makes its moves, and tells the other.

Accepted is not received. When the receiver has met her, in one transaction: its own file of her is linked, the first
accompaniment becomes « transmis », and the appointments that her first holder had taken fall.
"""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.lifecycles.referrals import Side
from benkan.cases.lifecycles.transfers import MOVERS, TransferRefusal, TransferStatus
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, Transfer, TransferExtract, TransferLink, Visit
from benkan.cases.permissions import KEEP, RECEIVE, REFER
from benkan.cases.reads.agreeing import agrees_still
from benkan.cases.reads.liaison_sheet import groups
from benkan.cases.reads.sides import side_of
from benkan.cases.thresholds import TRANSFER_MET
from benkan.cases.writes.cases import TRACK as CASES
from benkan.cases.writes.cases import check_may_open
from benkan.cases.writes.transfer_ends import TRACK
from benkan.cases.writes.visits import TRACK as VISITS
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, Nobody, check
from benkan.common.thresholds.reads import value_of
from benkan.notices.writes import tell
from benkan.organisations.acting import entered
from benkan.people.lifecycle import CLOSED, CLOSED_FILE, Status
from benkan.people.models import Registration
from benkan.people.writes import register

LONGEST = 300
NO_LONGER = (
    "Ce transfert ne peut plus être accepté\u00a0: l’accord de la personne, ou l’accord entre les deux organisations, "
    "ne vaut plus. Appelez qui le propose. Rien n’a été changé."
)


@transaction.atomic
def accept(*, by: Actor, transfer: Transfer, words: str = "") -> Transfer:
    """Say yes: from now on the receiver reads the fiche de liaison. Its proposer stays responsible until she is met.

    Raises `Impossible` where her consent or the agreement holds no more.
    """
    wished = max(clock.now(), _begin(transfer.wished_on))
    met_due = wished + dt.timedelta(days=value_of(TRANSFER_MET, on=clock.today()))
    transfer = _move(by, transfer, TransferStatus.ACCEPTED, words, met_due=met_due, escalated_at=None)
    codes = TransferExtract.objects.values_list("groups", flat=True).get(transfer=transfer)
    if not agrees_still(by, transfer, [group for code, group in groups().items() if code in codes]):
        raise Impossible(NO_LONGER)
    return transfer


def refuse(*, by: Actor, transfer: Transfer, reason: TransferRefusal, words: str = "") -> Transfer:
    """Say no, with the reason that is counted, and in words who else could receive her."""
    return _move(by, transfer, TransferStatus.REFUSED, words, refusal=TransferRefusal(reason).value)


def withdraw(*, by: Actor, transfer: Transfer, words: str = "") -> Transfer:
    """Take it back: she stays, or changed her mind."""
    return _move(by, transfer, TransferStatus.WITHDRAWN, words)


def say_not_come(*, by: Actor, transfer: Transfer, words: str = "") -> Transfer:
    """Accepted, and she never came: her first holder, who is responsible as before, looks for her."""
    return _move(by, transfer, TransferStatus.NOT_COME, words)


@transaction.atomic
def meet(
    *,
    by: Actor,
    transfer: Transfer,
    registration: Registration | None = None,
    answers: Mapping | None = None,
    met_on: dt.date | None = None,
) -> TransferLink:
    """She is there: from now on the receiver is responsible.

    Its own file of her is one that it had (`registration`), or is made of what was checked with her (`answers`, see
    `people.writes.register`). Raises `Impossible` where it is not accepted, or the day or the file cannot be.
    """
    check(by, RECEIVE)
    met_on = met_on or clock.today()
    if met_on > clock.today() or met_on < clock.day_of(transfer.sent_at):
        raise Impossible("Donnez le jour où elle est venue\u00a0: aujourd’hui, ou un jour depuis la proposition.")
    own = registration or register(by=by, answers=answers or {}, source=f"Transfert {transfer.number}")
    _check_may_be_hers(by, own)
    transfer = _move(by, transfer, TransferStatus.MET, "", met_on=met_on)
    link = TransferLink(transfer=transfer, organisation_id=by.organisation_id, registration=own, by_id=by.account_id)
    link.save(force_insert=True)
    record(verbs.TRANSFER_MET, by=by, on=transfer, file_id=own.pk)
    _hand_over(transfer)
    return link


@transaction.atomic
def come_back(*, by: Actor, transfer: Transfer, words: str = "") -> Case:
    """She is at her first holder's again: it is responsible anew, its accompaniment goes on, the other is told."""
    check(by, KEEP)
    _check_mover(side_of(by, transfer), TransferStatus.BACK)
    held = Registration.objects.select_for_update(of=("self",)).get(pk=transfer.case.registration_id)
    check_may_open(held)
    case = CASES.held(transfer.case)
    _move(by, transfer, TransferStatus.BACK, words)
    CASES.move(case, CaseStatus.OPEN, by)
    record(verbs.RESUMED, by=by, on=case, file_id=case.registration_id)
    return case


@transaction.atomic
def _move(by: Actor, transfer: Transfer, to: TransferStatus, words: str = "", **said) -> Transfer:
    side = side_of(by, transfer)
    check(by, REFER if side is Side.SENDER else RECEIVE)
    _hold_case(by, transfer)
    transfer = TRACK.held(transfer)
    if TRACK.may_move(transfer, to):
        _check_mover(side, to)
    for name, value in said.items():
        setattr(transfer, name, value)
    TRACK.move(transfer, to, by, also=tuple(said), words=" ".join(words.split())[:LONGEST])
    file_id = transfer.case.registration_id if side is Side.SENDER else None
    record(verbs.TRANSFER_MOVED, by=by, on=transfer, file_id=file_id, fields=[to.value])
    _tell_the_other(by, side, transfer)
    return transfer


def _check_mover(side: Side, to: TransferStatus) -> None:
    if MOVERS[to] is not side:
        other = "l’acteur qui la reçoit" if side is Side.SENDER else "l’acteur qui propose le transfert"
        raise Impossible(f"C’est à {other} de le dire. Appelez pour le demander\u00a0: rien n’a été changé.")


def _hold_case(by: Actor, transfer: Transfer) -> None:
    """The first accompaniment before the transfer, on either side, so that who closes it at this moment and who acts on
    the transfer wait for each other rather than forever."""
    with entered(account_id=by.account_id, organisation_id=transfer.organisation_id):
        Case.objects.select_for_update(of=("self",)).values_list("pk").get(pk=transfer.case_id)


def _hand_over(transfer: Transfer) -> None:
    """On the first holder's side, signed by nobody there: transmitted, and its appointments fall."""
    nobody = Nobody(transfer.organisation_id)
    with entered(organisation_id=transfer.organisation_id):
        case = CASES.held(transfer.case)
        for visit in Visit.objects.filter(case=case, status=VisitStatus.PLANNED).select_for_update(of=("self",)):
            VISITS.move(visit, VisitStatus.CANCELLED, nobody)
            record(verbs.VISIT_CANCELLED, by=nobody, on=visit, file_id=case.registration_id)
        CASES.move(case, CaseStatus.TRANSFERRED, nobody)
        record(verbs.TRANSFERRED, by=nobody, on=case, file_id=case.registration_id)


def _check_may_be_hers(by: Actor, own: Registration) -> None:
    if own.organisation_id != by.organisation_id:
        raise Impossible("Ce dossier n’est pas de votre organisation. Enregistrez la personne chez vous.")
    if own.status in CLOSED:
        raise Impossible(CLOSED_FILE[Status(own.status)])


def _tell_the_other(by: Actor, side: Side, transfer: Transfer) -> None:
    page = {"page": "cases:transfer", "arguments": [transfer.pk]}
    if side is Side.RECEIVER:
        tell(
            by=by, kind=notices.TRANSFER_ANSWERED, organisations=[transfer.organisation_id],
            account_id=transfer.sent_by_id, **page,
        )  # fmt: skip
    else:
        back = transfer.status == TransferStatus.BACK
        kind = notices.TRANSFER_BACK if back else notices.TRANSFER_WITHDRAWN
        tell(by=by, kind=kind, organisations=[transfer.receiver_id], **page)


def _begin(day: dt.date | None) -> dt.datetime:
    return dt.datetime.combine(day or clock.today(), dt.time(), clock.now().tzinfo)
