"""Who holds a restricted file: it is proposed, and held by whoever accepts it; the one before stays responsible."""

from uuid import UUID

from django.db import connection, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check_either
from benkan.safeguarding import verbs
from benkan.safeguarding.kinds import Seat
from benkan.safeguarding.models import Holding, RestrictedFile
from benkan.safeguarding.permissions import HOLD, RECEIVE
from benkan.safeguarding.reads.candidates import candidates
from benkan.safeguarding.referents import Held
from benkan.safeguarding.writes.confiding import tell_each
from benkan.safeguarding.writes.keeping import check_holds, held

NOT_ANY_MORE = (
    "Ce dossier ne se prend pas\u00a0: quelqu’un l’a accepté avant vous, il est clos, ou l’accord de la jeune majeure "
    "n’est pas encore noté. Rien n’a été changé."
)


@transaction.atomic
def take(*, by: Actor, holding: Holding) -> UUID:
    """Accept a file that was proposed: from now on one reads it, and the one before in that seat does not any more.

    Gives its identifier. Raises `Impossible` where a colleague was faster, or a young adult has not agreed yet.
    """
    check_either(by, HOLD, RECEIVE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_take(%s, %s)", [holding.pk, clock.now()])
        (file_id,) = cursor.fetchone()
    if file_id is None:
        raise Impossible(NOT_ANY_MORE)
    record(verbs.TAKEN, by=by, on=RestrictedFile(pk=file_id), fields=[holding.seat])
    return file_id


@transaction.atomic
def decline(*, by: Actor, holding: Holding) -> None:
    """Do not accept it: it stays proposed to the others, and held by whoever holds it."""
    check_either(by, HOLD, RECEIVE)
    found = Holding.objects.select_for_update(of=("self",)).get(pk=holding.pk)
    if found.accepted_at or found.ended_at or found.account_id != by.account_id:
        raise Impossible(NOT_ANY_MORE)
    found.ended_at = clock.now()
    found.save(update_fields=["ended_at"])
    record(verbs.DECLINED, by=by, on=RestrictedFile(pk=found.file_id))


@transaction.atomic
def propose(*, by: Actor, file: RestrictedFile, account_id: UUID, seat: str) -> Holding:
    """Propose a file to somebody, as its titular or its deputy; nothing is hers before she accepts."""
    file = held(by=by, file=file)
    check_holds(by=by, file=file)
    to = next((one for one in candidates(by, file, seat) if one.account_id == account_id), None)
    if to is None:
        raise Impossible("Ce dossier ne se confie pas à cette personne. Choisissez-en une autre dans la liste.")
    if file.holdings.filter(account=account_id, seat=seat, ended_at=None).exists():
        raise Impossible("Ce dossier lui est déjà proposé\u00a0: elle doit l’accepter.")
    holding = Holding(
        file=file, organisation_id=to.organisation_id, account_id=to.account_id, seat=Seat(seat),
        proposed_by_id=by.account_id,
    )  # fmt: skip
    holding.save(force_insert=True)
    record(verbs.PROPOSED, by=by, on=file, fields=[seat])
    tell_each(by=by, accounts=[Held(to.account_id, to.organisation_id)])
    return holding
