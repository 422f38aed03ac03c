"""Erase by law: identity and free text go, from tables, earlier values and files kept to be taken; counts stay.

What is left of a file is its number, its returns as they were counted, the answers to consent without the names beside
them, and the audit, which never held a value and loses the reasons that people typed. An erasure is not undone.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from benkan.attachments.models import Attachment
from benkan.attachments.writes import forget_of
from benkan.audit.models import Entry
from benkan.audit.verbs import Verb
from benkan.audit.writes import entry_values
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.imprecise import Precision
from benkan.common.permissions import Actor, check
from benkan.people import verbs
from benkan.people.erasers import tell_erasers, what_copies_hang_on
from benkan.people.erasure_list import Erasure, add
from benkan.people.lifecycle import Status
from benkan.people.models import (
    Consent,
    FamilyLink,
    Household,
    Identifier,
    NameToken,
    PersonRequest,
    PersonRequestStatus,
    Registration,
    RegistrationStatus,
    SafeContact,
)
from benkan.people.permissions import ANSWER_REQUEST
from benkan.people.requests import RequestKind, RequestStatus
from benkan.people.retention import Group
from benkan.people.writes.requests import held, move
from benkan.people.writes.standing import status_row
from benkan.workbooks.writes.documents import empty_documents_of_organisation

ON_REQUEST, AT_ITS_END = "sur demande", "à la fin de sa conservation"
NO_PHONE = {"phone": "", "phone_key": ""}
NOTHING = {
    "given_names": "", "family_name": "", "also_known_as": "", "father_name": "", "mother_name": "", "mother_key": "",
    "sex": "", "birth_year": None, "birth_month": None, "birth_day": None, "birth_precision": Precision.UNKNOWN,
    "birth_said": "", "birth_place": "", "nationality": None, "nationality_unknown": False, "destination": None,
    "destination_said": "", "marital_status": "", "languages": [], "wants_private_talk": None, "source": "",
    "household": None, **NO_PHONE,
}  # fmt: skip


@transaction.atomic
def erase(*, by: Actor, request: PersonRequest) -> PersonRequest:
    """Do an erasure that was granted, and say that it is done. Raises `Impossible` where it is not granted."""
    check(by, ANSWER_REQUEST)
    request = held(request=request)
    if request.status == RequestStatus.DONE:
        return request
    if request.kind != RequestKind.ERASURE or request.status != RequestStatus.GRANTED:
        raise Impossible("Un dossier ne s’efface que sur une demande d’effacement accordée.")
    if request.registration_id is None:
        raise Impossible("Retrouvez d’abord le dossier de cette personne.")
    # Before her file, so that the words of this very request go with it.
    move(by=by, request=request, status=RequestStatus.DONE, verb=verbs.REQUEST_DONE)
    erase_files(by=by, files=[request.registration_id], why=ON_REQUEST)
    request.refresh_from_db()
    return request


@transaction.atomic
def erase_files(*, by: Actor, files: Iterable[UUID], why: str) -> int:
    """Erase whole files of one's organisation; gives how many were. Those that are erased already stay as they are.

    The caller has checked that somebody decided it: a request granted, or the end of a retention.
    """
    found = [one for one in _locked(files) if one.status != Status.ERASED]
    if not found:
        return 0
    ids = [one.pk for one in found]
    of_them = {"registration__in": ids}
    Registration.objects.filter(pk__in=ids).update(
        **NOTHING, status=Status.ERASED, written_at=clock.now(), written_by_id=by.account_id
    )
    for table in (NameToken, Identifier, SafeContact):
        table.objects.filter(**of_them).delete()
    Household.objects.filter(head__in=ids).update(head=None)
    FamilyLink.objects.filter(Q(one__in=ids) | Q(other__in=ids)).delete()
    Consent.objects.filter(**of_them).update(interpreter="", witness="", for_child_by="")
    RegistrationStatus.objects.filter(**of_them).exclude(reason="").update(reason="")
    PersonRequest.objects.filter(**of_them).exclude(words="").update(words="")
    PersonRequestStatus.objects.filter(request__registration__in=ids).exclude(reason="").update(reason="")
    for one in found:
        one.refresh_from_db()
    tell_erasers(by, found, whole=True)
    forget_reasons(files=ids)
    # Last: every change above left what stood before it.
    Registration.pgh_event_model.objects.filter(pgh_obj__in=ids).delete()
    empty_documents_of_organisation()
    RegistrationStatus.objects.bulk_create(
        [status_row(one, Status.ERASED, by_id=by.account_id, reason=why) for one in found]
    )
    _record(by, verbs.ERASED, found)
    return len(found)


@transaction.atomic
def erase_group(*, by: Actor, files: Iterable[UUID], group: Group) -> int:
    """Erase one group of fields of files of one's organisation, whose retention has ended; gives how many were."""
    if group == Group.IDENTITY:
        return erase_files(by=by, files=files, why=AT_ITS_END)
    found = [one for one in _locked(files) if one.status != Status.ERASED]
    ids = [one.pk for one in found]
    if group == Group.CONTACT:
        SafeContact.objects.filter(registration__in=ids).delete()
        # Neither the last writer nor the hour: nobody told anything anew.
        Registration.objects.filter(pk__in=ids).exclude(phone="").update(**NO_PHONE)
        Registration.pgh_event_model.objects.filter(pgh_obj__in=ids).update(**NO_PHONE)
    else:
        Identifier.objects.filter(registration__in=ids).delete()
        forget_of(by=by, files=found, kinds=[Attachment.Kind.PAPER])
    tell_erasers(by, found, whole=False)
    if found:
        empty_documents_of_organisation()
    _record(by, verbs.GROUP_ERASED, found, fields=[group.value])
    return len(found)


def forget_reasons(*, files: Sequence[UUID]) -> None:
    """Empty the reasons that people typed in the audit of erased files; who, when, what and the rest stays.

    The audit is only added to: the database lets this pass for files of one's organisation that are erased, no other.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT people_forget_reasons(%s::uuid[])", [list(files)])


class _MoreCopies(Exception):
    """While the files were waited for, a list took one of these persons in."""


def _locked(files: Iterable[UUID]) -> list[Registration]:
    """What copies hang on first, then the files in the order of their identifiers: as when a list is applied, so that
    whoever does either at once waits for the other rather than forever."""
    wanted = list(files)
    while True:
        try:
            with transaction.atomic():  # left by the error, it lets go of all that it held
                held = what_copies_hang_on(wanted, hold=True)
                found = list(Registration.objects.filter(pk__in=wanted).order_by("pk").select_for_update())
                if not what_copies_hang_on(wanted, hold=False) <= held:
                    raise _MoreCopies
                return found
        except _MoreCopies:
            continue


def _record(by: Actor, verb: Verb, found: Sequence[Registration], fields: Iterable[str] = ()) -> None:
    fields = list(fields)
    entries = Entry.objects.bulk_create(
        [Entry(**entry_values(verb, by=by, on=one, file_id=one.pk, fields=fields)) for one in found]
    )
    _list_outside(entries)


def _list_outside(entries: Sequence[Entry]) -> None:
    """Once committed, note them where a backup that is put back will find them (`people.erasure_list`)."""
    told = [
        Erasure(
            str(one.pk), one.at.isoformat(), str(one.account_id), str(one.organisation_id), str(one.file_id),
            *one.fields,
        )
        for one in entries
    ]  # fmt: skip

    def note() -> None:
        add(Path(settings.ERASURE_LIST), told)

    if settings.ERASURE_LIST and told:
        # Robust: it is erased already, and what could not be noted is found in the audit by the next backup.
        transaction.on_commit(note, robust=True)
