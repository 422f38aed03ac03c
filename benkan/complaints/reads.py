"""What is asked of complaints: one's own to examine, one of them whole, and who receives them."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.typography import jour, pluriel
from benkan.complaints.kinds import Kind, Said
from benkan.complaints.lifecycle import LABELS, UNANSWERED, Status
from benkan.complaints.models import Complaint, Copy, Recipient, Writing
from benkan.complaints.routing import Concerned, officers
from benkan.organisations.models import Organisation

SOON = 3  # days before the deadline from which it presses
SHOWN = 20
RESERVED = "Réservée"
ALL = "Toutes les plaintes"
TONES = {Status.RECEIVED: "soon", Status.CONTESTED: "soon", Status.ANSWERED: "ok", Status.SETTLED: "ok"}


@dataclass(frozen=True)
class Shown:
    """A complaint as a list shows it: nothing sealed is opened, and an abuse is not named on a screen others see."""

    complaint: Complaint
    kind: str
    state: tuple[str, str]
    deadline: tuple[str, str]
    mine: bool  # it is her turn


@dataclass(frozen=True)
class Opened:
    """A complaint as its recipient reads it: her copy, whom it concerns, what was written of it since."""

    copy: Copy
    concerned: Concerned | None
    writings: list[Writing] = field(default_factory=list)

    def of(self, what: Said) -> list[Writing]:
        return [one for one in self.writings if one.what == what]


def copies_of(by: Actor) -> QuerySet[Copy]:
    """What one reads, with its complaint; the policy bounds it, the filter says it."""
    own = Copy.objects.filter(account=by.account_id, organisation=by.organisation_id, opened_at__isnull=False)
    return own.select_related("complaint")


def queue(by: Actor) -> tuple[list[Shown], list[Shown]]:
    """One's complaints that are not closed, those one must answer first, the first due first; then the last closed."""
    sealed = ("words", "person", "reach", "about")
    found = copies_of(by).defer(*sealed)
    waiting = [shown(copy) for copy in found.exclude(complaint__status=Status.CLOSED).order_by("complaint__due", "pk")]
    waiting.sort(key=lambda one: (not one.mine, one.complaint.status not in UNANSWERED))
    closed = found.filter(complaint__status=Status.CLOSED).order_by("-complaint__closed_at")[:SHOWN]
    return waiting, [shown(copy) for copy in closed]


def to_answer(by: Actor) -> QuerySet[Copy]:
    """Those whose answer is hers to give, the first due first."""
    waiting = copies_of(by).filter(answers=True, complaint__status__in=[str(one) for one in UNANSWERED])
    return waiting.defer("words", "person", "reach", "about").order_by("complaint__due", "pk")


def shown(copy: Copy) -> Shown:
    complaint = copy.complaint
    status = Status(complaint.status)
    return Shown(
        complaint,
        RESERVED if complaint.kind == Kind.ABUSE else complaint.get_kind_display(),
        (TONES.get(status, ""), LABELS[status].lower()),
        deadline(complaint, clock.today()),
        copy.answers and status in UNANSWERED,
    )


def opened(by: Actor, copy: Copy) -> Opened:
    """Open one's copy and what stands on it."""
    return Opened(copy, Concerned.from_json(copy.about), list(copy.writings.order_by("at", "id")))


def deadline(complaint: Complaint, on: dt.date) -> tuple[str, str]:
    """Tone and words of what remains of the time to answer; "" where nothing is due any more."""
    if complaint.status not in UNANSWERED:
        return "", ""
    left = (complaint.due - on).days
    if left < 0:
        return "late", f"en retard de {pluriel(-left, 'jour')}"
    if left == 0:
        return "soon", "à répondre aujourd’hui"
    return ("soon", f"dans {pluriel(left, 'jour')}") if left <= SOON else ("", f"avant le {jour(complaint.due)}")


def waiting_for_a_recipient() -> int:
    """How many complaints nobody holds yet, for the national administration: a number, nothing of them."""
    return Copy.objects.filter(account=None).count()


@dataclass(frozen=True)
class Officer:
    """A complaints officer as the national administrator names her."""

    account_id: UUID
    organisation_id: UUID
    name: str
    organisation: str

    @property
    def key(self) -> str:
        return f"{self.account_id}/{self.organisation_id}"


def officers_by_name() -> list[Officer]:
    """Who may be named, for the national administrator alone: the others read nobody's name. By organisation, name."""
    names, organisations = _names()
    in_force = {(one.account_id, one.organisation_id) for one in officers(clock.today())}
    found = [
        Officer(account, organisation, names[account], organisations[organisation])
        for account, organisation in in_force
        if account in names
    ]
    return sorted(found, key=lambda one: (one.organisation, one.name))


def recipients() -> tuple[list[dict], list[dict]]:
    """Mandates in force, then those that ended: who, where, for which kinds, since when; and whether she still may."""
    names, organisations = _names()
    able = {(one.account_id, one.organisation_id) for one in officers(clock.today())}
    rows = [
        {
            "recipient": one,
            "name": names.get(one.account_id, "une personne partie"),
            "organisation": organisations.get(one.organisation_id, ""),
            "kinds": [kind.label for kind in Kind if kind.value in one.kinds] if len(one.kinds) < len(Kind) else [ALL],
            "able": (one.account_id, one.organisation_id) in able,
        }
        for one in Recipient.objects.order_by("begins", "id")
    ]
    return [row for row in rows if row["recipient"].ends is None], [row for row in rows if row["recipient"].ends]


def uncovered() -> list[str]:
    """Kinds for which fewer than two people are named: their complaints wait, or lack a second reader."""
    known = officers(clock.today())
    return [kind.label for kind in Kind if sum(kind.value in one.kinds for one in known) < 2]


def _names() -> tuple[dict[UUID, str], dict[UUID, str]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id, name FROM complaints_officer_names()")
        names = dict(cursor.fetchall())
    return names, dict(Organisation.objects.values_list("pk", "name"))
