"""What becomes of a referral: each side makes its moves, and tells the other; for a structure, the sender writes both.

Words given here name nobody, and are read by both sides.
"""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import notices, verbs
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.lifecycles.referrals import MOVERS, OPEN, Outcome, ReferralStatus, RefusalReason, Side, Urgency
from benkan.cases.models import Extract, Need, Referral, VitalReason
from benkan.cases.permissions import READ_VITAL, RECEIVE, REFER
from benkan.cases.reads.agreeing import agrees_still
from benkan.cases.reads.handing import groups
from benkan.cases.reads.sides import may_make, side_of
from benkan.cases.referral_clock import delays
from benkan.cases.writes.needs import TRACK as NEEDS
from benkan.cases.writes.referrals import TRACK
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import all_values
from benkan.notices.writes import tell

LONGEST = 300
NO_LONGER = (
    "Cette orientation ne peut plus être acceptée\u00a0: l’accord de la personne, ou l’accord entre les deux "
    "organisations, ne vaut plus. Appelez qui l’envoie. Rien n’a été changé."
)


def acknowledge(*, by: Actor, referral: Referral) -> Referral:
    """Received, the answer comes later: its sender knows that somebody is at it."""
    return _move(by, referral, ReferralStatus.SEEN)


def must_assess(*, by: Actor, referral: Referral, words: str = "") -> Referral:
    """The receiver must see her before it can answer: the time to answer begins anew."""
    return _move(by, referral, ReferralStatus.TO_ASSESS, words)


def put_on_waiting_list(*, by: Actor, referral: Referral, words: str = "") -> Referral:
    """No place now; she waits for one, as long as her sender lets her."""
    return _move(by, referral, ReferralStatus.WAITING, words)


def accept(*, by: Actor, referral: Referral, words: str = "") -> Referral:
    """Say yes: from now on the receiver reads what she agreed to hand on.

    Raises `Impossible` where her consent or the agreement holds no more.
    """
    return _move(by, referral, ReferralStatus.ACCEPTED, words)


def refuse(*, by: Actor, referral: Referral, reason: RefusalReason, words: str = "") -> Referral:
    """Say no, with the reason that is counted and that its sender reads."""
    return _move(by, referral, ReferralStatus.REFUSED, words, refusal=RefusalReason(reason).value)


def close_referral(
    *, by: Actor, referral: Referral, outcome: Outcome, done_on: dt.date | None = None, words: str = ""
) -> Referral:
    """Say what was done: required, so that no referral is closed without its sender hearing of it."""
    done_on = done_on or clock.today()
    if done_on > clock.today():
        raise Impossible("La suite se dit une fois faite\u00a0: donnez aujourd’hui, ou un jour passé.")
    if done_on < clock.day_of(referral.sent_at):
        raise Impossible("Ce jour est avant l’orientation. Donnez le jour où le service a été rendu.")
    return _move(by, referral, ReferralStatus.DONE, words, outcome=Outcome(outcome).value, done_on=done_on)


def withdraw(*, by: Actor, referral: Referral, words: str = "") -> Referral:
    """Take it back: she changed her mind, or is served elsewhere."""
    return _move(by, referral, ReferralStatus.WITHDRAWN, words)


def say_unknown(*, by: Actor, referral: Referral, words: str = "") -> Referral:
    """Nothing was heard, after calling: « sans suite connue » is never « rendue »; heard of later, it is closed."""
    return _move(by, referral, ReferralStatus.UNKNOWN, words)


@transaction.atomic
def _move(by: Actor, referral: Referral, to: ReferralStatus, words: str = "", **said) -> Referral:
    side = side_of(by, referral)
    check(by, REFER if side is Side.SENDER else RECEIVE)
    referral = TRACK.held(referral)
    if TRACK.may_move(referral, to) and not may_make(side, referral, to):
        raise Impossible(_why_not(side, to))
    clocks = _clocks(referral, to)
    for name, value in {**said, **clocks}.items():
        setattr(referral, name, value)
    on_paper = referral.structure_id is not None
    TRACK.move(referral, to, by, also=(*said, *clocks), words=" ".join(words.split())[:LONGEST], on_paper=on_paper)
    if to is ReferralStatus.ACCEPTED and not on_paper and not referral.vital:
        _check_still_agreed(by, referral)
    file_id = referral.case.registration_id if side is Side.SENDER else None
    record(verbs.REFERRAL_MOVED, by=by, on=referral, file_id=file_id, fields=[to.value])
    _tell_the_other(by, side, referral, to)
    return referral


def _why_not(side: Side, to: ReferralStatus) -> str:
    """What to do where the move is another's, or comes too soon."""
    if MOVERS[to] in (side, Side.EITHER):
        todo = "acceptez-la, ou refusez-la" if side is Side.RECEIVER else "appelez qui la reçoit, ou retirez-la"
        return f"Cette orientation n’a pas encore de réponse\u00a0: {todo}. Rien n’a été changé."
    other = "qui l’envoie" if side is Side.RECEIVER else "qui la reçoit"
    return f"C’est à {other} de le dire. Appelez pour le demander\u00a0: rien n’a été changé."


def _clocks(referral: Referral, to: ReferralStatus) -> dict:
    """The time that begins with a move; a recall of before says nothing of it."""
    if to not in (ReferralStatus.ACCEPTED, ReferralStatus.TO_ASSESS):
        return {}
    allowed = delays(Urgency(referral.urgency), all_values(), clock.today())
    if to is ReferralStatus.ACCEPTED:
        return {"done_due": clock.now() + allowed.done, "escalated_at": None}
    return {"answer_due": clock.now() + allowed.answer, "escalated_at": None}


def _check_still_agreed(by: Actor, referral: Referral) -> None:
    codes = Extract.objects.values_list("groups", flat=True).get(referral=referral)  # readable now that it is accepted
    handed = [group for code, group in groups().items() if code in codes]
    if not agrees_still(by, referral, handed):
        raise Impossible(NO_LONGER)


def _tell_the_other(by: Actor, side: Side, referral: Referral, to: ReferralStatus) -> None:
    if referral.receiver_id is None:
        return
    page = {"page": "cases:referral", "arguments": [referral.pk]}
    if side is Side.RECEIVER:
        tell(
            by=by, kind=notices.REFERRAL_ANSWERED, organisations=[referral.organisation_id],
            account_id=referral.sent_by_id, **page,
        )  # fmt: skip
    elif to is ReferralStatus.WITHDRAWN:
        tell(by=by, kind=notices.REFERRAL_WITHDRAWN, organisations=[referral.receiver_id], **page)
    elif to is ReferralStatus.DONE:
        tell(by=by, kind=notices.REFERRAL_CLOSED, organisations=[referral.receiver_id], **page)


@transaction.atomic
def settle_need(*, by: Actor, referral: Referral, to: NeedStatus) -> Need:
    """Say what became of the need that it answered: covered, or waiting anew. A person decides, never the outcome.

    Raises `Impossible` while the referral is open, or once somebody else said it.
    """
    check(by, REFER)
    referral = TRACK.held(referral)
    if referral.status in OPEN:
        raise Impossible("L’orientation est encore en cours\u00a0: attendez sa suite.")
    need = NEEDS.held(referral.need)
    NEEDS.move(need, to, by)
    record(verbs.NEED_MOVED, by=by, on=need, file_id=referral.case.registration_id, fields=[to.value])
    return need


@transaction.atomic
def note_vital_read(*, by: Actor) -> int:
    """The data-protection delegate has read the reasons that stand; gives how many were new."""
    check(by, READ_VITAL)
    unread = VitalReason.objects.filter(organisation=by.organisation_id, read_at=None)
    return unread.update(read_at=clock.now(), read_by_id=by.account_id)
