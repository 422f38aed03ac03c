"""A birth, and family that joins her: people get files of their own, as what they are."""

from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.events import EventKind, RestrictedKind, Tie
from benkan.cases.models import LifeEvent, LifeEventPerson
from benkan.cases.permissions import NOTE_EVENT
from benkan.cases.reads.events import birth_from
from benkan.cases.writes.events import Told, held_around, held_event, write_event
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people.models import FamilyLink, Registration
from benkan.people.writes import link_family, register

SOURCES = {EventKind.BIRTH: "Naissance notée", EventKind.JOINED: "Regroupement familial"}
_LINKS = {Tie.CHILD: FamilyLink.Kind.PARENT, Tie.SPOUSE: FamilyLink.Kind.SPOUSE, Tie.OTHER: FamilyLink.Kind.OTHER}


@transaction.atomic
def note_birth(*, by: Actor, registration: Registration, told: Told, children: int) -> LifeEvent:
    """So many children were born alive: a file is made for each (`bring`). None: the child did not live, which is
    restricted, and asks for nothing more."""
    check(by, NOTE_EVENT)
    registration, case = held_around(registration)
    lost = children == 0
    return write_event(
        by=by, registration=registration, case=case, told=told, awaited=children,
        kind=EventKind.RESTRICTED if lost else EventKind.BIRTH,
        restricted=RestrictedKind.STILLBIRTH if lost else None,
    )  # fmt: skip


@transaction.atomic
def note_joined(*, by: Actor, registration: Registration, told: Told) -> LifeEvent:
    """Family has come to live with her: each of them is registered next (`bring`)."""
    check(by, NOTE_EVENT)
    registration, case = held_around(registration)
    return write_event(by=by, registration=registration, case=case, told=told, kind=EventKind.JOINED)


@transaction.atomic
def bring(*, by: Actor, event: LifeEvent, tie: Tie, answers: Mapping) -> Registration:
    """Register somebody whom this event brought: a file of her own, family of her, in her household.

    A child of a birth has its day and its parent from the event. Whoever is not Malian is registered as what she is.
    Raises `Impossible` once all children that were born have their file.
    """
    check(by, NOTE_EVENT)
    event = held_event(event)
    if event.kind not in SOURCES:
        raise Impossible("Cet événement n’amène personne\u00a0: enregistrez la personne à l’accueil.")
    if event.kind == EventKind.BIRTH:
        if event.people.count() >= event.awaited:
            raise Impossible("Chaque enfant né a déjà son dossier\u00a0: rien n’a été ajouté. Rouvrez la page.")
        tie, answers = Tie.CHILD, {**answers, "birth": birth_from(event)}
    brought = register(by=by, answers=answers, source=SOURCES[EventKind(event.kind)])
    her = event.registration
    link_family(
        by=by, one=her, other=brought, kind=_LINKS[Tie(tie)], senior=her if tie == Tie.CHILD else None, together=True
    )
    LifeEventPerson.objects.create(
        event=event, organisation_id=event.organisation_id, registration=brought, tie=Tie(tie), by_id=by.account_id
    )
    record(verbs.EVENT_BROUGHT, by=by, on=event, file_id=event.registration_id, fields=[str(Tie(tie))])
    return brought
