"""The « fiche flash » of a convoy: one A4 page, without a name, for the actors of its entry point."""

from pathlib import Path

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.arrivals import verbs
from benkan.arrivals.desk import find_desk
from benkan.arrivals.permissions import SEE
from benkan.arrivals.reads.flash import Call, Doing, Flash, flash
from benkan.audit.writes import record
from benkan.common import clock, typeset
from benkan.common.permissions import check
from benkan.common.responses import pdf_answer
from benkan.common.typography import heure, jour, nombre, pluriel

TEMPLATE = Path(__file__).resolve().parent.parent / "sheets" / "flash.typ"
# What fits one page, whatever was noted; the rest is on the screen.
ACTORS, DOING = 8, 12
MINIMUM = "Une personne aidée par deux acteurs compte deux fois parmi les aidés\u00a0: ce qui reste est un minimum."


@require_GET
def sheet(request, convoy_id):
    """One audit row."""
    desk, found = _found(request, convoy_id, verbs.FLASH_READ)
    context = {"desk": desk, "flash": found, "actors": found.counted.actors, "now": clock.now(), "minimum": MINIMUM}
    return render(request, "arrivals/flash.html", context)


@require_GET
def file(request, convoy_id):
    """The same sheet as a PDF of one page. One audit row."""
    desk, found = _found(request, convoy_id, verbs.FLASH_TAKEN)
    now = clock.now()
    content = typeset.pdf(TEMPLATE, printed(desk.name, found, request.actor.organisation.name, now), at=now)
    return pdf_answer(content, f"fiche-flash-{desk.convoy.arrives_on:%Y-%m-%d}.pdf")


def _found(request, convoy_id, verb):
    desk = find_desk(request.actor, convoy_id)
    check(request.actor, SEE)
    record(verb, by=request.actor, on=desk.convoy)
    return desk, flash(desk.counts)


def printed(name: str, found: Flash, by: str, now) -> dict:
    """The figures of the page, as the texts of the sheet; `by` is the organisation that takes it."""
    counted, actors = found.counted, found.counted.actors
    first = f" Première aide notée à {heure(found.first_aid)}." if found.first_aid else ""
    return {
        "title": f"Fiche flash\u00a0: {name}",
        "demo": settings.DEMO,
        "about": f"État le {jour(now)} à {heure(now)}. Sans aucun nom.",
        "for_whom": f"Pour les acteurs de ce point d’entrée, à ne pas diffuser. Prise par {by}.",
        "source": "Source\u00a0: annonces, comptages et aide de chaque acteur, Benkan.",
        "counted": [f"{sentence[:1].upper()}{sentence[1:]}." for sentence in _counted(counted)],
        "actors": [
            [
                typeset.short(one.organisation.name),
                *(nombre(row.total if row else None) for row in (one.announced, one.counted)),
                nombre(one.registered),
            ]
            for one in actors[:ACTORS]
        ],
        "actors_more": _more(len(actors) - ACTORS),
        "calls": [[one.label, nombre(one.seen), nombre(one.given), _left(one)] for one in found.calls],
        "note": MINIMUM + first,
        "doing": [
            [typeset.short(one.organisation.name), one.organisation.phone or "–", _given(one)]
            for one in found.doing[:DOING]
        ],
        "doing_more": _more(len(found.doing) - DOING),
    }


def _counted(counted) -> list[str]:
    count = counted.counted
    parts = [f"comptés\u00a0: {count.parts}"] if count and count.parts else []
    return [counted.gap, *parts, *([f"vu au tri\u00a0: {count.triage}"] if count and count.triage else [])]


def _left(one: Call) -> str:
    if one.left is None:
        return "pas compté"
    return f"au moins {one.left_words}" if one.left else "rien de connu"


def _given(one: Doing) -> str:
    return ", ".join(f"{label.lower()} à {nombre(count)}" for label, count in one.aid.items()) or "rien de noté"


def _more(count: int) -> str:
    return f"Et {pluriel(count, 'autre acteur,autres acteurs')}, sur la page de la fiche." if count > 0 else ""
