"""A list that was applied is taken back, as one: what it made is annulled, what it changed is put back.

Nothing that somebody did since is undone with it: such files stay, and are told.
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F

from benkan.arrivals import verbs
from benkan.arrivals.files.answers import Places, plain, registered, taken_back
from benkan.arrivals.models import Announcement, ArrivalList, ImmediateAid, Line, ReturnEpisode
from benkan.arrivals.permissions import JOIN
from benkan.arrivals.writes.desks import held
from benkan.audit.models import Entry
from benkan.audit.verbs import declared
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Refused
from benkan.common.permissions import Actor, check, may
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.permissions import COMPLETE
from benkan.people.writes import annul_many, correct
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.writes import enter, forget_bytes

BATCH = 1000


def kept_since(rows: Iterable[Row]) -> set[UUID]:
    """The files made by these rows on which something was done since: an answer, an aid, a consent, another line."""
    made = {UUID(row.made["registration"]): row for row in rows if row.made.get("created")}
    first = min((row.applied_at for row in made.values()), default=None)
    if first is None:
        return set()
    readings = [code for code, verb in declared().items() if verb.reads]
    done = Entry.objects.filter(file_id__in=made, at__gt=first).exclude(verb__in=readings).values_list("file_id", "at")
    kept = {file for file, at in done if at > made[file].applied_at}
    lines = {UUID(row.made["line"]): file for file, row in made.items()}
    aided = ImmediateAid.objects.filter(line__in=lines).values_list("line_id", flat=True)
    return kept | {lines[line] for line in aided}


@transaction.atomic
def undo_file(*, by: Actor, source: Import) -> int:
    """Take back all that a file wrote, but what was worked on since; gives how many files stay for that reason."""
    check(by, JOIN)
    source = Import.objects.select_for_update().get(pk=source.pk)
    if source.stage != Stage.APPLYING:
        enter(by=by, source=source, stage=Stage.APPLYING)
    rows = list(source.rows.exclude(applied_at=None))
    if any(row.made.get("before") for row in rows) and not may(by, COMPLETE):
        raise Refused("Cette liste a corrigé des dossiers\u00a0: seul un compte qui les complète peut l’annuler.")
    kept = kept_since(rows)
    gone = [row for row in rows if not (row.made.get("created") and UUID(row.made["registration"]) in kept)]
    if listed := source.options.get("list"):
        arrival_list = held(by=by, arrival_list=ArrivalList(pk=listed))
        _withdraw(by, arrival_list, gone)
        if not arrival_list.lines.exclude(nature=Line.Nature.WITHDRAWN).exists():
            ArrivalList.objects.filter(pk=arrival_list.pk).update(withdrawn_at=clock.now())
    _put_back(by, [row for row in gone if row.made.get("before")])
    if announced := source.options.get("announcement"):
        Announcement.objects.filter(pk=announced).update(withdrawn_at=clock.now())
    record(verbs.FILE_UNDONE, by=by, on=source, count=len(gone))
    enter(by=by, source=source, stage=Stage.UNDONE)
    source.rows.all().delete()
    forget_bytes(source=source)
    return len(rows) - len(gone)


def _withdraw(by: Actor, arrival_list: ArrivalList, rows: list[Row]) -> None:
    lines = [UUID(row.made["line"]) for row in rows if row.made.get("line")]
    made = [UUID(row.made["registration"]) for row in rows if row.made.get("created")]
    files = Registration.objects.filter(pk__in=made).exclude(status=Status.ANNULLED)
    # Their returns are annulled with them, and counted no more (see `copy_what_is_counted`).
    annul_many(by=by, registrations=list(files), reason="Liste annulée")
    returns = ReturnEpisode.objects.filter(line__in=lines, annulled=False)
    counted = returns.count()
    returns.update(annulled=True)
    Line.objects.filter(pk__in=lines).update(nature=Line.Nature.WITHDRAWN)
    ArrivalList.objects.filter(pk=arrival_list.pk).update(
        lines_count=F("lines_count") - len(lines), registered_count=F("registered_count") - counted
    )


def _put_back(by: Actor, rows: list[Row]) -> None:
    """What the list filled in or changed goes back, where the file still holds it."""
    places = Places()
    files = Registration.objects.select_related("nationality", "destination").in_bulk(
        [row.made["registration"] for row in rows]
    )
    for row in rows:
        registration = files[UUID(row.made["registration"])]
        if registration.status == Status.ANNULLED:
            continue
        written = registered(row.answers, places)
        answers = {
            name: taken_back(name, before, places)
            for name, before in row.made["before"].items()
            if plain(registration, name) == _as_staged(name, row.answers, written)
        }
        correct(by=by, registration=registration, answers=answers)


def _as_staged(name: str, answers: dict, written: dict):
    if name in ("birth", "nationality", "destination"):
        return answers.get(name)
    return " ".join((written.get(name) or "").split()) or None
