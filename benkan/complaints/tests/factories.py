"""Invented complaints, made through the writes, inside `acting_for`."""

from uuid import UUID

from benkan.complaints.models import Complaint
from benkan.complaints.writes import name_recipient, note
from benkan.complaints.writes.noting import Slip, Told
from benkan.organisations.acting import acting_for
from benkan.organisations.models import Account, Organisation

CODE = "4829"
WORDS = "Il m’a demandé vingt mille francs avant de me donner mon jeton"
ALL = ("service", "attente", "comportement", "donnees", "decision", "argent", "eas", "autre")


def noted(by, kind: str = "service", *, complaint_id: UUID | None = None, **answers) -> Slip:
    """`noted(by, "argent", about="agent", agent=cast.awa)`; said at the desk, without a name, unless told otherwise."""
    told = Told(kind=kind, **{"channel": "guichet", "words": WORDS, "code": CODE, **answers})
    return note(by=by, told=told, complaint_id=complaint_id)


def named(adama: Account, *officers: Account, kinds=ALL) -> None:
    """The national administrator names these officers, each of whom has one organisation."""
    for officer in officers:
        with acting_for(officer) as by:
            organisation_id = by.organisation_id
        with acting_for(adama) as by:
            name_recipient(by=by, account_id=officer.pk, organisation_id=organisation_id, kinds=kinds)


def the_complaint(number: str) -> Complaint:
    """As who may read it finds it."""
    return Complaint.objects.get(number=number)


def body(code: str) -> Organisation:
    return Organisation.objects.get(code=code)
