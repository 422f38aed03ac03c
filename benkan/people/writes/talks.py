"""Note that somebody who wished to talk apart was heard.

The wish is one answer of the registration. A talk takes it away, as a correction that the database remembers: so who
waits is always who wishes, and a wish said anew, at a later return or in the file, is one like the first.
"""

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people import verbs
from benkan.people.models import PrivateTalk, Registration
from benkan.people.permissions import COMPLETE
from benkan.people.writes.correcting import correct

WISH = "wants_private_talk"


@transaction.atomic
def note_talk(*, by: Actor, registration: Registration) -> PrivateTalk:
    """She was heard, alone: who and when, never what. Nobody is heard for a wish that she does not have."""
    check(by, COMPLETE)
    registration = _held(registration)
    if not registration.wants_private_talk:
        raise Impossible(
            "Cette personne n’attend plus d’entretien à part\u00a0: il est déjà noté, ou son souhait a changé."
        )
    talk = PrivateTalk.objects.create(
        registration=registration, organisation_id=registration.organisation_id, by_id=by.account_id
    )
    correct(by=by, registration=registration, answers={WISH: None})
    record(verbs.TALK_NOTED, by=by, on=talk, file_id=registration.pk)
    return talk


@transaction.atomic
def put_back(*, by: Actor, talk: PrivateTalk) -> PrivateTalk:
    """Undo a talk noted by mistake, on its own day: her wish stands again, unless she said otherwise since."""
    check(by, COMPLETE)
    registration = _held(talk.registration)
    talk.refresh_from_db()
    if talk.undone_at is not None:
        raise Impossible("Cette personne est déjà remise dans la file.")
    if clock.day_of(talk.at) != clock.today():
        raise Impossible(
            "Un entretien ne s’efface que le jour même. Si la personne souhaite parler de nouveau, notez-le dans son "
            "dossier."
        )
    talk.undone_at, talk.undone_by_id = clock.now(), by.account_id
    talk.save(update_fields=["undone_at", "undone_by"])
    if registration.wants_private_talk is None:
        correct(by=by, registration=registration, answers={WISH: True})
    record(verbs.TALK_UNDONE, by=by, on=talk, file_id=registration.pk)
    return talk


def _held(registration: Registration) -> Registration:
    """As it stands now, until the transaction ends: two who press the button at once are heard as one."""
    return Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
