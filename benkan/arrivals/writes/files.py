"""A list that came as a file is applied, whole or by row: persons, lines and returns, thousands at a time.

Applied twice, it changes nothing; `undoing` takes it back as one.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F, Max

from benkan.arrivals import verbs
from benkan.arrivals.ages import age_group_of
from benkan.arrivals.files.answers import Places, named, papers_of, plain, registered
from benkan.arrivals.models import Announcement, ArrivalList, Convoy, Line
from benkan.arrivals.permissions import ANNOUNCE, JOIN
from benkan.arrivals.tokens import LARGEST
from benkan.arrivals.writes.convoys import announce
from benkan.arrivals.writes.desks import held
from benkan.arrivals.writes.returns import come_back_here, open_episodes
from benkan.audit.models import Entry
from benkan.audit.writes import entry_values, record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, may
from benkan.people.lifecycle import Status
from benkan.people.models import Household, Registration
from benkan.people.permissions import COMPLETE
from benkan.people.writes import NewFile, correct, fill, receive, register_many
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.writes import enter, forget_bytes, note_applied

BATCH = 1000
ADDED = (Row.Outcome.NEW, Row.Outcome.CHANGED)


def ready(rows: Sequence[Row]) -> list[Row]:
    """The rows that applying would write: proposed without a doubt, or decided by somebody."""
    return [
        row
        for row in rows
        if row.applied_at is None
        and not row.errors
        and row.decision != Row.Decision.LEAVE
        and (row.outcome in ADDED or (row.outcome == Row.Outcome.ASK and row.decision))
    ]


@transaction.atomic
def apply_rows(*, by: Actor, source: Import, only: Row | None = None) -> int:
    """Write the rows that are ready, or one of them; gives their number. All or none."""
    check(by, JOIN)
    source = Import.objects.select_for_update().get(pk=source.pk)
    rows = ready(list(source.rows.filter(applied_at=None, **({"pk": only.pk} if only else {}))))
    if only is not None and not rows:
        raise Impossible("Cette ligne n’est pas prête\u00a0: corrigez-la, ou décidez d’abord.")
    if rows:
        _apply(by, source, rows)
    if source.announced:
        _announce(by, source)
    record(verbs.FILE_APPLIED, by=by, on=source, count=len(rows))
    if source.stage != Stage.APPLYING:
        enter(by=by, source=source, stage=Stage.APPLYING)
    enter(by=by, source=source, stage=Stage.APPLIED)
    if not waiting(source).exists():
        forget_bytes(source=source)
    return len(rows)


def waiting(source: Import):
    """Rows that somebody may still apply: neither written, nor the same as what is there, nor left aside."""
    rows = source.rows.filter(applied_at=None)
    return rows.exclude(outcome=Row.Outcome.SAME).exclude(decision=Row.Decision.LEAVE)


def _apply(by: Actor, source: Import, rows: list[Row]) -> None:
    arrived = source.options["arrived"]
    arrival_list = held(by=by, arrival_list=_list_of(by, source, rows))
    places = Places()
    correcting = [row for row in rows if row.outcome == Row.Outcome.CHANGED]
    _correct(by, correcting, places)
    adding = [row for row in rows if row.outcome != Row.Outcome.CHANGED]
    tokens = _tokens(arrival_list, adding)
    known = _attached(by, arrival_list, [row for row in adding if row.decision == Row.Decision.ATTACH], places)
    new = [row for row in adding if row.pk not in known and named(row.answers)]
    made = _register(by, source, new, places, arrived)
    lines = []
    for row in adding:
        registration = known.get(row.pk) or made.get(row.pk)
        line = Line(
            organisation_id=arrival_list.organisation_id, list=arrival_list, token=tokens[row.pk], at=clock.now(),
            by_id=by.account_id, registration=registration, nature=_nature(registration, arrived),
            sex=(registration.sex if registration else row.answers.get("sex", "")),
            age_group=_age_group(registration, row, places, arrival_list),
        )  # fmt: skip
        lines.append(line)
        row.made |= {"line": str(line.pk)}
        if registration is not None:
            row.made |= {"registration": str(registration.pk), "created": row.pk in made}
    Line.objects.bulk_create(lines, batch_size=BATCH)
    Entry.objects.bulk_create(
        (Entry(**entry_values(verbs.LINE_NOTED, by=by, on=line, file_id=line.registration_id)) for line in lines),
        batch_size=BATCH,
    )
    returned = _returns(by, lines, {one.pk for one in known.values()}) if arrived else 0
    ArrivalList.objects.filter(pk=arrival_list.pk).update(
        lines_count=F("lines_count") + len(lines), registered_count=F("registered_count") + returned
    )
    note_applied(rows=rows)


def _list_of(by: Actor, source: Import, rows: list[Row]) -> ArrivalList:
    """The list of this file; a later version of a list that is there goes on with it."""
    if (listed := source.options.get("list")) is not None:
        return ArrivalList.objects.get(pk=listed)
    met = source.rows.filter(outcome__in=[Row.Outcome.SAME, Row.Outcome.CHANGED]).count()
    earlier = (
        ArrivalList.objects.filter(
            organisation_id=by.organisation_id, brought_by__target=source.target, withdrawn_at=None
        ).order_by("-opened_at").first()
        if met * 2 >= source.rows.count()
        else None
    )  # fmt: skip
    if earlier is None:
        earlier = ArrivalList.objects.create(
            organisation_id=by.organisation_id, origin=ArrivalList.Origin.FILE, name=source.name,
            announced_total=source.announced, brought_by=source, **_arrival(source),
        )  # fmt: skip
    source.options["list"] = str(earlier.pk)
    source.save(update_fields=["options"])
    return earlier


def _arrival(source: Import) -> dict:
    if source.options["where"] == "convoy_id":
        convoy = Convoy.objects.get(pk=source.target)
        return {"convoy": convoy, "entry_point_id": convoy.entry_point_id, "day": convoy.arrives_on}
    alone = ArrivalList.objects.get(pk=source.target)
    return {"convoy": None, "entry_point_id": alone.entry_point_id, "day": alone.day}


def _announce(by: Actor, source: Import) -> None:
    """The total of the closing line is what this actor announced of the convoy; said once."""
    listed = source.options.get("list")
    if "announcement" in source.options or listed is None or source.options["where"] != "convoy_id":
        return
    convoy = ArrivalList.objects.select_related("convoy").get(pk=listed).convoy
    said = f"{source.name}, ligne de clôture"[:160]
    mine = Announcement.objects.filter(convoy=convoy, organisation_id=by.organisation_id, withdrawn_at=None)
    if mine.filter(total=source.announced, source=said).exists() or not may(by, ANNOUNCE):
        return
    announcement = announce(by=by, convoy=convoy, split={"total": source.announced}, source=said)
    source.options["announcement"] = str(announcement.pk)
    source.save(update_fields=["options"])


def _tokens(arrival_list: ArrivalList, rows: list[Row]) -> dict[UUID, int]:
    """The tokens that the file gives, where each is given once and free; else the next ones, in the file's order."""
    said = Counter(row.answers.get("token") for row in rows)
    taken = set(arrival_list.lines.values_list("token", flat=True))
    if all(token and 0 < token <= LARGEST and count == 1 and token not in taken for token, count in said.items()):
        return {row.pk: row.answers["token"] for row in rows}
    first = (arrival_list.lines.aggregate(last=Max("token"))["last"] or 0) + 1
    return {row.pk: token for token, row in enumerate(rows, start=first)}


def _register(by: Actor, source: Import, rows: list[Row], places: Places, arrived: bool) -> dict[UUID, Registration]:
    households = _households(by, rows)
    files = register_many(
        by=by,
        people=[
            NewFile(
                answers=registered(row.answers, places),
                household=households.get(row.answers.get("household", "")),
                papers=papers_of(row.answers),
                source=_source(source, row),
            )
            for row in rows
        ],
        status=Status.REGISTERED if arrived else Status.SIGNALLED,
    )
    return {row.pk: registration for row, registration in zip(rows, files, strict=True)}


def _source(source: Import, row: Row) -> str:
    return f"{source.name[:150]}, {f'{row.sheet[:20]}, ' if row.sheet else ''}ligne {row.number}"


def _households(by: Actor, rows: list[Row]) -> dict[str, Household]:
    """A household for each number that two rows share."""
    shared = Counter(row.answers["household"] for row in rows if row.answers.get("household"))
    made = {number: Household(organisation_id=by.organisation_id) for number, count in shared.items() if count > 1}
    Household.objects.bulk_create(made.values(), batch_size=BATCH)
    return made


def _attached(by: Actor, arrival_list: ArrivalList, rows: list[Row], places: Places) -> dict[UUID, Registration]:
    """Rows that are somebody known: what her file lacks is taken from the list, nothing in it is replaced."""
    files = {
        one.pk: one
        for one in Registration.objects.select_for_update(of=("self",)).filter(pk__in=[row.against for row in rows])
    }
    there = {
        line.registration_id: line.token
        for line in arrival_list.lines.filter(registration__in=files).exclude(nature=Line.Nature.WITHDRAWN)
    }
    found: dict[UUID, Registration] = {}
    by_file: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        registration = files.get(row.against)
        if registration is None or registration.status == Status.ANNULLED:
            raise Impossible(f"Ligne {row.number}\u00a0: ce dossier n’est plus en cours. Décidez de nouveau.")
        by_file[registration.pk].append(row)
        if registration.pk in there or len(by_file[registration.pk]) > 1:
            raise Impossible(
                f"Ligne {row.number}\u00a0: cette personne est déjà sur cette liste. Laissez cette ligne, ou dites que "
                "c’est une autre personne."
            )
        if may(by, COMPLETE):
            written = fill(by=by, registration=registration, answers=registered(row.answers, places))
            row.made["before"] = dict.fromkeys(written)
        found[row.pk] = registration
    return found


def _correct(by: Actor, rows: list[Row], places: Places) -> None:
    """Rows of a later version of the list: what it changed is changed in the file, by those who may."""
    if not rows:
        return
    check(by, COMPLETE)
    files = Registration.objects.in_bulk([row.against for row in rows if row.against])
    for row in rows:
        registration = files[row.against]
        changed = {name for name, *_ in row.difference}
        answers = {name: value for name, value in registered(row.answers, places).items() if name in changed}
        if "destination_said" in changed:
            answers["destination"] = places.destination(row.answers.get("destination"))
        before = {name: plain(registration, name) for name in answers}
        row.made = {"registration": str(registration.pk), "before": before}
        correct(by=by, registration=registration, answers=answers)


def _nature(registration: Registration | None, arrived: bool) -> str:
    if registration is None:
        return Line.Nature.COUNTED
    return Line.Nature.REGISTERED if arrived else Line.Nature.ANNOUNCED


def _age_group(registration: Registration | None, row: Row, places: Places, arrival_list: ArrivalList) -> str:
    if registration is not None:
        return age_group_of(registration.age_on(arrival_list.day), arrival_list.day)
    birth = registered(row.answers, places).get("birth")
    return age_group_of(birth.age_on(arrival_list.day), arrival_list.day) if birth else ""


def _returns(by: Actor, lines: list[Line], known: set[UUID]) -> int:
    """Open the returns; who was received by another list of this arrival already has hers. Gives how many."""
    opened = []
    for line in lines:
        if line.registration is None:
            continue
        if line.registration_id in known:
            receive(by=by, registration=line.registration)
            if come_back_here(line) is not None:
                continue
        opened.append(line)
    return len(open_episodes(opened))
