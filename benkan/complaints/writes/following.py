"""Say to whoever gives her number and her four digits where her complaint is, and take her word against the answer."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.ids import new_id
from benkan.common.permissions import Actor, check
from benkan.common.sealing import opened
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import heure, jour
from benkan.complaints import verbs
from benkan.complaints.kinds import Said
from benkan.complaints.lifecycle import MOVES, TOLD, Status
from benkan.complaints.models import Complaint, Writing
from benkan.complaints.numbers import LOCKED_HOURS, MOST_TRIES, hashed, is_code, number_typed
from benkan.complaints.permissions import NOTE
from benkan.complaints.thresholds import APPEAL_DAYS
from benkan.complaints.writes.copying import holders, tell_waiting, write_to_all
from benkan.organisations.keys import lent

ONCE = "Une réponse se conteste une fois, après qu’elle est donnée. Rien n’a été noté."


@dataclass(frozen=True)
class Followed:
    """What may be read to her: nothing of what she said, of whom, or who examines it."""

    complaint_id: UUID
    number: str
    status: Status
    received_on: dt.date
    due: dt.date
    answer: str

    @property
    def words(self) -> str:
        return TOLD[self.status]

    @property
    def may_contest(self) -> bool:
        return Status.CONTESTED in MOVES[self.status]


@transaction.atomic
def follow(*, by: Actor, number: str, code: str) -> Followed | None:
    """Where a complaint is; None for a number and digits that do not go together, without saying which is wrong.

    An answer that is read is told. Five wrong tries shut it for a day: raises `Impossible` meanwhile.
    """
    check(by, NOTE)
    row = _found(number_typed(number) or "")
    if row is None:
        hashed(code)  # as long as for a number that exists
        return None
    (complaint_id, held, tries, locked_until, status, received_on, due, *answer) = row
    now, complaint = clock.now(), Complaint(pk=complaint_id)
    if locked_until and locked_until > now:
        raise Impossible(
            f"Trop d’essais pour ce numéro\u00a0: il s’ouvre de nouveau le {jour(locked_until)} à "
            f"{heure(locked_until)}. Si la personne a oublié ses chiffres, elle peut appeler le téléphone écrit sur "
            "son papier."
        )
    if not held or not is_code(code, held):
        last = tries + 1 >= MOST_TRIES
        _tried(complaint_id, well=False, lock=now + dt.timedelta(hours=LOCKED_HOURS) if last else None, now=now)
        record(verbs.WRONG_CODE, by=by, on=complaint)
        return None
    _tried(complaint_id, well=True, lock=None, now=now)
    record(verbs.FOLLOWED, by=by, on=complaint)
    return Followed(complaint_id, number_typed(number), Status(status), received_on, due, _answer(*answer))


@transaction.atomic
def contest(*, by: Actor, number: str, code: str, words: str) -> Followed | None:
    """She does not accept the answer: the other recipient takes the complaint up from the beginning. Once.

    None where number and digits do not go together. Raises `Impossible` where there is nothing to contest.
    """
    found, words = follow(by=by, number=number, code=code), words.strip()
    if found is None:
        return None
    if not words:
        raise Impossible("Écrivez pourquoi la réponse ne lui convient pas, avec ses mots.")
    if not found.may_contest:
        raise Impossible(ONCE)
    now = clock.now()
    due = clock.today() + dt.timedelta(days=value_of(APPEAL_DAYS, on=clock.today()))
    write_to_all(by=by, complaint_id=found.complaint_id, what=Said.CONTEST, words=words, at=now)
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaints_contest(%s, %s, %s, %s)", [found.complaint_id, due, now, new_id()])
        if not cursor.fetchone()[0]:
            raise Impossible(ONCE)
    record(verbs.CONTESTED, by=by, on=Complaint(pk=found.complaint_id))
    tell_waiting(
        by=by, seats=[(one.account_id, one.organisation_id) for one in holders(found.complaint_id) if one.answers]
    )
    return Followed(found.complaint_id, found.number, Status.CONTESTED, found.received_on, due, "")


def _found(number: str) -> tuple | None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM complaints_follow(%s)", [number])
        return cursor.fetchone()


def _tried(complaint_id: UUID, *, well: bool, lock: dt.datetime | None, now: dt.datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaints_tried(%s, %s, %s, %s)", [complaint_id, well, lock, now])


def _answer(writing_id, organisation_id, words, key_id, wrapped) -> str:
    """The words that can be said to her, opened with the key of who answered; "" where there are none."""
    if words is None or key_id is None:
        return ""
    lent(key_id, bytes(wrapped), organisation_id)
    field = Writing._meta.get_field("words")
    return field.clear(opened(bytes(words), field.place(organisation_id, writing_id)))
