"""The queues of referrals: those one's organisation received, and those it sent, the most pressing first."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case as SqlCase
from django.db.models import Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.needs import WAITING
from benkan.cases.lifecycles.referrals import LABELS, OPEN, ReferralStatus, Urgency
from benkan.cases.models import Referral
from benkan.cases.numbers import REFERRAL
from benkan.cases.permissions import READ, RECEIVE
from benkan.cases.referral_clock import AWAITS_ANSWER
from benkan.cases.thresholds import REFERRAL_ORDINARY_DONE
from benkan.common import clock
from benkan.common.numbers import number_typed
from benkan.common.permissions import Actor, may
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import depuis, heure, jour_court
from benkan.people.reads.area import in_area_by

PAGE = 50
RESTRICTED = "Orientation"  # what a list says of a restricted one
RETURNED = (ReferralStatus.REFUSED, ReferralStatus.EXPIRED)
_TONES = {
    ReferralStatus.ACCEPTED: "ok",
    ReferralStatus.DONE: "ok",
    ReferralStatus.WAITING: "soon",
    ReferralStatus.TO_ASSESS: "soon",
    ReferralStatus.REFUSED: "late",
    ReferralStatus.EXPIRED: "late",
    ReferralStatus.UNKNOWN: "late",
}
_URGENCIES = {Urgency.URGENT: "late", Urgency.HIGH: "soon", Urgency.ORDINARY: ""}


@dataclass(frozen=True)
class Queue:
    """One page of referrals; `more` beyond them."""

    found: list[Referral]
    more: bool = False


RECEIVED = {"": "À répondre", "en-cours": "En cours", "closes": "Closes"}
SENT = {"": "En attente", "revenues": "Revenues", "acceptees": "Acceptées", "closes": "Closes"}


def received(by: Actor, state: str = "") -> QuerySet[Referral]:
    """What was sent to one's organisation, at the places of one's role."""
    mine = _around(Referral.objects.filter(receiver=by.organisation_id))
    places = by.places_for(RECEIVE)
    if places is not None:
        mine = mine.filter(Q(cercle__in=places) | Q(cercle=None))
    if state == "en-cours":
        return mine.filter(status__in=[ReferralStatus.WAITING, ReferralStatus.ACCEPTED])
    if state == "closes":
        return mine.exclude(status__in=list(OPEN))
    return mine.filter(status__in=list(AWAITS_ANSWER))


def sent(by: Actor, state: str = "") -> QuerySet[Referral]:
    """What one's organisation sent: of the accompaniments one may read, or of all for who only recalls."""
    mine = Referral.objects.filter(organisation=by.organisation_id)
    if may(by, READ):
        mine = mine.filter(in_area_by(by, READ, "case__registration"))
    mine = _around(mine).select_related("case__registration")
    if state == "revenues":
        return returned(mine)
    if state == "acceptees":
        return mine.filter(status=ReferralStatus.ACCEPTED)
    if state == "closes":
        return mine.exclude(status__in=[*OPEN, *RETURNED])
    return mine.filter(status__in=[*AWAITS_ANSWER, ReferralStatus.WAITING])


def old_before() -> dt.datetime:
    """What was due before this moment is no task any more."""
    return clock.now() - dt.timedelta(days=value_of(REFERRAL_ORDINARY_DONE, on=clock.today()))


def returned(referrals: QuerySet[Referral], old: dt.datetime | None = None) -> QuerySet[Referral]:
    """Those that came back with a no or a silence, and for which nothing was done since: they are tasks.

    Done is: sent elsewhere for the same help, a need that waits no more, an accompaniment that ended; or it is old.
    """
    newer = Referral.objects.filter(case=OuterRef("case"), kind=OuterRef("kind"), sent_at__gt=OuterRef("sent_at"))
    return referrals.filter(
        ~Exists(newer),
        Q(need__isnull=True) | Q(need__status__in=list(WAITING)),
        status__in=RETURNED,
        case__status__in=list(UNDER_WAY),
        answer_due__gt=old or old_before(),
    )


def overdue(referrals: QuerySet[Referral], now: dt.datetime | None = None) -> QuerySet[Referral]:
    """Those whose answer, or whose outcome, is late at this moment."""
    now = now or clock.now()
    return referrals.filter(
        Q(status__in=list(AWAITS_ANSWER), answer_due__lte=now) | Q(status=ReferralStatus.ACCEPTED, done_due__lte=now)
    )


def in_order(referrals: QuerySet[Referral], after: int = 0) -> Queue:
    """Urgent first, then the first due."""
    found = list(ranked(referrals)[after : after + PAGE + 1])
    return Queue(found[:PAGE], more=len(found) > PAGE)


def ranked(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    rank = SqlCase(
        When(urgency=Urgency.URGENT, then=Value(0)),
        When(urgency=Urgency.HIGH, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return referrals.annotate(rank=rank).order_by("rank", "answer_due", "pk")


def of_number(by: Actor, typed: str) -> Referral | None:
    """The one of this number, as somebody reads it out on the telephone: sent by one's organisation, or to it."""
    number = number_typed(REFERRAL, typed)
    if number is None:
        return None
    sides = Q(organisation=by.organisation_id) | Q(receiver=by.organisation_id)
    return Referral.objects.filter(sides, number=number).first()


def of_case(case_id: UUID) -> list[Referral]:
    """All of one accompaniment, the latest first."""
    found = Referral.objects.filter(case=case_id).select_related("kind", "receiver", "structure", "need")
    return list(found.prefetch_related("statuses").order_by("-sent_at", "-pk"))


def kind_words(referral: Referral) -> str:
    """The help as any list or preview says it: nothing of a restricted one."""
    return RESTRICTED if referral.restricted else referral.kind.label


def destination_name(referral: Referral) -> str:
    return str(referral.structure or referral.receiver)


def state_of(referral: Referral) -> tuple[str, str]:
    """Tone and words of where it stands."""
    status = ReferralStatus(referral.status)
    return _TONES.get(status, ""), LABELS[status].lower()


def urgency_of(referral: Referral) -> tuple[str, str]:
    urgency = Urgency(referral.urgency)
    return _URGENCIES[urgency], urgency.label.lower()


def wait_of(referral: Referral) -> tuple[str, str]:
    """Tone and words of what is awaited: « sans réponse depuis 26 h », « réponse avant le 12 mars à 14 h »."""
    now, status = clock.now(), ReferralStatus(referral.status)
    if status in AWAITS_ANSWER:
        if referral.structure_id:
            late, word = referral.answer_due <= now, "talon attendu"
            day = jour_court(referral.answer_due)
            return ("late", f"{word} depuis le {day}") if late else ("", f"{word} avant le {day}")
        if referral.answer_due <= now:
            return "late", f"sans réponse depuis {depuis(referral.sent_at, now)}"
        return "", f"réponse avant le {jour_court(referral.answer_due)} à {heure(referral.answer_due)}"
    if status == ReferralStatus.ACCEPTED and referral.done_due is not None:
        if referral.done_due <= now:
            return "late", f"suite attendue depuis le {jour_court(referral.done_due)}"
        return "", f"suite attendue avant le {jour_court(referral.done_due)}"
    return "", ""


def _around(referrals: QuerySet[Referral]) -> QuerySet[Referral]:
    # An offer that became confidential since is nobody's but its organisation's: joined, it is simply not there.
    return referrals.select_related("kind", "receiver", "structure", "organisation", "cercle", "offer")
