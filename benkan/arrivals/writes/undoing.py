"""A list that was applied is taken back, as one: what it made is annulled, what it changed is put back.

Nothing that somebody did since is undone with it: such files stay, and are told.
"""

from uuid import UUID

from django.db import transaction
from django.db.models import F, Min, QuerySet

from benkan.arrivals import verbs
from benkan.arrivals.files.answers import Places, plain, registered, taken_back
from benkan.arrivals.files.kept import kept_since, written
from benkan.arrivals.models import Announcement, ArrivalList, Line, ReturnEpisode
from benkan.arrivals.permissions import JOIN
from benkan.arrivals.writes.desks import held
from benkan.arrivals.writes.file_lists import alone_here
from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check, may
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration
from benkan.people.permissions import COMPLETE
from benkan.people.writes import annul_many, correct, take_back_listed
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.writes import enter, forget_bytes

BATCH = 1000


def needs(source: Import) -> str:
    """The name of a file applied later that rests on this one, and must be undone before it; else nothing."""
    written = source.rows.exclude(applied_at=None)
    first = written.aggregate(first=Min("applied_at"))["first"]
    if first is None:
        return ""
    listed = source.options.get("list")
    made = [one for one in written.values_list("made__registration", flat=True) if one]
    others = Import.objects.filter(kind=source.kind, target=source.target, stage__in=[Stage.APPLIED, Stage.APPLYING])
    others = others.exclude(pk=source.pk).annotate(first=Min("rows__applied_at")).filter(first__gt=first)
    for other in others.only("name", "options").order_by("-first"):
        if listed is not None and other.options.get("list") == listed:
            return other.name
        if other.rows.filter(outcome=Row.Outcome.CHANGED, made__has_key="before", made__registration__in=made).exists():
            return other.name
    return ""


@transaction.atomic
def undo_file(*, by: Actor, source: Import) -> int:
    """Take back all that a file wrote, but what was worked on since; gives how many files stay for that reason."""
    check(by, JOIN)
    source = Import.objects.select_for_update().get(pk=source.pk)
    alone_here(source)
    if source.stage != Stage.APPLYING:
        enter(by=by, source=source, stage=Stage.APPLYING)
    rows = list(source.rows.exclude(applied_at=None))
    if any(row.made.get("before") for row in rows) and not may(by, COMPLETE):
        raise Refused("Cette liste a corrigé des dossiers\u00a0: seul un compte qui les complète peut l’annuler.")
    if other := needs(source):
        raise Impossible(
            f"«\u00a0{other}\u00a0» reprend cette liste, ou la change\u00a0: annulez d’abord ce fichier-là."
        )
    kept = kept_since(rows)
    gone = [row for row in rows if row.pk not in kept]
    if listed := source.options.get("list"):
        arrival_list = held(by=by, arrival_list=ArrivalList(pk=listed))
        _withdraw(by, arrival_list, gone)
        if not arrival_list.lines.exclude(nature=Line.Nature.WITHDRAWN).exists():
            ArrivalList.objects.filter(pk=arrival_list.pk).update(withdrawn_at=clock.now())
    _put_back(by, [row for row in gone if row.made.get("before")])
    take_back_listed(by=by, identifiers=[one for row in gone for one in row.made.get("papers", ())])
    if announced := source.options.get("announcement"):
        Announcement.objects.filter(pk=announced, withdrawn_at=None).update(withdrawn_at=clock.now())
    record(verbs.FILE_UNDONE, by=by, on=source, count=len(gone))
    enter(by=by, source=source, stage=Stage.UNDONE)
    source.reading["stays"] = [written(row, kept[row.pk]) for row in rows if row.pk in kept]
    source.rows.all().delete()
    forget_bytes(source=source)
    return len(rows) - len(gone)


def _withdraw(by: Actor, arrival_list: ArrivalList, rows: list[Row]) -> None:
    lines = [UUID(row.made["line"]) for row in rows if row.made.get("line")]
    made = [UUID(row.made["registration"]) for row in rows if row.made.get("created")]
    files = Registration.objects.filter(pk__in=made).exclude(status__in=CLOSED)
    # Their returns are annulled with them, and counted no more (see `copy_what_is_counted`).
    annul_many(by=by, registrations=list(files), reason="Liste annulée")
    returns = ReturnEpisode.objects.filter(line__in=lines, annulled=False)
    counted = returns.count()
    _hang_elsewhere(arrival_list, returns)
    returns.update(annulled=True)
    Line.objects.filter(pk__in=lines).update(nature=Line.Nature.WITHDRAWN)
    ArrivalList.objects.filter(pk=arrival_list.pk).update(
        lines_count=F("lines_count") - len(lines), registered_count=F("registered_count") - counted
    )


def _hang_elsewhere(arrival_list: ArrivalList, returns: QuerySet[ReturnEpisode]) -> None:
    """Who was received by another list of ours for this arrival too has returned all the same: by that line."""
    people = {episode.registration_id: episode for episode in returns}
    others = Line.objects.filter(
        registration__in=people, nature=Line.Nature.REGISTERED, list__organisation=arrival_list.organisation_id,
        list__day=arrival_list.day, list__entry_point=arrival_list.entry_point_id, list__convoy=arrival_list.convoy_id,
    ).exclude(list=arrival_list)  # fmt: skip
    for line in others.order_by("list__opened_at", "pk"):
        if (episode := people.pop(line.registration_id, None)) is not None:
            episode.line = line
            episode.save(update_fields=["line"])
            ArrivalList.objects.filter(pk=line.list_id).update(registered_count=F("registered_count") + 1)


def _put_back(by: Actor, rows: list[Row]) -> None:
    """What the list filled in or changed goes back, where the file still holds it."""
    places = Places()
    files = Registration.objects.select_related("nationality", "destination").in_bulk(
        [row.made["registration"] for row in rows]
    )
    for row in rows:
        registration = files[UUID(row.made["registration"])]
        if registration.status in CLOSED:
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
