"""A list that came as a file is applied, whole or by row: persons, lines and returns, thousands at a time.

Applied twice, it changes nothing; `undoing` takes it back as one.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F

from benkan.arrivals import verbs
from benkan.arrivals.ages import age_group_of
from benkan.arrivals.files.answers import Places, named, papers_of, plain, registered
from benkan.arrivals.files.compare import note_searched, propose_again
from benkan.arrivals.models import ArrivalList, Line
from benkan.arrivals.permissions import JOIN
from benkan.arrivals.writes.desks import held
from benkan.arrivals.writes.file_lists import alone_here, announce_total, list_of, tokens_of
from benkan.arrivals.writes.returns import come_back_here, open_episodes
from benkan.audit.models import Entry
from benkan.audit.writes import entry_values, record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, may
from benkan.people.lifecycle import CLOSED, Status
from benkan.people.models import Household, Registration
from benkan.people.permissions import COMPLETE
from benkan.people.writes import NewFile, correct, fill, note_listed, receive, register_many, say_heads
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.writes import decide, enter, forget_bytes, note_applied

BATCH = 1000
ADDED = (Row.Outcome.NEW, Row.Outcome.CHANGED)
OPEN = (Stage.READ, Stage.APPLIED)  # somebody may decide upon the rows
NO_MORE_DECISION = "Ce fichier est en cours d’écriture, ou n’attend plus de décision. Rechargez la page."


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
    """Write the rows that are ready, or one of them; gives their number. All or none.

    What was proposed when the file was read is proposed again first: the desk and other files went on meanwhile.
    """
    check(by, JOIN)
    source = Import.objects.select_for_update().get(pk=source.pk)
    if source.stage not in (OPEN if only is not None else (*OPEN, Stage.APPLYING)):
        raise Impossible(NO_MORE_DECISION)
    alone_here(source)
    # Its cells as they came are not read again: ten thousand lines of them weigh.
    found = list(source.rows.filter(applied_at=None, **({"pk": only.pk} if only else {})).defer("cells"))
    if only is None or named(only.answers):
        searched = propose_again(source, found, Places())
        if only is None or not searched:
            note_searched(source, searched=searched)
    rows = ready(found)
    if not may(by, COMPLETE):  # what a later version changes in a file waits for somebody who may
        rows = [row for row in rows if not _changes(row)]
    if only is not None and not rows:
        raise Impossible("Cette ligne n’est pas prête\u00a0: corrigez-la, ou décidez d’abord.")
    if source.stage != Stage.APPLYING:
        enter(by=by, source=source, stage=Stage.APPLYING)
    if rows:
        _apply(by, source, rows)
        announce_total(by=by, source=source)
    record(verbs.FILE_APPLIED, by=by, on=source, count=len(rows))
    written = bool(rows) or source.rows.exclude(applied_at=None).exists()
    enter(by=by, source=source, stage=Stage.APPLIED if written else Stage.READ)
    forget_when_done(source)
    return len(rows)


@transaction.atomic
def decide_rows(*, by: Actor, source: Import, rows: Sequence[Row], decision: str) -> int:
    """Note a person's answer on rows; a file of which nothing waits any more is forgotten."""
    check(by, JOIN)
    refuse_unless_open(source)
    if decision == Row.Decision.ATTACH and any(row.against is None or row.outcome != Row.Outcome.ASK for row in rows):
        raise Impossible("Cette ligne ne ressemble à aucun de vos dossiers\u00a0: ajoutez-la, ou laissez-la.")
    count = decide(by=by, rows=rows, decision=decision)
    record(verbs.ROW_DECIDED, by=by, on=source, fields=[decision or "reprise"], count=count)
    forget_when_done(source)
    return count


@transaction.atomic
def leave_rest(*, by: Actor, source: Import) -> int:
    """Leave aside all that waits for a correction or a decision; the file is forgotten, if nothing else waits."""
    rows = list(waiting(source))
    return decide_rows(by=by, source=source, rows=[row for row in rows if row not in ready(rows)],
                       decision=Row.Decision.LEAVE)  # fmt: skip


def refuse_unless_open(source: Import) -> None:
    """Nobody decides upon rows that are being written; held until the transaction ends, so that nobody begins to."""
    stage = Import.objects.select_for_update().values_list("stage", flat=True).get(pk=source.pk)
    if stage not in OPEN:
        raise Impossible(NO_MORE_DECISION)


def forget_when_done(source: Import) -> None:
    """The bytes and the cells of a file that was applied are kept while a row of it waits, and no longer."""
    if source.stage == Stage.APPLIED and not waiting(source).exists():
        forget_bytes(source=source)


def waiting(source: Import):
    """Rows that somebody may still apply: neither written, nor the same as what is there, nor left aside."""
    rows = source.rows.filter(applied_at=None)
    return rows.exclude(outcome=Row.Outcome.SAME).exclude(decision=Row.Decision.LEAVE)


def _apply(by: Actor, source: Import, rows: list[Row]) -> None:
    arrived = source.options["arrived"]
    arrival_list = held(by=by, arrival_list=list_of(by=by, source=source))
    places = Places()
    _correct(by, source, [row for row in rows if _changes(row)], places)
    adding = [row for row in rows if not _changes(row)]
    tokens = tokens_of(arrival_list, adding)
    known = _attached(by, source, arrival_list, [row for row in adding if row.decision == Row.Decision.ATTACH], places)
    new = [row for row in adding if row.pk not in known and named(row.answers)]
    made = _register(by, source, new, places, arrived)
    # Who stood on this list, and was withdrawn with a file, stands there again: her line is hers.
    withdrawn = arrival_list.lines.filter(registration__in=known.values(), nature=Line.Nature.WITHDRAWN)
    back = {registration: (pk, token) for registration, pk, token in
            withdrawn.values_list("registration_id", "pk", "token")}  # fmt: skip
    lines = []
    for row in adding:
        registration = known.get(row.pk) or made.get(row.pk)
        line = Line(
            organisation_id=arrival_list.organisation_id, list=arrival_list, token=tokens[row.pk], at=clock.now(),
            by_id=by.account_id, registration=registration, nature=_nature(registration, arrived),
            sex=(registration.sex if registration else row.answers.get("sex", "")),
            age_group=_age_group(registration, row, places, arrival_list),
        )  # fmt: skip
        if registration is not None and registration.pk in back:
            line.pk, line.token = back[registration.pk]
        lines.append(line)
        row.made |= {"line": str(line.pk)}
        if registration is not None:
            row.made |= {"registration": str(registration.pk), "created": row.pk in made}
    held_before = {pk for pk, _ in back.values()}
    Line.objects.bulk_create([line for line in lines if line.pk not in held_before], batch_size=BATCH)
    for line in lines:
        if line.pk in held_before:
            line.save(force_update=True)
    for start in range(0, len(lines), BATCH):
        Entry.objects.bulk_create(
            Entry(**entry_values(verbs.LINE_NOTED, by=by, on=line, file_id=line.registration_id))
            for line in lines[start : start + BATCH]
        )
    returned = _returns(by, lines, {one.pk for one in known.values()}) if arrived else 0
    ArrivalList.objects.filter(pk=arrival_list.pk).update(
        lines_count=F("lines_count") + len(lines), registered_count=F("registered_count") + returned
    )
    note_applied(rows=rows)


def _register(by: Actor, source: Import, rows: list[Row], places: Places, arrived: bool) -> dict[UUID, Registration]:
    households = _households(by, source, rows)
    files: list[Registration] = []
    for start in range(0, len(rows), BATCH):  # what is told of ten thousand people is not held twice
        people = [
            NewFile(
                answers=registered(row.answers, places),
                household=households.get(row.answers.get("household", "")),
                papers=papers_of(row.answers),
                source=_source(source, row),
            )
            for row in rows[start : start + BATCH]
        ]
        files += register_many(by=by, people=people, status=Status.REGISTERED if arrived else Status.SIGNALLED)
    made = dict(zip((row.pk for row in rows), files, strict=True))
    say_heads(by=by, registrations=[made[row.pk] for row in rows if row.answers.get("head")])
    return made


def _source(source: Import, row: Row) -> str:
    return f"{source.name[:150]}, {f'{row.sheet[:20]}, ' if row.sheet else ''}ligne {row.number}"


def _households(by: Actor, source: Import, rows: list[Row]) -> dict[str, Household]:
    """A household for each number that two rows of the file share, whenever each of them is applied."""
    asked = {row.answers["household"] for row in rows if row.answers.get("household")}
    if not asked:
        return {}
    all_rows = source.rows.exclude(outcome=Row.Outcome.REFUSED).values_list("answers__household", "made__registration")
    shared, there = Counter(), {}
    for number, registration in all_rows:
        shared[number] += 1
        if registration:
            there[number] = registration
    known = Registration.objects.select_related("household").in_bulk([there[one] for one in asked & set(there)])
    found = {one: known[UUID(there[one])].household for one in asked & set(there) if UUID(there[one]) in known}
    held = {number: household for number, household in found.items() if household is not None}
    made = {
        number: Household(organisation_id=by.organisation_id)
        for number in asked - set(held)
        if shared[number] > 1
    }  # fmt: skip
    Household.objects.bulk_create(made.values(), batch_size=BATCH)
    return held | made


def _attached(
    by: Actor, source: Import, arrival_list: ArrivalList, rows: list[Row], places: Places
) -> dict[UUID, Registration]:
    """Rows that are somebody known: what her file lacks is taken from the list, nothing in it is replaced."""
    files = {
        one.pk: one
        for one in Registration.objects.select_for_update(of=("self",))
        .filter(pk__in=[row.against for row in rows])
        .order_by("pk")
    }
    there = {
        line.registration_id: line.token
        for line in arrival_list.lines.filter(registration__in=files).exclude(nature=Line.Nature.WITHDRAWN)
    }
    found: dict[UUID, Registration] = {}
    by_file: dict[UUID, list[Row]] = defaultdict(list)
    for row in rows:
        registration = files.get(row.against)
        if registration is None or registration.status in CLOSED:
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
        _add_papers(by, source, row, registration)
        found[row.pk] = registration
    return found


def _add_papers(by: Actor, source: Import, row: Row, registration: Registration) -> None:
    """The papers that the line names are added to her file, which keeps its own; what was added is noted in `made`."""
    if papers := papers_of(row.answers):
        added = note_listed(by=by, registration=registration, papers=papers, source=_source(source, row))
        row.made |= {"papers": added} if added else {}


def _correct(by: Actor, source: Import, rows: list[Row], places: Places) -> None:
    """Rows of a later version of the list: what it changed is changed in the file, by those who may."""
    if not rows:
        return
    check(by, COMPLETE)
    wanted = Registration.objects.filter(pk__in=[row.against for row in rows if row.against]).order_by("pk")
    files = {one.pk: one for one in wanted.select_for_update()}
    for row in rows:
        registration = files[row.against]
        changed = {name for name, *_ in row.difference}
        answers = {name: value for name, value in registered(row.answers, places).items() if name in changed}
        if "destination_said" in changed:
            answers["destination"] = places.destination(row.answers.get("destination"))
        before = {name: plain(registration, name) for name in answers}
        row.made = {"registration": str(registration.pk), "before": before}
        correct(by=by, registration=registration, answers=answers)
        _add_papers(by, source, row, registration)


def _changes(row: Row) -> bool:
    """Whether a row changes the file that its earlier version made; else it adds a line."""
    return row.outcome == Row.Outcome.CHANGED and row.decision != Row.Decision.ADD


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
