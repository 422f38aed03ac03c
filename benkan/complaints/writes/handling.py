"""What a recipient does with a complaint: examine it, note, answer, say it was told, close."""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import jour
from benkan.complaints import verbs
from benkan.complaints.kinds import Said
from benkan.complaints.lifecycle import ANSWERED, ANSWERS, LABELS, MOVES, Status
from benkan.complaints.models import Complaint, ComplaintStatus, Copy
from benkan.complaints.permissions import HANDLE
from benkan.complaints.thresholds import CONTEST_DAYS
from benkan.complaints.writes.copying import write_on, write_to_all
from benkan.complaints.writes.ends import let_go

NOT_YOURS = "C’est à l’autre destinataire de cette plainte d’y répondre maintenant. Rien n’a été changé."


@transaction.atomic
def examine(*, by: Actor, complaint: Complaint) -> Complaint:
    """Begin to examine it: whoever asks with her number is told so."""
    complaint, _ = held(by=by, complaint=complaint)
    return _move(by, complaint, Status.EXAMINED, verbs.EXAMINED)


@transaction.atomic
def write_note(*, by: Actor, complaint: Complaint, words: str) -> None:
    """Note what was found, for oneself: the other recipient does not read it."""
    complaint, copy = held(by=by, complaint=complaint, in_turn=False)
    words = words.strip()
    if not words:
        raise Impossible("La note est vide\u00a0: rien n’a été gardé.")
    if complaint.status == Status.CLOSED:
        raise Impossible("Cette plainte est close\u00a0: rien ne s’y ajoute.")
    write_on(by=by, copy=copy, what=Said.NOTE, words=words, at=clock.now())
    record(verbs.NOTE_WRITTEN, by=by, on=complaint)


@transaction.atomic
def answer(*, by: Actor, complaint: Complaint, words: str) -> Complaint:
    """Answer, in words that can be said to her aloud: they are read to whoever gives her number and her digits."""
    complaint, _ = held(by=by, complaint=complaint)
    words = words.strip()
    if not words:
        raise Impossible("Écrivez la réponse\u00a0: elle est lue à la personne telle quelle.")
    to = ANSWERS.get(Status(complaint.status))
    if to is None:
        raise Impossible(_stands(complaint))
    write_to_all(by=by, complaint_id=complaint.pk, what=Said.ANSWER, words=words, at=clock.now())
    return _move(by, complaint, to, verbs.ANSWERED)


@transaction.atomic
def say_told(*, by: Actor, complaint: Complaint) -> Complaint:
    """She was told the answer, by telephone or by a trusted person: her time to contest it begins."""
    complaint, _ = held(by=by, complaint=complaint, in_turn=False)
    if complaint.status not in ANSWERED:
        raise Impossible(_stands(complaint))
    if complaint.told_at is None:
        complaint.told_at = clock.now()
        complaint.save(update_fields=["told_at"])
        record(verbs.TOLD, by=by, on=complaint)
    return complaint


@transaction.atomic
def close(*, by: Actor, complaint: Complaint) -> Complaint:
    """End it: an answer that nobody contested in time, or the last one once it is told."""
    complaint, _ = held(by=by, complaint=complaint, in_turn=False)
    day = closes_on(complaint)
    if day is not None and day > clock.today():
        raise Impossible(f"{why_not_yet(complaint)} Vous pourrez clore cette plainte à partir du {jour(day)}.")
    complaint.closed_at = clock.now()
    complaint = _move(by, complaint, Status.CLOSED, verbs.CLOSED, also=("closed_at",))
    let_go()
    return complaint


def closes_on(complaint: Complaint) -> dt.date | None:
    """From which day it may be closed; None where it may at once, or where the table of moves alone decides."""
    if complaint.status not in ANSWERED:
        return None
    if complaint.status == Status.SETTLED and complaint.told_at:
        return None
    row = complaint.statuses.filter(status=complaint.status).order_by("-at").first()
    since = clock.day_of(complaint.told_at or row.at)
    return since + dt.timedelta(days=value_of(CONTEST_DAYS, on=since))


def why_not_yet(complaint: Complaint) -> str:
    """What an answered complaint waits for before it is closed."""
    if complaint.status == Status.ANSWERED:
        return "La personne peut encore contester cette réponse."
    return "La personne n’a pas encore entendu cette réponse."


def held(*, by: Actor, complaint: Complaint, in_turn: bool = True) -> tuple[Complaint, Copy]:
    """A complaint as it stands now, until the transaction ends, and one's own copy of it; `in_turn`: one's to answer.

    Raises `Refused`, or `Impossible` where it is the other recipient's turn.
    """
    check(by, HANDLE)
    complaint = Complaint.objects.select_for_update(of=("self",)).get(pk=complaint.pk)
    copy = Copy.objects.get(complaint=complaint, account=by.account_id, organisation=by.organisation_id)
    if in_turn and not copy.answers:
        raise Impossible(NOT_YOURS)
    return complaint, copy


def _move(by: Actor, complaint: Complaint, to: Status, verb, also: tuple[str, ...] = ()) -> Complaint:
    if to not in MOVES[Status(complaint.status)]:
        raise Impossible(_stands(complaint))
    complaint.status = to
    complaint.save(update_fields=["status", *also])
    ComplaintStatus.objects.create(
        complaint=complaint, organisation_id=by.organisation_id, status=to, by_id=by.account_id
    )
    record(verb, by=by, on=complaint)
    return complaint


def _stands(complaint: Complaint) -> str:
    words = LABELS[Status(complaint.status)].lower()
    return (
        f"Cette plainte est «\u00a0{words}\u00a0»\u00a0: rien n’a été changé. Rouvrez la page pour voir où elle en est."
    )
