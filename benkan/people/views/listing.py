"""The list of files: search first."""

from urllib.parse import urlencode
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.common.permissions import check, may
from benkan.common.typography import pluriel
from benkan.people import reads, verbs
from benkan.people.alike import NOT_SEARCHED, Alike, NotSearched, alike, make_ready
from benkan.people.forms.told import ToldForm
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.people.permissions import EXPORT, SEARCH
from benkan.people.reads.area import in_area
from benkan.people.views.shown import state
from benkan.people.words import age_words, destination_words

# What each filter shows; the first one hides who is only announced and what was annulled, and says so.
FILTERS = {
    "": ("Dossiers en cours", {Status.REGISTERED, Status.COMPLETED}),
    "annonces": ("Annoncés, pas encore reçus", {Status.SIGNALLED}),
    "a-completer": ("À compléter", {Status.REGISTERED}),
    "completes": ("Complétés", {Status.COMPLETED}),
    "annules": ("Annulés", {Status.ANNULLED}),
}
LONGEST = 120


@require_GET
def search(request):
    """Find a file, or read the list; HTMX asks for the results alone. One audit row: filters and count, no text."""
    check(request.actor, SEARCH)
    text = request.GET.get("q", "").strip()[:LONGEST]
    chosen = request.GET.get("etat", "")
    chosen = chosen if chosen in FILTERS else ""
    label, shown = FILTERS[chosen]
    everywhere = Registration.objects.exclude(status=Status.ERASED).select_related("destination")
    files = in_area(request.actor, SEARCH, everywhere)
    in_filter, carded = files.filter(status__in=shown), everywhere.filter(status__in=shown)
    form = ToldForm(request.GET)
    form.is_valid()
    asks = bool(text or form.said)
    if not asks:
        make_ready()
    found = reads.search(text, in_filter, carded) if asks else reads.listed(after=_after(request), files=in_filter)
    resembling, failed = _resembling(text, form, found, in_filter) if asks else ({}, "")
    filters = [found.by or "nom", *form.said] + (["etat"] if chosen else [])
    record(verbs.SEARCHED, by=request.actor, fields=filters, count=len(found))
    context = {
        "q": text,
        "form": form,
        "failed": failed,
        "asks": asks,
        "state": chosen,
        "filters": [(key, words) for key, (words, _) in FILTERS.items()],
        "found": found,
        "may_export": may(request.actor, EXPORT) and not asks,
        "limited": request.actor.places_for(SEARCH) is not None,
        "rows": [_row(registration, resembling.get(registration.pk)) for registration in found],
        "shown": f"Affichés\u00a0: {label.lower()}.",
        "hidden": _hidden(text, files.exclude(status__in=shown)),
        "clear": f"?{_said(text, form)}" if chosen else "",
        "said": _said(text, form),
        "next_url": "" if asks or not found.more else f"?{urlencode({'etat': chosen, 'apres': found[-1].pk})}",
    }
    return render(request, "people/parts/results.html" if request.htmx else "people/search.html", context)


def _resembling(text: str, form: ToldForm, found: reads.Answer, files: QuerySet) -> tuple[dict[UUID, Alike], str]:
    """What the engine says of each file, or why it says nothing; those that it finds join the others, the likeliest
    first.

    A number is looked up, not compared; and one word of a name, of which too many have a file, says nothing more.
    """
    if found.sentence or any(c.isdigit() for c in text) or not (form.said or " " in text):
        return {}, ""
    try:
        resembling = {one.registration_id: one for one in alike(form.told(text), beside=[one.pk for one in found])}
    except NotSearched:
        return {}, f"{NOT_SEARCHED} Voici les dossiers dont le nom répond."
    others = [pk for pk in resembling if pk not in {one.pk for one in found}]
    held = {one.pk: one for one in (*found, *files.filter(pk__in=others))}
    order = list(resembling)
    found[:] = sorted(held.values(), key=lambda one: order.index(one.pk) if one.pk in resembling else len(order))
    return resembling, ""


def _said(text: str, form: ToldForm) -> str:
    """What is asked, as an address says it."""
    return urlencode({"q": text} | {name: form.data[name] for name in form.said})


def _row(registration: Registration, resembling: Alike | None) -> dict:
    return {
        "registration": registration,
        "alike": resembling,
        "age": age_words(registration),
        "destination": destination_words(registration),
        "state": state(registration),
    }


def _hidden(text: str, others) -> str:
    """How many answer but are hidden by the filter, in words; "" where none is."""
    if not text:
        count = others.count()
        return pluriel(count, "autre dossier,autres dossiers") if count else ""
    found = reads.search(text, others)
    if not found:
        return ""
    return f"{'plus de ' if found.more else ''}{pluriel(len(found), 'autre dossier,autres dossiers')}"


def _after(request) -> UUID | None:
    try:
        return UUID(request.GET.get("apres", ""))
    except ValueError:
        return None
