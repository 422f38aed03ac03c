"""Hand a complaint to another recipient: who leaves, or finds that it touches her, does not keep it."""

from uuid import UUID

from django.db import connection, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor
from benkan.complaints import verbs
from benkan.complaints.kinds import Said
from benkan.complaints.lifecycle import UNANSWERED
from benkan.complaints.models import Complaint, Copy
from benkan.complaints.routing import Concerned, Held, officers, outside
from benkan.complaints.writes.copying import SEALED, give_copy, give_writings, holders, tell_waiting
from benkan.complaints.writes.handling import held

NOBODY_ELSE = "Ce destinataire ne peut pas recevoir cette plainte. Choisissez-en un autre dans la liste."


def may_receive(*, by: Actor, complaint: Complaint, copy: Copy) -> list[Held]:
    """Recipients outside the organisation concerned, oneself apart."""
    concerned = Concerned.from_json(copy.about)
    if concerned is None:
        return []
    return outside(complaint.kind, concerned, officers(clock.today()), without=frozenset({by.account_id}))


@transaction.atomic
def hand_over(*, by: Actor, complaint: Complaint, account_id: UUID) -> None:
    """Give one's turn to another recipient, with a copy sealed for her; one's own notes stay one's own."""
    complaint, copy = held(by=by, complaint=complaint)
    if complaint.status not in UNANSWERED:
        raise Impossible("Cette plainte a sa réponse\u00a0: elle ne se confie plus.")
    to = next((one for one in may_receive(by=by, complaint=complaint, copy=copy) if one.account_id == account_id), None)
    if to is None:
        raise Impossible(NOBODY_ELSE)
    now = clock.now()
    if to.account_id not in {one.account_id for one in holders(complaint.pk)}:
        sealed = {name: getattr(copy, name) for name in SEALED}
        given = give_copy(
            complaint, account_id=to.account_id, organisation_id=to.organisation_id, answers=False, opened_at=now,
            sealed=sealed,
        )  # fmt: skip
        give_writings(by=by, copy=given, writings=copy.writings.exclude(what=Said.NOTE))
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaints_give_turn(%s, %s, %s)", [complaint.pk, to.account_id, now])
    record(verbs.HANDED_OVER, by=by, on=complaint)
    tell_waiting(by=by, seats=[(to.account_id, to.organisation_id)])
