"""Lists brought as files: those of an arrival, and the rows of one, by what they wait for."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from benkan.arrivals.desk import Desk
from benkan.arrivals.files.answers import WORDS, Places, birth_of, in_words
from benkan.arrivals.files.staging import KIND, columns_of
from benkan.linkage.engine.thresholds import Word
from benkan.people.models import Registration
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row

PAGE = 50
OVER = (Stage.DROPPED, Stage.UNDONE)  # of no more use on the page of an arrival
OPEN = Q(applied_at=None) & ~Q(decision=Row.Decision.LEAVE)
UNDECIDED = OPEN & Q(outcome=Row.Outcome.ASK, decision="")
READY = OPEN & ~Q(outcome__in=[Row.Outcome.REFUSED, Row.Outcome.SAME]) & ~UNDECIDED
# Rows that may be attached at once; « fort » was said of those that an earlier version read, and still wait.
SURE = UNDECIDED & Q(strength__in=[str(Word.VERY_LIKELY), "fort"])
# What the rows of a file may be narrowed to, in the order in which one looks at them.
VIEWS = {
    "refusees": ("refusées", OPEN & Q(outcome=Row.Outcome.REFUSED)),
    "a-decider": ("à décider", UNDECIDED),
    "pretes": ("prêtes", READY),
    "appliquees": ("appliquées", ~Q(applied_at=None)),
    "identiques": ("déjà là, rien ne change", Q(applied_at=None, outcome=Row.Outcome.SAME)),
    "laissees": ("laissées", Q(applied_at=None, decision=Row.Decision.LEAVE)),
}
SHOWN = ("given_names", "family_name", "sex", "birth", "mother_name", "phone", "destination_said", "nationality",
         "papers")  # fmt: skip


@dataclass(frozen=True)
class ShownRow:
    """A row as the page tells it. `cells`: (letter, title, text, sentence) of what is to be corrected."""

    row: Row
    name: str
    answers: list[tuple[str, str]]
    cells: list[tuple[str, str, str, str]]
    difference: list[tuple[str, str, str]]
    known: Registration | None = None


@dataclass(frozen=True)
class Sizes:
    """How many rows each view shows; `strong`: of the questions, those that may be attached at once."""

    by_view: dict[str, int]
    strong: int
    changing: int = 0  # of those that are ready, how many wait for somebody who may change files

    @property
    def ready(self) -> int:
        return self.by_view["pretes"] - self.changing

    @property
    def applied(self) -> int:
        return self.by_view["appliquees"]

    @property
    def waiting(self) -> int:
        return self.by_view["refusees"] + self.by_view["a-decider"]


@dataclass(frozen=True)
class Rows:
    rows: list[ShownRow]
    next_key: str
    view: str


def files_of(desk: Desk) -> QuerySet[Import]:
    """The files brought to an arrival by one's own organisation, the latest first, with how many rows each applied."""
    target = desk.convoy.pk if desk.convoy else desk.list.pk
    applied = Count("rows", filter=Q(rows__applied_at__isnull=False))
    found = Import.objects.filter(kind=KIND, target=target).select_related("by")
    return found.defer("content").annotate(applied=applied, total=Count("rows")).order_by("-at")


def sizes_of(source: Import, *, may_change: bool = True) -> Sizes:
    """One query."""
    counts = source.rows.aggregate(
        strong=Count("pk", filter=SURE),
        changing=Count("pk", filter=READY & Q(outcome=Row.Outcome.CHANGED) & ~Q(decision=Row.Decision.ADD)),
        **{f"view{n}": Count("pk", filter=shown) for n, (_, shown) in enumerate(VIEWS.values())},
    )
    by_view = {code: counts[f"view{n}"] for n, code in enumerate(VIEWS)}
    return Sizes(by_view, counts["strong"], 0 if may_change else counts["changing"])


def row_page(source: Import, sizes: Sizes, *, view: str = "", after: str = "") -> Rows:
    """One page of rows, in the order of the file; as many queries for fifty as for one."""
    if view not in VIEWS:
        view = next((code for code, size in sizes.by_view.items() if size), "pretes")
    rows = source.rows.filter(VIEWS[view][1]).order_by("order")
    if after.isdigit():
        rows = rows.filter(order__gt=int(after))
    found = list(rows[: PAGE + 1])
    next_key = str(found[PAGE - 1].order) if len(found) > PAGE else ""
    return Rows(_shown(source, found[:PAGE]), next_key, view)


def show(source: Import, row: Row) -> ShownRow:
    return _shown(source, [row])[0]


def strong_rows(source: Import) -> list[Row]:
    """Rows that a person may attach at once: one file of ours resembles them much, and no other as much."""
    return list(source.rows.filter(SURE))


def _shown(source: Import, rows: list[Row]) -> list[ShownRow]:
    asked = [row.against for row in rows if row.against and row.outcome == Row.Outcome.ASK]
    known = Registration.objects.select_related("destination").in_bulk(asked) if asked else {}
    places = Places()
    return [_show(source, row, known.get(row.against), places) for row in rows]


def _show(source: Import, row: Row, known: Registration | None, places: Places) -> ShownRow:
    said = row.answers
    name = f"{said.get('given_names', '')} {said.get('family_name', '')}".strip() or "Sans nom"
    answers = [
        (WORDS[one], text)
        for one in SHOWN[2:]
        if (text := in_words(one, said.get(one), places)) and not (one == "birth" and birth_of(said[one]).year is None)
    ]
    faults = dict(row.errors)
    corrected = {letter: "" for letter in row.corrections if letter not in faults}
    columns = columns_of(source, row.sheet, row.number)
    cells = [
        (letter, columns[letter]["title"], row.corrections.get(letter, row.cells.get(letter, "")), sentence)
        for letter, sentence in (faults | corrected).items()
        if letter in columns
    ]
    difference = [(WORDS[one].capitalize(), before, after) for one, before, after in row.difference]
    return ShownRow(row, name, answers, cells, difference, known)


def row_of(source: Import, identifier: UUID) -> Row | None:
    return source.rows.filter(pk=identifier).select_related("source").first()
