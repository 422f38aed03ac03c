"""Which rows of a list stay when it is undone, and why: somebody did something since, that is not undone with it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from benkan.arrivals import verbs
from benkan.arrivals.files.answers import Places, papers_of, registered
from benkan.arrivals.models import ArrivalList, ImmediateAid, Line
from benkan.audit.models import Entry
from benkan.audit.verbs import declared, label_of
from benkan.people.identifiers import identifier_key
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.verbs import CORRECTED, IDENTIFIER_NOTED, IDENTIFIER_REMOVED, RECEIVED
from benkan.people.writes.answers import CORRECTABLE, assign
from benkan.workbooks.models import Row

NBSP = "\u00a0"
# What another list did, and was undone, is no work: what a file and its lines say today is looked at instead.
TOLD_OTHERWISE = (CORRECTED, RECEIVED, IDENTIFIER_NOTED, IDENTIFIER_REMOVED, verbs.LINE_NOTED)


class Why(StrEnum):
    """Why a row stays; beside it, a detail: the identifier of a list, or the code of a verb."""

    AIDED = "aide"
    LISTED = "liste"
    WORKED = "travail"
    CHANGED = "corrige"


Reasons = list[tuple[str, str]]


@dataclass(frozen=True)
class Stays:
    """A row that stays, as a page tells it; without a registration, a head that nobody has named."""

    place: str
    registration: Registration | None
    why: str


def kept_since(rows: Sequence[Row]) -> dict[UUID, Reasons]:
    """The rows on whose line or file something was done since (aid, an answer, consent, another line), with what."""
    kept: dict[UUID, Reasons] = defaultdict(list)
    lines = {UUID(row.made["line"]): row.pk for row in rows if row.made.get("line")}
    aided = ImmediateAid.objects.filter(line__in=lines).order_by().values_list("line_id", flat=True)
    for line in aided.distinct():
        kept[lines[line]].append((Why.AIDED, ""))
    made = {UUID(row.made["registration"]): row for row in rows if row.made.get("created")}
    files = Registration.objects.select_related("nationality", "destination").prefetch_related("identifiers")
    files = files.exclude(status=Status.ANNULLED).in_bulk(list(made))
    elsewhere = Line.objects.filter(registration__in=files).exclude(pk__in=lines).exclude(nature=Line.Nature.WITHDRAWN)
    for file, arrival_list in elsewhere.order_by("list__opened_at").values_list("registration_id", "list_id"):
        kept[made[file].pk].append((Why.LISTED, str(arrival_list)))
    for file, verb in _worked({file: made[file] for file in files}):
        kept[made[file].pk].append((Why.WORKED, verb))
    places = Places()
    for file, registration in files.items():
        if not _as_listed(registration, made[file], places):
            kept[made[file].pk].append((Why.CHANGED, ""))
    annulled = {row.pk for file, row in made.items() if file not in files}
    return {pk: list(dict.fromkeys(why)) for pk, why in kept.items() if pk not in annulled}


def _worked(made: dict[UUID, Row]) -> Iterable[tuple[UUID, str]]:
    """File and verb of what was done on each file since its row was applied, but what is looked at otherwise."""
    if not made:
        return []
    first = min(row.applied_at for row in made.values())
    apart = [code for code, verb in declared().items() if verb.reads] + [one.code for one in TOLD_OTHERWISE]
    done = Entry.objects.filter(file_id__in=made, at__gt=first).exclude(verb__in=apart).order_by("at")
    return [(file, verb) for file, verb, at in done.values_list("file_id", "verb", "at") if at > made[file].applied_at]


def _as_listed(registration: Registration, row: Row, places: Places) -> bool:
    """Whether a file says what its list said, no more and no less."""
    listed = Registration()
    assign(listed, registered(row.answers, places))
    papers = {(kind, identifier_key(value)) for kind, value in papers_of(row.answers)}
    if {(one.kind, one.key) for one in registration.identifiers.all()} - papers:
        return False
    return all(getattr(registration, name) == getattr(listed, name) for name in CORRECTABLE)


def written(row: Row, reasons: Reasons) -> list:
    """What is remembered of a row that stays once its list is undone: where it stood, identifiers, reasons; no name."""
    place = f"{f'feuille {row.sheet}, ' if row.sheet else ''}ligne {row.number}"
    return [place, row.made.get("registration", ""), [list(reason) for reason in reasons]]


def told(stays: Sequence[list]) -> list[Stays]:
    """What `written` gave, with the names that the files have today; as many queries for fifty as for one."""
    files = Registration.objects.in_bulk([UUID(file) for _, file, _ in stays if file])
    asked = {UUID(detail) for *_, reasons in stays for why, detail in reasons if why == Why.LISTED}
    lists = ArrivalList.objects.select_related("brought_by").defer("brought_by__content").in_bulk(list(asked))
    return [
        Stays(place, files.get(UUID(file)) if file else None, f"{NBSP}; ".join(_words(reasons, lists)))
        for place, file, reasons in stays
    ]


def _words(reasons: Iterable[Sequence[str]], lists: dict[UUID, ArrivalList]) -> list[str]:
    said = []
    for why, detail in reasons:
        if why == Why.AIDED:
            said.append("une aide est notée sur sa ligne")
        elif why == Why.LISTED:
            said.append(_listed(lists.get(UUID(detail))))
        elif why == Why.WORKED:
            said.append(f"depuis, un collègue {label_of(detail)}")
        else:
            said.append("son dossier ne dit plus la même chose que la liste")
    return list(dict.fromkeys(said))


def _listed(arrival_list: ArrivalList | None) -> str:
    if arrival_list is None:
        return "elle est sur une autre liste"
    if arrival_list.origin == ArrivalList.Origin.DESK:
        return f"elle a été reçue à l’accueil le {arrival_list.day:%d/%m/%Y}"
    name = arrival_list.brought_by.name if arrival_list.brought_by else arrival_list.name
    return f"elle est aussi sur la liste «{NBSP}{name}{NBSP}»"
