"""Note what changed in a person's life; confirm news that was not certain; annul what was not so.

An event is a row that is never changed. Order of locks, as everywhere: her file, then her accompaniment, then what
hangs on it.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus
from benkan.cases.lifecycles.events import EventKind, Learnt, RestrictedKind, WhyAnnulled
from benkan.cases.models import Case, LifeEvent, LifeEventAnnulment, LifeEventDetail
from benkan.cases.permissions import NOTE_DEATH, NOTE_EVENT
from benkan.cases.reads.events import case_around
from benkan.cases.writes.cases import TRACK as CASES
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.common.permissions import Actor, check
from benkan.people.facts import refuse_dead
from benkan.people.lifecycle import CLOSED, CLOSED_FILE, Status
from benkan.people.models import Registration
from benkan.people.writes import annul


@dataclass(frozen=True)
class Told:
    """What is said of every event: its day as it is known, how it was learnt, and words, by question, to be sealed."""

    day: ImpreciseDate = field(default_factory=ImpreciseDate)
    learnt: Learnt = Learnt.HERSELF
    words: Mapping[str, str] = field(default_factory=dict)


def held_around(registration: Registration) -> tuple[Registration, Case | None]:
    """Her file and the accompaniment it is noted on, held until the transaction ends, as they stand now.

    Raises `Impossible` for a file that is annulled or erased, and for somebody who is noted dead.
    """
    registration = Registration.objects.select_for_update(of=("self",)).get(pk=registration.pk)
    if registration.status in CLOSED:
        raise Impossible(CLOSED_FILE[Status(registration.status)])
    refuse_dead(registration)
    around = case_around(registration)
    return registration, CASES.held(around) if around is not None else None


def write_event(
    *,
    by: Actor,
    registration: Registration,
    case: Case | None,
    told: Told,
    kind: EventKind,
    restricted: RestrictedKind | None = None,
    **columns,
) -> LifeEvent:
    """Add the row, and what is sealed of it; the caller holds her file. Raises `Impossible` for a day to come."""
    day, precision = _day(told.day)
    event = LifeEvent(
        organisation_id=registration.organisation_id, registration=registration, case=case, kind=kind, day=day,
        precision=precision, learnt=Learnt(told.learnt), by_id=by.account_id, **columns,
    )  # fmt: skip
    event.save(force_insert=True)
    words = {question: " ".join(answer.split()) for question, answer in told.words.items() if answer.strip()}
    if restricted is not None or words:
        LifeEventDetail(
            event=event,
            organisation_id=event.organisation_id,
            kind=restricted.value if restricted is not None else "",
            said=json.dumps(words, ensure_ascii=False) if words else "",
        ).save(force_insert=True)
    # The journal is read by more people: of a restricted one it remembers that, and no more.
    record(verbs.EVENT_NOTED, by=by, on=event, file_id=registration.pk, fields=[event.kind])
    return event


@transaction.atomic
def note_pregnancy(*, by: Actor, registration: Registration, told: Told) -> LifeEvent:
    """She is pregnant: restricted, so that a list says « événement réservé »."""
    check(by, NOTE_EVENT)
    registration, case = held_around(registration)
    return write_event(
        by=by, registration=registration, case=case, told=told, kind=EventKind.RESTRICTED,
        restricted=RestrictedKind.PREGNANCY,
    )  # fmt: skip


@transaction.atomic
def confirm_event(*, by: Actor, event: LifeEvent) -> LifeEvent:
    """News that was not certain is; again is harmless."""
    check(by, NOTE_DEATH)
    event = held_event(event)
    if not event.confirmed:
        event.confirmed = True
        event.save(update_fields=["confirmed"])
        record(verbs.EVENT_CONFIRMED, by=by, on=event, file_id=event.registration_id)
    return event


@transaction.atomic
def annul_event(*, by: Actor, event: LifeEvent, why: WhyAnnulled) -> LifeEvent:
    """It was not so. A pause that it began ends; files of children that were never born are annulled while nobody has
    worked on them. What else it stopped is listed on its page, and taken up again by a person (`settle_stop`)."""
    check(by, NOTE_EVENT)
    event = held_event(event)
    LifeEventAnnulment.objects.create(
        event=event, organisation_id=event.organisation_id, why=WhyAnnulled(why), by_id=by.account_id
    )
    _end_pause(by, event)
    if event.kind == EventKind.BIRTH:
        _annul_files(by, event)
    record(verbs.EVENT_ANNULLED, by=by, on=event, file_id=event.registration_id, fields=[str(WhyAnnulled(why))])
    return LifeEvent.objects.get(pk=event.pk)


def held_event(event: LifeEvent) -> LifeEvent:
    """The event, with her file and its accompaniment, held. Raises `Impossible` where somebody has just annulled it."""
    Registration.objects.select_for_update(of=("self",)).get(pk=event.registration_id)
    held = LifeEvent.objects.select_for_update(of=("self",)).select_related("registration", "case").get(pk=event.pk)
    if LifeEventAnnulment.objects.filter(event=held).exists():
        raise Impossible("Cet événement est déjà annulé\u00a0: rien n’a été changé. Rouvrez la page pour la relire.")
    return held


def under_way(case: Case | None) -> bool:
    return case is not None and case.status in UNDER_WAY


def _end_pause(by: Actor, event: LifeEvent) -> None:
    """Take up again the accompaniment that this event had suspended, if it still is."""
    if event.case_id is None or not event.stops.filter(case=event.case_id).exists():
        return
    case = CASES.held(event.case)
    if case.status == CaseStatus.SUSPENDED:
        CASES.move(case, CaseStatus.OPEN, by)
        record(verbs.RESUMED, by=by, on=case, file_id=case.registration_id)
        event.stops.filter(case=case).update(settled_at=clock.now(), settled_by=by.account_id)


def _annul_files(by: Actor, event: LifeEvent) -> None:
    for brought in event.people.select_related("registration"):
        if brought.registration.status == Status.REGISTERED:
            annul(by=by, registration=brought.registration, reason="Naissance notée par erreur")


def _day(said: ImpreciseDate) -> tuple[dt.date | None, Precision]:
    if said.year is None:
        return None, Precision.UNKNOWN
    try:
        day = dt.date(said.year, said.month or 1, said.day or 1)
    except ValueError as error:
        raise Impossible(
            "Ce jour n’existe pas. Corrigez, ou écrivez seulement le mois\u00a0: «\u00a03/2026\u00a0»."
        ) from error
    if day > clock.today():
        raise Impossible("Ce jour est dans l’avenir. Notez ce qui est arrivé, ou corrigez le jour.")
    return day, Precision(said.precision)
