"""One's own restricted files, as a list may show them: numbers, next steps and days, and not who or what."""

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.typography import jour, pluriel
from benkan.organisations.models import Organisation
from benkan.safeguarding.kinds import Kind, Seat
from benkan.safeguarding.lifecycles.child import CHILD_NEXT, ChildStatus
from benkan.safeguarding.lifecycles.trafficking import TRAFFICKING_NEXT, TraffickingStatus
from benkan.safeguarding.models import Holding, RestrictedFile
from benkan.safeguarding.sections import SECTIONS, Section

CLOSED = "clos"
SHOWN = 20
SOON = 2  # days before a step is due from which it presses


@dataclass(frozen=True)
class Shown:
    """A line of the list. `where`: the organisation it belongs to, for who is of another."""

    file: RestrictedFile
    next_step: str
    due: tuple[str, str]
    where: str = ""


def my_holdings(by: Actor) -> QuerySet[Holding]:
    return Holding.objects.filter(account=by.account_id, organisation=by.organisation_id, ended_at=None)


def proposals(by: Actor) -> QuerySet[Holding]:
    """What waits for one to accept it: nothing of the file is read yet."""
    return my_holdings(by).filter(accepted_at=None).order_by("proposed_at")


def held_by(by: Actor) -> QuerySet[RestrictedFile]:
    """Those one holds, closed ones too; nothing sealed is loaded."""
    return _bare(RestrictedFile.objects.filter(_is_held(by)))


def of_others(by: Actor) -> QuerySet[RestrictedFile]:
    """Those one reads without holding them: children's, for the authority. The policy bounds them."""
    return _bare(RestrictedFile.objects.exclude(_is_held(by)).exclude(status=CLOSED))


def listed(files: QuerySet[RestrictedFile], by: Actor) -> list[Shown]:
    """The first due first; in two queries."""
    found, today = list(files), clock.today()
    others = {one.organisation_id for one in found} - {by.organisation_id}
    names = dict(Organisation.objects.filter(pk__in=others).values_list("pk", "name")) if others else {}
    return [Shown(one, next_step(one), due_words(one, today), names.get(one.organisation_id, "")) for one in found]


def confided(by: Actor) -> int:
    """How many files one's own worries opened or joined: a number, and nothing else."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_confided()")
        return cursor.fetchone()[0]


def seat_of(by: Actor, file: RestrictedFile) -> str:
    """The seat one holds in a file; "" for the authority that reads it."""
    return my_holdings(by).filter(file=file, accepted_at__isnull=False).values_list("seat", flat=True).first() or ""


def has_deputy(file: RestrictedFile) -> bool:
    return file.holdings.filter(seat=Seat.DEPUTY, accepted_at__isnull=False, ended_at=None).exists()


def next_step(file: RestrictedFile) -> str:
    if file.kind == Kind.CHILD:
        return CHILD_NEXT[ChildStatus(file.status)]
    return TRAFFICKING_NEXT[TraffickingStatus(file.status)]


def due_words(file: RestrictedFile, today: dt.date) -> tuple[str, str]:
    """Tone and words of the day by which the next step is due; "" where nothing is."""
    if file.due is None:
        return "", ""
    left = (file.due - today).days
    if left < 0:
        return "late", f"en retard de {pluriel(-left, 'jour')}"
    if left <= SOON:
        return "soon", "aujourd’hui" if left == 0 else f"dans {pluriel(left, 'jour')}"
    return "", f"avant le {jour(file.due)}"


def sections_shown(file: RestrictedFile) -> list[tuple[Section, int, dt.date | None]]:
    """The sections of a file, how many rows each has, and the day of the last; nothing is opened. One query."""
    counted = {
        row["section"]: (row["count"], row["last"])
        for row in file.rows.order_by().values("section").annotate(count=Count("pk"), last=Max("day"))
    }
    return [(section, *counted.get(section.code, (0, None))) for section in SECTIONS[file.kind]]


def _is_held(by: Actor) -> Q:
    mine = my_holdings(by).filter(file=OuterRef("pk"), accepted_at__isnull=False)
    return Q(Exists(mine))


def _bare(files: QuerySet[RestrictedFile]) -> QuerySet[RestrictedFile]:
    return files.defer("person")
