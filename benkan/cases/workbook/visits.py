"""Visits that are due, as a sheet to fill in on the road: one line a visit, counted answers only.

What is sealed (what was said, what comes next, where she is met, the safe contact) is neither taken nor brought back.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.urls import reverse

from benkan.cases import verbs
from benkan.cases.engine.schedule import Standing
from benkan.cases.lifecycles.visits import Business, Housing, ImpossibleReason, Mode, Received, VisitStatus
from benkan.cases.models import Case, Visit, VisitStatusRow
from benkan.cases.permissions import FOLLOW
from benkan.cases.reads.listed import filtered, readable
from benkan.cases.reads.visits import Slot, following_of
from benkan.cases.workbook.marks import uuid_of
from benkan.cases.writes import note_impossible, note_visit
from benkan.common.permissions import Actor
from benkan.organisations.models import Organisation
from benkan.workbooks.answers import day, day_words, one_of
from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.frame import Heading
from benkan.workbooks.exports import Export, Prepared
from benkan.workbooks.returns import MARK, Answer, Held, Returning, mark_of

KIND = "visites"
ANSWERS = (
    Answer("day", Heading("Faite le", 12), day),
    Answer("mode", Heading("Comment", 20), one_of(Mode)),
    Answer("received", Heading("A reçu ce qui était prévu", 26), one_of(Received)),
    Answer("business", Heading("L’activité marche", 24), one_of(Business)),
    Answer("housing", Heading("Logement", 22), one_of(Housing)),
    Answer("reason", Heading("N’a pas pu se faire", 26), one_of(ImpossibleReason)),
)
HEADINGS = (
    MARK, Heading("Accompagnement", 18), Heading("Prénoms", 20), Heading("Nom", 18), Heading("Visite", 26),
    Heading("Attendue le", 12), Heading("Au plus tard le", 13), Heading("Où elle en est", 12),
    *(one.heading for one in ANSWERS),
)  # fmt: skip
STANDINGS = {Standing.DUE: "due", Standing.LATE: "en retard", Standing.WAITING: "en attente"}
DONE = "Cette visite est déjà notée\u00a0: elle ne se change plus par une liste."
LEFT_OUT = (
    "Ne sortent jamais d’ici\u00a0: le contact sûr, ce qui a été dit, la suite, le lieu du rendez-vous. Ouvrez sa page "
    "avant d’appeler\u00a0: elle dit à quel numéro, à quelle heure, et ce qu’on peut dire."
)


def due_visits(by: Actor, filters: Mapping[str, str]) -> Prepared:
    """Those of one's own accompaniments, the earliest first."""
    rows = sorted(_due(by), key=lambda found: (found[1].window.due or found[1].window.closes, found[0].number))
    organisation = Organisation.objects.get(pk=by.organisation_id)
    return Prepared(
        title="Visites à faire",
        name="visites à faire",
        sheet="Visites",
        source=f"Benkan, les accompagnements de {organisation.name}",
        shown="Affichées\u00a0: les visites dues ou en retard des personnes que vous accompagnez.",
        headings=HEADINGS,
        count=len(rows),
        rows=lambda: iter([_row(case, slot) for case, slot in rows]),
        left_out=LEFT_OUT,
        back=("Accompagnements", reverse("cases:list")),
    )


def _due(by: Actor) -> Iterator[tuple[Case, Slot]]:
    cases = list(filtered(by, readable(by), "").select_related("episode"))
    for known in following_of(cases).values():
        for slot in known.slots:
            if slot.standing in STANDINGS and slot.window.due is not None:
                yield known.case, slot


def _row(case: Case, slot: Slot) -> Sequence[Value]:
    one, key = case.registration, f"{case.pk}:{slot.code}"
    told = [mark_of(key, {}), case.number, one.given_names, one.family_name, slot.planned.title]
    return [*told, slot.window.due, slot.window.closes, STANDINGS[slot.standing], *("" for _ in ANSWERS)]


def held(by: Actor, keys: Sequence[str]) -> Mapping[str, Held]:
    """The visits of the schedule that these keys name, as they stand now: eight queries, however many."""
    asked = {key: _case_of(key) for key in keys}
    cases = list(readable(by).filter(pk__in={pk for pk in asked.values() if pk}).select_related("episode"))
    followed = following_of(cases)
    reasons = dict(
        VisitStatusRow.objects.filter(visit__case__in=cases, status=VisitStatus.IMPOSSIBLE)
        .order_by("at")
        .values_list("visit", "reason")
    )
    found = {}
    for key, pk in asked.items():
        slots = followed[pk].slots if pk in followed else ()
        slot = next((slot for slot in slots if slot.code == key.partition(":")[2]), None)
        if slot is not None:
            case = followed[pk].case
            done = slot.visit is not None and slot.visit.status == VisitStatus.DONE
            found[key] = Held(
                told=f"{case.number}, {slot.planned.title}",
                cells=_cells(slot.visit, reasons),
                locked=DONE if done else "",
                thing=(case, slot.code),
            )
    return found


def _cells(visit: Visit | None, reasons: Mapping[UUID, str]) -> dict[str, str]:
    if visit is None or visit.status == VisitStatus.PLANNED:
        return {}
    if visit.status == VisitStatus.IMPOSSIBLE:
        return {"reason": str(ImpossibleReason(reasons[visit.pk]).label)}
    shown = {name: getattr(visit, f"get_{name}_display")() for name in ("mode", "received", "business", "housing")}
    return {"day": day_words(visit.day), **shown}


def sound(one: Held, values: Mapping[str, Any]) -> str:
    """Why these answers, together, say nothing that can be written; "" where they do."""
    if "reason" in values:
        others = set(values) - {"reason"}
        return "Une visite qui n’a pas pu se faire n’a pas d’autre réponse\u00a0: choisissez." if others else ""
    missing = [name for name in ("day", "mode") if name not in values]
    return "Dites quel jour la visite s’est faite, et comment." if missing else ""


def change(by: Actor, one: Held, values: Mapping[str, Any]) -> None:
    case, step = one.thing
    if "reason" in values:
        note_impossible(by=by, case=case, step=step, reason=ImpossibleReason(values["reason"]))
    else:
        note_visit(by=by, case=case, step=step, **values)


def _case_of(key: str) -> UUID | None:
    return uuid_of(key.partition(":")[0])


TAKEN = Export(kind=KIND, label="Visites à faire", permission=FOLLOW, verb=verbs.VISITS_TAKEN, prepare=due_visits)
RETURNING = Returning(
    kind=KIND,
    label="Visites à faire",
    sentence=(
        "Pour chaque visite faite, dites quel jour et comment\u00a0; le reste si vous l’avez demandé. Pour une visite "
        "qui n’a pas pu se faire, dites seulement pourquoi."
    ),
    permission=FOLLOW,
    headings=HEADINGS,
    answers=ANSWERS,
    held=held,
    sound=sound,
    change=change,
    home=("Accompagnements", "cases:list"),
)
