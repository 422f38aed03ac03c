"""The note of the Friday: one A4 page for the minister. Who came, who was helped, who waits, money, decisions asked."""

import datetime as dt
from pathlib import Path
from urllib.parse import urlencode

from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.permissions import TOTALS
from benkan.cases.reads import cohorts, counted, waiting
from benkan.cases.views.totals import lasted_words
from benkan.common import clock, typeset
from benkan.common.permissions import Actor, check
from benkan.common.responses import pdf_answer
from benkan.common.typography import heure, jour, montant, nombre, pluriel

WEEK = dt.timedelta(days=7)
TEMPLATE = Path(__file__).resolve().parent.parent / "sheets" / "friday.typ"
# What fits one page, whatever is noted; the rest is on the screen.
GRANTS, DECISIONS = 8, 8
# Behind a number of the note stand those of all months who wait.
_ALL = {"par": "mois", "de": cohorts.EVERYTHING, "etat": "attend"}


@require_GET
def note(request):
    """One audit row; every number is also on the page where people wait."""
    check(request.actor, TOTALS)
    record(verbs.TOTALS_READ, by=request.actor, fields=["vendredi"])
    return render(request, "cases/friday.html", said(request.actor))


@require_GET
def sheet(request):
    """The same note as a PDF of one page, to hand over. One audit row."""
    check(request.actor, TOTALS)
    record(verbs.FRIDAY_TAKEN, by=request.actor)
    found = said(request.actor)
    content = typeset.pdf(TEMPLATE, printed(found, request.actor), at=found["now"])
    return pdf_answer(content, f"note-du-vendredi-{found['today']:%Y-%m-%d}.pdf")


def said(by: Actor) -> dict:
    """The figures of the note, for its page and its sheet alike."""
    today = clock.today()
    week, before = _week(today), _week(today - WEEK)
    kept = counted.steps(by, cohorts.scope_of(cohorts.MONTHS), "mois")
    aided = week.cells["aided"]
    return {
        "today": today,
        "now": clock.now(),
        "counted_at": kept.at or clock.now(),
        "week": today - WEEK + dt.timedelta(days=1),
        "returned": week.returns,
        "before": before.returns,
        "aided": aided,
        "aided_median": lasted_words(aided.step, aided.median),
        "waits": [
            {
                "label": _awaited(cell.step),
                "count": cell.waits,
                "longest": lasted_words(cell.step, cell.longest),
                "url": f"{reverse('cases:behind')}?{urlencode(_ALL | {'etape': cell.step.code})}",
            }
            for cell in kept.found.whole.cells.values()
        ],
        "grants": waiting.grants(today),
        "asked": asked(),
    }


def printed(found: dict, by: Actor) -> dict:
    """The same figures as the texts of the sheet."""
    aided = found["aided"]
    median = f", médiane {found['aided_median']}" if found["aided_median"] else ""
    grants, decisions = found["grants"], found["asked"]
    return {
        "title": "Note du vendredi",
        "demo": settings.DEMO,
        "about": f"Semaine du {jour(found['week'])} au {jour(found['today'])}, tous les acteurs, sans aucun nom.",
        "for_whom": f"Pour le ministre. Établie par {by.organisation.name}, {jour(found['now'])} à "
        f"{heure(found['now'])}.",
        "source": f"Source\u00a0: Benkan, {jour(found['counted_at'])} à {heure(found['counted_at'])}. "
        "Un retour n’est pas une personne.",
        "came": [
            f"Retours enregistrés cette semaine\u00a0: {nombre(found['returned'])} "
            f"(la précédente\u00a0: {nombre(found['before'])}).",
            f"Première aide reçue\u00a0: {nombre(aided.served)} sur {nombre(aided.due)}{median}.",
        ],
        "waits": [[one["label"], nombre(one["count"]), one["longest"] or "–"] for one in found["waits"]],
        "grants": [
            [
                typeset.short(one.funder),
                typeset.short(one.grant),
                *(montant(sum) for sum in (one.amount, one.assigned, one.paid, one.left)),
            ]
            for one in grants[:GRANTS]
        ],
        "grants_more": _more(len(grants) - GRANTS, "autre subvention,autres subventions"),
        "asked": [typeset.short(one, 160) for one in decisions[:DECISIONS]],
        "asked_more": _more(len(decisions) - DECISIONS, "autre décision,autres décisions"),
    }


def asked() -> list[str]:
    """What only somebody above can settle, each with its number, its sum and whom it waits for."""
    funding = [
        f"{one.payer}\u00a0: financer {pluriel(one.count, 'demande retenue,demandes retenues')}, {montant(one.amount)}."
        for one in waiting.unfunded()
    ]
    sittings = [
        f"{one.payer}\u00a0: tenir une séance pour {pluriel(one.count, 'demande')}, {montant(one.amount)}."
        for one in waiting.undecided()
    ]
    late = waiting.unanswered(clock.now())
    answers = [f"Tous\u00a0: répondre à {pluriel(late, 'orientation')} dont le délai est passé."] if late else []
    return funding + sittings + answers


def _awaited(step: cohorts.Step) -> str:
    """« Plan soumis », or « Première aide : sans aide notée »: who waits is called as on the board."""
    return step.label if step.without == cohorts.Step.without else f"{step.label}\u00a0: {step.without}"


def _more(count: int, words: str) -> str:
    return f"Et {pluriel(count, words)}, sur la page de la note." if count > 0 else ""


def _week(last: dt.date) -> cohorts.Group:
    """The returns of the seven days that end on a day."""
    first = last - WEEK + dt.timedelta(days=1)
    return cohorts.count(cohorts.Scope(first, last, clock.now()), "mois").whole
