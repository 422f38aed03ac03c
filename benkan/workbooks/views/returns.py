"""A list that was filled in elsewhere: brought back, its differences looked at, written."""

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.organisations.jobs import defer
from benkan.workbooks import verbs
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.reads.ends import dated
from benkan.workbooks.returns import returning_of, returns
from benkan.workbooks.tasks import put_back, read_back, write_back
from benkan.workbooks.writes import enter
from benkan.workbooks.writes.returns import (
    OPEN,
    apply_brought_back,
    bring_back,
    drop_brought_back,
    leave_row,
    waiting,
)

STEPS = ["Déposer", "Vérifier", "Écrire"]
WORKING = {Stage.RECEIVED, Stage.APPLYING}
SHOWN = 100
VIEWS = {
    "changent": ("Changent", Row.Outcome.CHANGED),
    "refusees": ("Refusées", Row.Outcome.REFUSED),
    "identiques": ("Ne changent rien", Row.Outcome.SAME),
}


class FileForm(forms.Form):
    file = forms.FileField(
        label="Fichier",
        help_text="La liste emportée d’ici, remplie\u00a0: Excel, OpenDocument ou CSV",
        max_length=250,
        widget=forms.FileInput,
        error_messages={
            "required": "Choisissez le fichier à rapporter.",
            "empty": "Ce fichier est vide\u00a0: déposez celui que vous avez rempli.",
            "max_length": "Le nom de ce fichier est trop long. Raccourcissez-le, puis déposez-le de nouveau.",
        },
    )


@require_http_methods(["GET", "POST"])
def bring(request, kind):
    """Choose the file; the worker reads it."""
    by, returning = request.actor, returning_of(kind)
    check(by, returning.permission)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*posted)
    if form.is_valid():
        file = form.cleaned_data["file"]
        with saying(form, "file"):
            source = bring_back(by=by, returning=returning, name=file.name, content=file.read())
            defer(read_back, by=by, identifier=source.pk)
            return redirect("returns:file", import_id=source.pk)
    own = Import.objects.filter(kind=kind, by_id=by.account_id).defer("content")
    context = {
        "returning": returning,
        "form": form,
        "files": dated(own[:10]),
        "steps": STEPS,
        "export": reverse("exports:ask", args=[kind]),
        "home": _home(returning),
    }
    return render(request, "workbooks/returns/bring.html", context, status=422 if form.errors else 200)


@require_GET
def file(request, import_id):
    """What the file would change, row by row; one audit row once it is read."""
    source = put_back(request.actor, _file(request, import_id))
    returning = returning_of(source.kind)
    counts = {view: _rows(source, view).count() for view in VIEWS}
    chosen = request.GET.get("voir") or next((view for view, count in counts.items() if count), "changent")
    if chosen not in VIEWS:
        raise Http404
    rows = list(_rows(source, chosen)[:SHOWN])
    if source.stage in OPEN:
        record(verbs.LIST_READ, by=request.actor, on=source, fields=[chosen], count=len(rows))
    context = {
        "source": dated([source])[0],
        "stage": Stage(source.stage).name,
        "working": source.stage in WORKING,
        "open": source.stage in OPEN,
        "returning": returning,
        "home": _home(returning),
        "steps": STEPS,
        "views": [(view, VIEWS[view][0], count) for view, count in counts.items()],
        "view": chosen,
        "rows": rows,
        "hidden": max(counts[chosen] - len(rows), 0),
        "ready": waiting(source).filter(outcome=Row.Outcome.CHANGED).count(),
        "applied": source.rows.exclude(applied_at=None).count(),
    }
    return render(request, "workbooks/returns/file.html", context)


@require_POST
def write(request, import_id):
    """All that changes something is written by the worker."""
    source = _file(request, import_id)
    enter(by=request.actor, source=source, stage=Stage.APPLYING)
    defer(write_back, by=request.actor, identifier=source.pk)
    return redirect("returns:file", import_id=source.pk)


@require_POST
def row(request, import_id, row_id):
    """One row is written by itself, or left."""
    source = _file(request, import_id)
    one = get_object_or_404(Row, pk=row_id, source=source)
    if request.POST.get("laisser"):
        leave_row(by=request.actor, source=source, row=one)
        messages.success(request, "La ligne est laissée.")
    else:
        apply_brought_back(by=request.actor, source=source, only=one)
        messages.success(request, "La ligne est écrite.")
    return redirect("returns:file", import_id=source.pk)


@require_POST
def drop(request, import_id):
    """Nothing of this file shall be written."""
    source = _file(request, import_id)
    drop_brought_back(by=request.actor, source=source)
    messages.success(request, "Le fichier est laissé. Rien n’a été écrit.")
    return redirect("returns:bring", kind=source.kind)


def _file(request, import_id) -> Import:
    """A file of one's own organisation, for whoever may fill in such lists; anything else does not exist."""
    mine = Import.objects.defer("content").select_related("by")
    source = get_object_or_404(mine, pk=import_id, kind__in=list(returns()))
    check(request.actor, returning_of(source.kind).permission)
    return source


def _rows(source: Import, view: str):
    return source.rows.filter(outcome=VIEWS[view][1])


def _home(returning) -> tuple[str, str]:
    words, name = returning.home
    return words, reverse(name)
