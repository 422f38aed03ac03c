"""Where a registration stands: receive who was announced, complete, annul."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from benkan.audit.models import Entry
from benkan.audit.writes import entry_values, record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, check_either
from benkan.common.typography import pluriel
from benkan.people import verbs
from benkan.people.followers import tell_completed, tell_followers, tell_followers_of_many
from benkan.people.lifecycle import ERASED_FILE, LABELS, MOVES, Status
from benkan.people.models import Registration, RegistrationStatus
from benkan.people.permissions import COMPLETE, REGISTER, REGISTER_LISTED
from benkan.people.reads.missing import missing_before_complete

AT_ONCE = 1000
# What a list brought, and nobody has worked on since.
UNDONE_WITH_ITS_LIST = (Status.SIGNALLED, Status.REGISTERED)
NAMED_IN_REFUSAL = 5


@transaction.atomic
def receive(*, by: Actor, registration: Registration, at: dt.datetime | None = None) -> Registration:
    """Who was announced by a list is there: registered at that hour, since until then she was only named.

    Nothing changes for whoever was received already.
    """
    check_either(by, REGISTER, REGISTER_LISTED)
    current = _locked(registration)
    if current == Status.ERASED:
        raise Impossible(ERASED_FILE)
    if current == Status.ANNULLED:
        raise Impossible(
            "Ce dossier est annulé\u00a0: il ne sert plus à recevoir. Enregistrez la personne de nouveau, ou ouvrez "
            "son autre dossier."
        )
    if current != Status.SIGNALLED:
        registration.status = current
        return registration
    registration.registered_at = at or clock.now()
    _move(registration, Status.REGISTERED, by, current=current, also=("registered_at",))
    record(verbs.RECEIVED, by=by, on=registration, file_id=registration.pk)
    return registration


@transaction.atomic
def complete(*, by: Actor, registration: Registration) -> Registration:
    """Say that the second step is done: nothing of the minimum is missing any more."""
    check(by, COMPLETE)
    current = _locked(registration)
    if current == Status.SIGNALLED:
        raise Impossible(
            "Cette personne est annoncée par une liste et n’a pas encore été reçue\u00a0: recevez-la d’abord, puis "
            "complétez avec elle."
        )
    missing = [one.words for one in missing_before_complete(registration)]
    if missing:
        raise Impossible(f"Il manque encore\u00a0: {', '.join(missing)}. Complétez, puis validez.")
    _move(registration, Status.COMPLETED, by, current=current)
    record(verbs.COMPLETED, by=by, on=registration, file_id=registration.pk)
    tell_completed(by, registration)
    return registration


@transaction.atomic
def annul(*, by: Actor, registration: Registration, reason: str) -> Registration:
    """A registration made by mistake: it stays, and counts no more."""
    check(by, COMPLETE)
    reason = _said(reason)
    _move(registration, Status.ANNULLED, by, current=_locked(registration), reason=reason)
    tell_followers(by, registration)
    record(verbs.ANNULLED, by=by, on=registration, file_id=registration.pk, reason=reason)
    return registration


@transaction.atomic
def annul_many(*, by: Actor, registrations: Sequence[Registration], reason: str) -> list[Registration]:
    """Undo what a list brought, all or none: the same rows as `annul` leaves for each; gives those annulled.

    Whoever may bring a list may undo it; a file that somebody completed since is no longer the list's, and refuses.
    """
    check_either(by, REGISTER, REGISTER_LISTED)
    reason = _said(reason)
    annulled = list({registration.pk: registration for registration in registrations}.values())
    for start in range(0, len(annulled), AT_ONCE):
        _annul_some(by, annulled[start : start + AT_ONCE], reason)
    tell_followers_of_many(by, annulled)
    return annulled


def status_row(registration: Registration, status: Status, *, by_id, reason: str = "") -> RegistrationStatus:
    """The row that says that a registration enters a status, not saved yet."""
    return RegistrationStatus(
        registration=registration,
        organisation_id=registration.organisation_id,
        status=status,
        by_id=by_id,
        reason=reason,
    )


def _said(reason: str) -> str:
    reason = " ".join(reason.split())
    if not reason:
        raise Impossible("Dites pourquoi cet enregistrement est annulé.")
    return reason


def _annul_some(by: Actor, registrations: Sequence[Registration], reason: str) -> None:
    held = Registration.objects.filter(pk__in=[registration.pk for registration in registrations])
    # In the order of their identifiers, so that two who undo at once wait for each other rather than forever.
    found = {pk: (status, number) for pk, status, number in
             held.order_by("pk").select_for_update().values_list("pk", "status", "number")}  # fmt: skip
    if len(found) < len(registrations):
        raise Registration.DoesNotExist("a registration to annul is not of this organisation")
    refused = [one for one in found.values() if one[0] not in UNDONE_WITH_ITS_LIST]
    if refused:
        raise Impossible(_not_undone(refused))
    held.update(status=Status.ANNULLED)
    for registration in registrations:
        registration.status = Status.ANNULLED
    RegistrationStatus.objects.bulk_create(
        [status_row(one, Status.ANNULLED, by_id=by.account_id, reason=reason) for one in registrations]
    )
    Entry.objects.bulk_create(
        [Entry(**entry_values(verbs.ANNULLED, by=by, on=one, file_id=one.pk, reason=reason)) for one in registrations]
    )


def _not_undone(refused: list[tuple[str, str]]) -> str:
    shown = [f"{number} ({LABELS[Status(status)].lower()})" for status, number in refused[:NAMED_IN_REFUSAL]]
    others = len(refused) - len(shown)
    more = f" et {pluriel(others, 'autre')}" if others else ""
    return (
        f"Ces enregistrements ne s’annulent plus avec leur liste, quelqu’un les a complétés ou annulés depuis\u00a0: "
        f"{', '.join(shown)}{more}. Rien n’a été annulé. Reprenez-les un par un."
    )


def _locked(registration: Registration) -> Status:
    """Where it stands now, whatever the object says, until the transaction ends."""
    return Status(Registration.objects.select_for_update().values_list("status", flat=True).get(pk=registration.pk))


def _move(registration: Registration, status: Status, by: Actor, *, current: Status, reason="", also=()) -> None:
    if status not in MOVES[current]:
        raise Impossible(
            f"Un enregistrement «\u00a0{LABELS[current]}\u00a0» ne devient pas «\u00a0{LABELS[status]}\u00a0»."
        )
    registration.status = status
    registration.save(update_fields=["status", *also])
    status_row(registration, status, by_id=by.account_id, reason=reason).save(force_insert=True)
