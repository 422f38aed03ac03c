"""What the page of a transfer and its sheet show: before acceptance neither name nor number of her card."""

import json
from dataclasses import dataclass

from benkan.arrivals.models import AgeGroup
from benkan.cases.forms.transfers import TransferAnswerForm
from benkan.cases.lifecycles.referrals import Side
from benkan.cases.lifecycles.transfers import (
    LABELS,
    MOVERS,
    MOVES,
    UNDER_WAY,
    TransferReason,
    TransferRefusal,
    TransferStatus,
)
from benkan.cases.models import Case, LiaisonRequest, Transfer, TransferExtract, TransferLink
from benkan.cases.permissions import KEEP, READ, READ_RESTRICTED, RECEIVE, REFER
from benkan.cases.reads.extracts import Handed, keyed, opened
from benkan.cases.reads.liaison_sheet import labels, sections
from benkan.cases.reads.sides import side_of
from benkan.cases.reads.transfers import checklist, responsible_words, state_of, wait_of
from benkan.common.permissions import Actor, may
from benkan.common.typography import heure, jour
from benkan.organisations.models import Organisation
from benkan.people.models import Registration, Sex
from benkan.people.permissions import REGISTER
from benkan.places.models import Place


@dataclass(frozen=True)
class Opened:
    """A fiche de liaison in clear: its sections, what a form takes, and whether something reserved crossed."""

    sheet: Handed
    answers: dict
    has_restricted: bool


def page_of(by: Actor, transfer: Transfer) -> dict:
    """The context of the page, for the side that opens it."""
    side = side_of(by, transfer)
    sends = side is Side.SENDER
    acts = may(by, REFER if sends else RECEIVE)
    reads_case = sends and may(by, READ)
    found = sheet_of(by, transfer) if reads_case or not sends else None
    link = None if sends else TransferLink.objects.filter(transfer=transfer).select_related("registration").first()
    waits = reads_case and transfer.status in UNDER_WAY
    return {
        "transfer": transfer,
        "case": transfer.case if reads_case else None,
        "sends": sends,
        "state": state_of(transfer),
        "wait": wait_of(transfer),
        "responsible": responsible_words(transfer),
        "pairs": preview(transfer),
        "found": found,
        "items": checklist(transfer.case) if waits else [],
        "answers": TransferAnswerForm()
        if acts and not sends and _may(side, transfer, TransferStatus.ACCEPTED)
        else None,
        "may_meet": acts and may(by, REGISTER) and _may(side, transfer, TransferStatus.MET),
        "may_say_not_come": acts and _may(side, transfer, TransferStatus.NOT_COME),
        "may_withdraw": acts and _may(side, transfer, TransferStatus.WITHDRAWN),
        "may_come_back": sends and may(by, KEEP) and _may(side, transfer, TransferStatus.BACK),
        "reads_restricted": bool(found and found.has_restricted and may(by, READ_RESTRICTED)),
        "own": link and link.registration,
        "own_case": link and _own_case(by, link.registration),
        "phone": (transfer.receiver if sends else transfer.organisation).phone,
        "other": str(transfer.receiver if sends else transfer.organisation),
        "thread": _thread(transfer),
    }


def sheet_of(by: Actor, transfer: Transfer) -> Opened | None:
    """What crossed, in clear; None where there is nothing for this reader. The row policy decides."""
    copy = TransferExtract.objects.filter(transfer=transfer).first()
    if copy is None:
        return None
    with keyed(by, copy):
        sheet = opened(copy, sections(copy.groups), labels())
        return Opened(sheet, json.loads(copy.answers or "{}"), bool(copy.restricted))


def restricted_of(by: Actor, transfer: Transfer) -> list[tuple[str, str]]:
    """What is reserved and crossed, [help, wish]: whoever shows it notes a reading with its reason."""
    copy = TransferExtract.objects.filter(transfer=transfer).first()
    if copy is None:
        return []
    with keyed(by, copy):
        return [tuple(pair) for pair in json.loads(copy.restricted or "[]")]


def prefilled(by: Actor, transfer: Transfer) -> Registration:
    """Her answers as the sheet gives them, in a file that is not saved: a person checks them with her."""
    found = sheet_of(by, transfer)
    said = dict(found.answers) if found else {}
    nationality = said.pop("nationality", "")
    made_at = transfer.sent_at  # the form compares it with what it showed: it must not move
    return Registration(
        organisation_id=by.organisation_id,
        written_at=made_at,
        nationality=Place.objects.filter(slug=nationality).first() if nationality else None,
        destination=transfer.place,
        **said,
    )


def known_by_liaison(transfer: Transfer) -> Registration | None:
    """The file under which she was served already, where this transfer answers a request of one's own."""
    if transfer.liaison_id is None:
        return None
    asked = LiaisonRequest.objects.filter(pk=transfer.liaison_id).select_related("registration").first()
    return asked.registration if asked else None


def preview(transfer: Transfer) -> list[tuple[str, str]]:
    """What the receiver reads before it accepts."""
    sex = dict(Sex.choices).get(transfer.sex, "non dit")
    group = dict(AgeGroup.choices).get(transfer.age_group, "âge inconnu")
    pairs = [
        ("Personne", f"{sex}, {group.lower()}"),
        ("Pourquoi", TransferReason(transfer.reason).label),
        ("Va vivre à", _place(transfer)),
        *([("À partir du", jour(transfer.wished_on))] if transfer.wished_on else []),
        ("De", str(transfer.organisation)),
        ("Vers", str(transfer.receiver)),
        ("Proposé le", f"{jour(transfer.sent_at)} à {heure(transfer.sent_at)}"),
    ]
    if transfer.refusal:
        pairs.append(("Motif du refus", TransferRefusal(transfer.refusal).label))
    if transfer.met_on:
        pairs.append(("Reçue le", jour(transfer.met_on)))
    return pairs


def _own_case(by: Actor, registration: Registration) -> Case | None:
    if not may(by, READ):
        return None
    return Case.objects.filter(registration=registration).order_by("-opened_at").first()


def _may(side: Side, transfer: Transfer, to: TransferStatus) -> bool:
    return MOVERS[to] is side and to in MOVES[TransferStatus(transfer.status)]


def _thread(transfer: Transfer) -> list[dict]:
    """What happened, by organisation: each side reads the other's rows, and no name of its staff. Two queries."""
    rows = list(transfer.statuses.all())
    names = dict(Organisation.objects.filter(pk__in={row.organisation_id for row in rows}).values_list("pk", "name"))
    return [
        {
            "day": row.at,
            "when": f"{jour(row.at)} à {heure(row.at)}",
            "words": LABELS[TransferStatus(row.status)],
            "detail": ", ".join(part for part in (row.words, f"par {names.get(row.organisation_id, '')}") if part),
            "state": "done",
        }
        for row in rows
    ]


def _place(transfer: Transfer) -> str:
    if transfer.place_id is None:
        return "non dit"
    region = transfer.place.parent
    return f"{transfer.place.name} ({region.name})" if region is not None else transfer.place.name
