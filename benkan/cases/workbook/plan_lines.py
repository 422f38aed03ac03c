"""Lines of plans as a sheet: what stands in a draft may be filled in, the rest is there to be read."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from django.urls import reverse

from benkan.cases import verbs
from benkan.cases.lifecycles.plans import SET_ASIDE, LineStatus, PlanStatus
from benkan.cases.models import PlanLine
from benkan.cases.permissions import PLAN
from benkan.cases.reads.listed import filtered, readable
from benkan.cases.reserved import kind_said
from benkan.cases.workbook.marks import uuid_of
from benkan.cases.writes.plan_lines import Wanted, change_line
from benkan.common.permissions import Actor
from benkan.organisations.models import Organisation
from benkan.workbooks.answers import amount, day, day_words, words
from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.frame import Heading
from benkan.workbooks.exports import Export, Prepared
from benkan.workbooks.returns import MARK, Answer, Held, Returning, mark_of

KIND = "lignes-de-plan"
ANSWERS = (
    Answer("title", Heading("Ce qui sera fait", 34), words(160)),
    Answer("cost", Heading("Coût, F CFA", 13), amount),
    Answer("begins", Heading("Du", 12), day),
    Answer("ends", Heading("Au", 12), day),
)
HEADINGS = (
    MARK, Heading("Accompagnement", 18), Heading("Prénoms", 20), Heading("Nom", 18), Heading("Plan", 11),
    Heading("État de la ligne", 18), Heading("Pilier", 22), Heading("Aide", 26), Heading("Qui paie", 24),
    *(one.heading for one in ANSWERS),
)  # fmt: skip
LEFT_OUT = (
    "Ne sortent jamais d’ici\u00a0: les lignes réservées en clair, les besoins, les réponses de l’évaluation, le "
    "contact sûr."
)


def _lines(by: Actor):
    around = PlanLine.objects.select_related("plan__case__registration", "kind", "payer", "responsible", "structure")
    living = around.exclude(status=LineStatus.CANCELLED).exclude(plan__status__in=SET_ASIDE)
    return living.select_related("need").filter(plan__case__in=readable(by))


def lines_of_plans(by: Actor, filters: Mapping[str, str]) -> Prepared:
    """Those of one's own accompaniments, by number."""
    own = _lines(by).filter(plan__case__in=filtered(by, readable(by), ""))
    rows = own.order_by("plan__case__number", "-plan__version", "begins", "written_at", "pk")
    organisation = Organisation.objects.get(pk=by.organisation_id)
    return Prepared(
        title="Lignes des plans",
        name="lignes des plans",
        sheet="Plans",
        source=f"Benkan, les accompagnements de {organisation.name}",
        shown="Affichées\u00a0: les lignes des plans des personnes que vous accompagnez.",
        headings=HEADINGS,
        count=rows.count(),
        rows=lambda: map(_row, rows.iterator(chunk_size=1_000)),
        left_out=LEFT_OUT,
        back=("Accompagnements", reverse("cases:list")),
    )


def _row(line: PlanLine) -> Sequence[Value]:
    case, cells = line.plan.case, cells_of(line)
    one = case.registration
    return [
        mark_of(str(line.pk), cells), case.number, one.given_names, one.family_name, str(line.plan),
        line.get_status_display(), line.get_pillar_display(), kind_said(line), line.payer.name if line.payer else "",
        line.title, line.cost, line.begins, line.ends,
    ]  # fmt: skip


def cells_of(line: PlanLine) -> dict[str, str]:
    """What the cells of a line that may be filled in say today."""
    return {
        "title": line.title, "cost": str(line.cost), "begins": day_words(line.begins), "ends": day_words(line.ends)
    }  # fmt: skip


def held(by: Actor, keys: Sequence[str]) -> Mapping[str, Held]:
    """The lines of these keys, as they stand now; one query."""
    asked = {key: pk for key in keys if (pk := uuid_of(key))}
    lines = {line.pk: line for line in _lines(by).filter(pk__in=asked.values())}
    return {key: _held(lines[pk]) for key, pk in asked.items() if pk in lines}


def _held(line: PlanLine) -> Held:
    open_now = line.plan.status == PlanStatus.DRAFTED and line.status == LineStatus.PLANNED
    state = f"{line.plan.get_status_display()}, {line.get_status_display()}".lower()
    return Held(
        told=f"{line.plan.case.number}, {line}",
        cells=cells_of(line),
        locked="" if open_now else f"Cette ligne n’est plus en brouillon ({state})\u00a0: révisez le plan sur sa page.",
        thing=line,
    )


def change(by: Actor, one: Held, values: Mapping[str, Any]) -> None:
    line = one.thing
    wanted = Wanted(**{field.name: getattr(line, field.name) for field in fields(Wanted)})
    change_line(by=by, line=line, wanted=replace(wanted, **values))


TAKEN = Export(
    kind=KIND, label="Lignes des plans", permission=PLAN, verb=verbs.PLAN_LINES_TAKEN, prepare=lines_of_plans
)
RETURNING = Returning(
    kind=KIND,
    label="Lignes des plans",
    sentence="Dans un brouillon se changent ce qui sera fait, le coût et les jours\u00a0; le reste est à lire.",
    permission=PLAN,
    headings=HEADINGS,
    answers=ANSWERS,
    held=held,
    change=change,
    home=("Accompagnements", "cases:list"),
)
