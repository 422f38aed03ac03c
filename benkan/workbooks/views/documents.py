"""Take a list away: ask for it, see it made, download it."""

from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from benkan.common import clock
from benkan.common.typography import NBSP, depuis, heure, jour_court, nombre, pluriel
from benkan.organisations.doors.sure import sure_it_is_you
from benkan.workbooks.exports import KEPT, export_of, exports, prepared
from benkan.workbooks.models import Document
from benkan.workbooks.reads.documents import is_late, is_over, own_document, own_documents
from benkan.workbooks.writes.documents import ask_document, take_document

TYPES = {
    Document.Format.CSV: "text/csv; charset=utf-8",
    Document.Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
NOTHING_NEW = 204  # HTMX leaves the page as it is, and asks again
SOON, LATER = "2s", "15s"  # how often a waiting page asks
HOURS = int(KEPT.total_seconds() // 3600)


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def ask(request, kind, target=None):
    """What a list holds and how many rows, before it is asked for; asking is sending the form."""
    export = export_of(kind)
    if bool(export.target) != (target is not None):
        raise Http404
    filters = export.asked(request.GET, target or "")
    listed = prepared(request.actor, export, filters)
    wrong = ""
    if request.method == "POST":
        if request.POST.get("format") in Document.Format.values:
            ask_document(by=request.actor, export=export, filters=filters, file_format=request.POST["format"])
            messages.success(request, "La liste est demandée. Elle paraît ici dès qu’elle est prête.")
            return redirect("exports:mine")
        wrong = "Choisissez Excel ou CSV."
    context = {"listed": listed, "columns": [one.title for one in listed.headings], "hours": HOURS, "wrong": wrong}
    return render(request, "workbooks/documents/ask.html", context, status=422 if wrong else 200)


@require_GET
def mine(request):
    """One's own documents. While one is being made the page asks for itself again; nothing new is answered by 204."""
    rows = [_row(document) for document in own_documents(request.actor)]
    seen = sha256("".join(f"{row['id']}{row['state']}" for row in rows).encode()).hexdigest()[:12]
    if request.htmx and request.GET.get("vu") == seen:
        return HttpResponse(status=NOTHING_NEW)
    waiting = [row for row in rows if row["waiting"]]
    context = {
        "rows": rows,
        "seen": seen,
        "every": "" if not waiting else LATER if all(row["late"] for row in waiting) else SOON,
        "hours": HOURS,
    }
    part = "workbooks/documents/_mine.html" if request.htmx else "workbooks/documents/mine.html"
    return render(request, part, context)


@require_GET
def take(request, document_id):
    """The file, to who asked for it; anybody else learns nothing."""
    document = own_document(request.actor, document_id)
    if document is None:
        raise Http404
    content = take_document(by=request.actor, document=document)
    answer = HttpResponse(content, content_type=TYPES[document.format])
    answer["Content-Disposition"] = content_disposition_header(True, str(document))
    answer["Cache-Control"] = "private, no-store"  # names stay out of every cache on the way
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _row(document: Document) -> dict:
    """A document as the page tells it."""
    tone, words, detail = _state(document)
    return {
        "id": document.pk,
        "name": document.name,
        "format": document.get_format_display(),
        "asked": f"{jour_court(document.asked_at)} à {heure(document.asked_at)}",
        "tone": tone,
        "state": words,
        "detail": detail,
        "ready": document.stage == Document.Stage.READY and document.held and not is_over(document),
        "waiting": document.stage == Document.Stage.ASKED,
        "late": is_late(document),
        "content": "" if document.rows is None else f"{pluriel(document.rows, 'ligne')}, {weight(document.size)}",
        "again": "" if document.stage == Document.Stage.ASKED and not is_late(document) else _address(document),
    }


def _state(document: Document) -> tuple[str, str, str]:
    """Tone, state in a word, and what to know or do."""
    if document.stage == Document.Stage.FAILED:
        return (
            "late",
            "échec",
            "La préparation n’a pas abouti, aucun fichier n’est gardé. Demandez-le de nouveau. Si cela se répète, "
            "dites-le à l’administrateur de votre organisation, avec l’heure.",
        )
    if is_late(document):
        return (
            "late",
            "en attente",
            f"La préparation dure depuis plus de {depuis(document.asked_at)}, ce qui n’est pas normal. Demandez-le de "
            "nouveau, ou dites-le à l’administrateur de votre organisation.",
        )
    if document.stage == Document.Stage.ASKED:
        return "soon", "en préparation", "La page se met à jour d’elle-même."
    if not document.held or is_over(document):
        return "", "effacé d’ici", f"{HOURS}{NBSP}h ont passé depuis qu’il était prêt."
    left = document.ready_at + KEPT - clock.now()
    return "ok", "prêt", f"Depuis {depuis(document.ready_at)}, effacé d’ici dans {depuis(left)}."


def _address(document: Document) -> str:
    """Where the same list is asked for again; "" for a kind that is no more."""
    export = exports().get(document.kind)
    if export is None:
        return ""
    filters = dict(document.filters)
    target = filters.pop(export.target, None)
    place = [export.kind, target] if target else [export.kind]
    address = reverse("exports:ask_of" if target else "exports:ask", args=place)
    return f"{address}?{urlencode(filters)}" if filters else address


def weight(size: int) -> str:
    """Bytes as people say them: « 12 Ko », « 1,4 Mo »."""
    if size < 1_000_000:
        return f"{nombre(max(round(size / 1000), 1))}{NBSP}Ko"
    return f"{nombre(size / 1_000_000, 1)}{NBSP}Mo"
