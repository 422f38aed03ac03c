"""Ask, with her consent, whether another organisation knows a person. The answer is a word, and tells nothing else.

Files of others come to the program's memory to be weighed, never to a page: the database gives those alone that may
answer, counts the question first, and writes the pair itself (`migrations/0004_across_policies`). Whoever nobody knows,
whoever refused, whose holder is silent or did not sign: one answer, by the same questions to the database.
"""

import contextlib
import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import DatabaseError, connection, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.linkage import notices, verbs
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.models import ComparedRecord, Question
from benkan.linkage.permissions import CHECK
from benkan.linkage.reads.asked import Asked, answer_to
from benkan.linkage.told import answering, desk
from benkan.linkage.writes.knowing import know
from benkan.notices.writes import tell
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.sharing import check_she_agrees
from benkan.people.silence import silent_among, silent_organisations

# Names alone (« à vérifier ») never answer, and neither does what something contradicts.
ANSWERING = (Word.LIKELY, Word.VERY_LIKELY)
NOT_ENDED = "Terminez d’abord l’enregistrement\u00a0: on demande aux autres acteurs quand le dossier est complet."
SHELTERED = (
    "Votre organisation tient un lieu sûr\u00a0: elle ne demande rien aux autres acteurs, pour que personne n’apprenne "
    "qui elle reçoit."
)
# What the database refuses, in words.
REFUSED = {
    "BK011": "Vous avez posé aujourd’hui toutes les questions permises à un compte. Reprenez demain\u00a0; l’aide "
    "n’attend pas la réponse.",
    "BK012": "Votre organisation a posé aujourd’hui toutes les questions permises. Reprenez demain\u00a0; l’aide "
    "n’attend pas la réponse.",
    "BK013": "La question a déjà été posée, et rien n’a changé dans ce dossier depuis. Corrigez-le s’il y a lieu, ou "
    "attendez.",
    "BK014": "Son tuteur avait répondu, et elle a peut-être 18 ans cette année\u00a0: demandez-lui son accord à elle.",
}


@dataclass(frozen=True)
class Candidate:
    """A file of another organisation, in memory only: enough to be weighed and kept silent."""

    pk: UUID
    organisation_id: UUID
    number: str
    cleaned: dict


@transaction.atomic
def ask_others(*, by: Actor, registration: Registration) -> Asked:
    """Ask whether another organisation knows her. Of the files that answer, the likeliest becomes a pair, and its
    holder is told first.

    Raises `Refused` without her consent, `Impossible` where it cannot be asked now (the sentence says why).
    """
    check(by, CHECK)
    # Held, so that who is erased at this moment is compared nowhere.
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    check_she_agrees(registration, Purpose.CHECK)
    if registration.status != Status.COMPLETED:
        raise Impossible(NOT_ENDED)
    hidden = silent_organisations()
    if by.organisation_id in hidden:
        raise Impossible(SHELTERED)
    with answering():
        known = know(files=[registration.pk])
    (hers,) = known
    now = clock.now()
    found = _asked(registration, now)
    speaking = _speaking(registration, found, hidden)
    with answering():
        best = _likeliest(hers, speaking)
    if best is not None:
        _meet(by, registration, *best, now)
    record(verbs.ASKED, by=by, on=registration, file_id=registration.pk)
    return answer_to(Question.objects.filter(registration=registration).latest("at"))


def ask_when_completed(*, by: Actor, registration: Registration) -> None:
    """By itself once the second step is done. What forbids it leaves her file complete: her page says that nobody was
    asked, why, and offers to ask."""
    with contextlib.suppress(Impossible, Refused):
        ask_others(by=by, registration=registration)


def _asked(registration: Registration, now: dt.datetime) -> list[Candidate]:
    """The question counted, and the files that may answer it."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT other, holder, numbered, cleaned FROM linkage_ask(%s, %s)", [registration.pk, now])
            return [Candidate(*found, json.loads(cleaned)) for *found, cleaned in cursor.fetchall()]
    except DatabaseError as error:
        words = REFUSED.get(getattr(error.__cause__, "sqlstate", ""))
        if words is None:
            raise
        raise Impossible(words) from error


def _speaking(registration: Registration, found: Sequence[Candidate], hidden: frozenset[UUID]) -> list[Candidate]:
    """Those that need not keep silent; nobody where she must herself. Her own agent learns nothing of it."""
    silent = silent_among([registration, *found])
    if registration.pk in silent:
        return []
    return [one for one in found if one.pk not in silent and one.organisation_id not in hidden]


def _likeliest(hers: ComparedRecord, found: Sequence[Candidate]) -> tuple[Candidate, Word] | None:
    for scored in desk().score(hers.cleaned, [one.cleaned for one in found]):
        if scored.contradiction is None and scored.explained.word in ANSWERING:
            return found[scored.index], scored.explained.word
    return None


def _meet(by: Actor, registration: Registration, other: Candidate, word: Word, now: dt.datetime) -> None:
    """The pair, made by the database, which checks both ends anew; its holder is told."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT linkage_meet(%s, %s, %s, %s, %s)",
            [registration.pk, other.pk, word.value, desk().model.name, now],
        )
        (pair,) = cursor.fetchone()
    tell(by=by, kind=notices.ASKED, page="linkage:across", arguments=[pair], organisations=[other.organisation_id])
