"""What the holder writes: a dated row in a section, which may move the file on; and the end of the file."""

import datetime as dt
import json
from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check_either
from benkan.safeguarding import verbs
from benkan.safeguarding.keys import seal
from benkan.safeguarding.kinds import COUNTED, ClosingReason, Conclusion, Kind
from benkan.safeguarding.lifecycles.child import ChildStatus
from benkan.safeguarding.lifecycles.claims import ClaimStatus
from benkan.safeguarding.models import Claim, RestrictedFile, SectionRow
from benkan.safeguarding.permissions import HOLD, RECEIVE
from benkan.safeguarding.sections import CONSENT, HANDOVER, HERSELF, Section, section_of
from benkan.safeguarding.writes.ends import let_go
from benkan.safeguarding.writes.tracks import TRACKS, next_due

CLOSED = "clos"
NOT_HOLDER = (
    "Vous lisez ce dossier pour l’autorité, vous ne le tenez pas\u00a0: son titulaire le confie et le clôt. Rien n’a "
    "été changé."
)
UNVERIFIED = (
    "Aucun lien n’est vérifié dans ce dossier\u00a0: un enfant ne se remet pas à qui se dit de sa famille. Notez la "
    "déclaration, et faites-la vérifier par quelqu’un d’autre."
)
NO_CONSENT = "Notez d’abord l’accord du parent, du tuteur ou de l’autorité, avec l’avis de l’enfant."
NO_INDICES = (
    "L’entretien ne conclut pas à des indices de traite\u00a0: rien n’est confié au mécanisme. Menez l’entretien, ou "
    "reprenez-le si elle en dit plus."
)


@transaction.atomic
def add_row(
    *,
    by: Actor,
    file: RestrictedFile,
    section: str,
    answers: Mapping[str, str],
    day: dt.date | None = None,
    claim: Claim | None = None,
) -> SectionRow:
    """Write a dated row, sealed, and move the file where its section takes it. What is written is never changed: it is
    said again.

    `answers` by the names of the section's questions; `claim` only for a handing over: the verified one it rests on.
    Raises `Impossible` where an answer lacks, the file is closed, or the step has no ground yet.
    """
    file = held(by=by, file=file)
    known = section_of(file.kind, section)
    if known is None or not known.by_form:
        raise ValueError(f"nobody writes in {section} of {file.kind} this way")
    day = day or clock.today()
    _check(file, known, answers, day)
    row = write_row(by=by, file=file, section=section, answers=answers, day=day, claim=_ground(file, known, claim))
    also = ()
    if section == CONSENT and answers.get("of") == HERSELF and file.grown_at:
        file.agreed_at, also = clock.now(), ("agreed_at",)
    advance(by=by, file=file, section=known, day=day, also=also)
    record(verbs.WRITTEN, by=by, on=file, fields=[section])
    return row


@transaction.atomic
def close(*, by: Actor, file: RestrictedFile, reason: str) -> RestrictedFile:
    """End it, with the reason that is counted. Its words are kept for their time, then emptied."""
    file = held(by=by, file=file)
    check_holds(by=by, file=file)
    file.closing, file.closed_at, file.due = ClosingReason(reason), clock.now(), None
    track = TRACKS[file.kind]
    track.move(file, type(track.status_of(file))(CLOSED), by, also=("closing", "closed_at", "due"))
    record(verbs.CLOSED, by=by, on=file)
    let_go()
    return file


def held(*, by: Actor, file: RestrictedFile) -> RestrictedFile:
    """A file that one reads, as it stands now, until the transaction ends. Raises `Refused`, `Impossible`."""
    check_either(by, HOLD, RECEIVE)
    found = RestrictedFile.objects.select_for_update(of=("self",)).filter(pk=file.pk).first()
    if found is None:
        raise Impossible("Ce dossier n’est plus à vous\u00a0: quelqu’un d’autre l’a accepté. Rien n’a été écrit.")
    if found.status == CLOSED:
        raise Impossible(
            "Ce dossier est clos\u00a0: rien n’y est plus écrit. Une nouvelle inquiétude en ouvre un autre."
        )
    return found


def check_holds(*, by: Actor, file: RestrictedFile) -> None:
    """Raise `Impossible` for the authority that reads a file without holding it: it writes there, and decides nothing
    of who holds it or of its end."""
    mine = file.holdings.filter(account=by.account_id, organisation=by.organisation_id, ended_at=None)
    if not mine.filter(accepted_at__isnull=False).exists():
        raise Impossible(NOT_HOLDER)


def write_row(
    *, by: Actor, file: RestrictedFile, section: str, answers: Mapping, day: dt.date, claim: Claim | None = None
) -> SectionRow:
    """Add the row alone, sealed; the caller holds the file and has checked what it says."""
    row = SectionRow(
        file=file, organisation_id=file.organisation_id, section=section, claim=claim, day=day, by_id=by.account_id
    )
    seal(row, words=json.dumps(dict(answers), ensure_ascii=False))
    row.save(force_insert=True)
    return row


def advance(*, by: Actor, file: RestrictedFile, section: Section, day: dt.date, also: tuple[str, ...] = ()) -> None:
    """Move a held file where the section takes it, where its table allows it, and say anew when the next step is due.

    A row of the past, or of a file that has gone further, is kept and moves nothing, unless the section must move it.
    """
    track, to = TRACKS[file.kind], section.moves_to
    moves = to is not None and file.status != to and (section.must_move or track.may_move(file, to))
    if moves:
        track.move(file, to, by, also=also)
    file.due = next_due(file, day)
    file.save(update_fields=["due", *also])


def _check(file: RestrictedFile, section: Section, answers: Mapping[str, str], day: dt.date) -> None:
    unknown = set(answers) - {ask.name for ask in section.asks}
    if unknown:
        raise ValueError(f"nothing of {section.code} is called {sorted(unknown)}")
    for ask in section.asks:
        value = answers.get(ask.name, "").strip()
        if ask.required and not value:
            raise Impossible(f"Il manque une réponse\u00a0: «\u00a0{ask.label}\u00a0».")
        if value and ask.choices and value not in ask.choices:
            raise ValueError(f"{value} is no answer to {ask.name}")
    if day > clock.today():
        raise Impossible("Ce qui est écrit ici a eu lieu\u00a0: donnez aujourd’hui, ou un jour passé.")
    if section.code == "mecanisme" and Conclusion(file.conclusion or Conclusion.NONE) not in COUNTED:
        raise Impossible(NO_INDICES)
    if section.code == CONSENT and file.kind == Kind.CHILD:
        _check_who_agrees(file, answers["of"])


def _check_who_agrees(file: RestrictedFile, who: str) -> None:
    """Before eighteen a guardian or the authority; from that day on herself, and nobody for her."""
    grown = file.status == ChildStatus.GROWN
    if grown and who != HERSELF:
        raise Impossible("Elle est majeure\u00a0: personne ne consent plus à sa place. Demandez-le-lui.")
    if not grown and who == HERSELF:
        raise Impossible("Avant 18 ans, un parent, un tuteur ou l’autorité consent\u00a0; notez son avis à côté.")


def _ground(file: RestrictedFile, section: Section, claim: Claim | None) -> Claim | None:
    """The verified claim on which a handing over rests."""
    if section.code != HANDOVER:
        return None
    verified = file.claims.filter(status=ClaimStatus.VERIFIED)
    found = verified.filter(pk=claim.pk).first() if claim else None
    if found is None:
        raise Impossible(UNVERIFIED)
    if not file.rows.filter(section=CONSENT).exists():
        raise Impossible(NO_CONSENT)
    return found
