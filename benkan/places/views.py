"""Pages of the reference of places: the list, a place, and the forms that correct it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.common.forms import saying
from benkan.common.permissions import check, may
from benkan.common.typography import pluriel
from benkan.places import forms, writes
from benkan.places.models import Level, Place
from benkan.places.permissions import CORRECT
from benkan.places.reads import facing, matching, told

PAGE = 50


@require_GET
def place_list(request):
    """Search first; the level filter says how many answers it hides. HTMX asks for the results alone."""
    text = request.GET.get("q", "")
    level = request.GET.get("niveau", "")
    level = level if level in Level.values else ""
    page = Paginator(matching(text, level), PAGE).get_page(request.GET.get("page"))
    hidden = matching(text).count() - page.paginator.count if level else 0
    next_page = {"q": text, "niveau": level, "page": page.next_page_number()} if page.has_next() else {}
    context = {
        "q": text,
        "level": level,
        "levels": Level.choices,
        "shown": f"Niveau affiché : {Level(level).label}." if level else "",
        "hidden_words": pluriel(hidden, "autre lieu,autres lieux") if hidden else "",
        "clear": f"?{urlencode({'q': text})}",
        "page": page,
        "found": told(page.object_list, text),
        "next_url": f"?{urlencode(next_page)}" if next_page else "",
        "may_correct": may(request.actor, CORRECT),
    }
    return render(request, "places/_results.html" if request.htmx else "places/list.html", context)


@require_GET
def place(request, slug):
    """All that is known of a place, and what was corrected."""
    around = Place.objects.select_related("parent__parent__parent", "country", "region__former", "entry_point")
    found = get_object_or_404(around, slug=slug)
    children = list(found.children.select_related("entry_point"))
    context = {
        "place": found,
        "around": found.within,
        "aliases": found.aliases.all(),
        "codes": found.codes.all(),
        "divisions": [child for child in children if child.level != Level.ENTRY_POINT],
        "points": [child for child in children if child.level == Level.ENTRY_POINT],
        "facing": facing(found.entry_point) if hasattr(found, "entry_point") else [],
        "corrections": found.corrections.all(),
        "may_correct": may(request.actor, CORRECT),
    }
    return render(request, "places/place.html", context)


@dataclass(frozen=True)
class _Page:
    """A correction of one place: its form, its write, and its words."""

    form: type
    write: object
    title: str
    done: str


CORRECTIONS = {
    "correct_name": _Page(forms.NameForm, writes.correct_name, "Corriger le nom", "Le nom est corrigé."),
    "add_alias": _Page(forms.AliasForm, writes.add_alias, "Ajouter un autre nom", "Le nom est ajouté."),
    "close": _Page(forms.CloseForm, writes.close_place, "Fermer ce lieu", "Le dernier jour est noté."),
}


@require_http_methods(["GET", "POST"])
def correct(request, slug, what):
    """One of `CORRECTIONS`; the place's page shows the result."""
    check(request.actor, CORRECT)
    found, page = get_object_or_404(Place.objects.select_related("parent"), slug=slug), CORRECTIONS[what]
    form = page.form(_answers(request))
    if form.is_valid():
        with saying(form):
            page.write(by=request.actor, place=found, **form.cleaned_data)
            messages.success(request, page.done)
            return redirect("places:place", slug=slug)
    context = {"place": found, "form": form, "title": page.title, "button": page.title}
    context["cancel_url"] = reverse("places:place", args=[slug])
    return render(request, "places/correct.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def new_entry_point(request):
    check(request.actor, CORRECT)
    form = forms.EntryPointForm(_answers(request))
    if form.is_valid():
        with saying(form):
            added = writes.add_entry_point(by=request.actor, **form.cleaned_data)
            messages.success(request, "Le point d’entrée est ajouté.")
            return redirect("places:place", slug=added.slug)
    context = {"form": form, "title": "Ajouter un point d’entrée", "button": "Ajouter ce point d’entrée"}
    context["cancel_url"] = reverse("places:list")
    return render(request, "places/correct.html", context, status=422 if form.errors else 200)


def _answers(request):
    return request.POST if request.method == "POST" else None
