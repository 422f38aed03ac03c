"""A list that comes as a file: brought, its columns said, its rows decided, applied, undone."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.arrivals import verbs
from benkan.arrivals.desk import find_desk
from benkan.arrivals.files.kept import kept_since, told, written
from benkan.arrivals.files.staging import KIND, bring_file, desk_of_import, restage
from benkan.arrivals.forms.files import ColumnsForm, FileForm
from benkan.arrivals.permissions import ANNOUNCE, JOIN
from benkan.arrivals.reads.files import VIEWS, Sizes, files_of, row_of, row_page, show, sizes_of, strong_rows
from benkan.arrivals.tasks import apply_list, read_list, undo_list
from benkan.arrivals.writes.files import NO_MORE_DECISION, OPEN, apply_rows, decide_rows, leave_rest
from benkan.arrivals.writes.undoing import needs
from benkan.audit.writes import record
from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.common.permissions import Actor, check, may
from benkan.common.typography import pluriel
from benkan.organisations.jobs import defer
from benkan.people.permissions import COMPLETE, READ_FILE
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.reads.ends import dated
from benkan.workbooks.tasks import put_back
from benkan.workbooks.writes import correct_cell, enter, forget_bytes, remember_columns

STEPS = ["Déposer", "Vérifier", "Appliquer"]
WORKING = {Stage.RECEIVED, Stage.APPLYING}
STAYS_SHOWN = 50
NOW = {Stage.READ: 2, Stage.APPLYING: 3, Stage.APPLIED: 3}


@require_http_methods(["GET", "POST"])
def bring(request, convoy_id=None, list_id=None):
    """Choose the file; the worker reads it."""
    by = request.actor
    desk = find_desk(by, convoy_id, list_id)
    check(by, JOIN)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FileForm(*posted, day=desk.day)
    if form.is_valid():
        file, arrived = form.cleaned_data["file"], form.cleaned_data["arrived"]
        with saying(form, "file"):
            source = bring_file(by=by, desk=desk, name=file.name, content=file.read(), arrived=arrived)
            defer(read_list, by=by, identifier=source.pk)
            return redirect("arrivals:file", import_id=source.pk)
    context = {"desk": desk, "form": form, "files": dated(files_of(desk)), "steps": STEPS}
    return render(request, "arrivals/bring.html", context, status=422 if form.errors else 200)


@require_GET
def file(request, import_id):
    """Where a file stands: being read, refused, its rows by what they wait for, applied, undone."""
    source, desk = _file(request, import_id)
    source = put_back(request.actor, source)
    (source,) = dated(files_of(desk).filter(pk=source.pk))
    context = {"source": source, "desk": desk, "steps": STEPS, "step": NOW.get(source.stage, 1)}
    context |= {"working": source.stage in WORKING, "open": source.stage in OPEN, "stage": Stage(source.stage).name}
    if source.stage == Stage.UNDONE:
        context |= _stays(request, source, source.reading.get("stays", []))
    if source.stage in OPEN:
        context |= _summary(source, request.actor)
        context |= _rows(request, source, context["sizes"])
    return render(request, "arrivals/file.html", context)


def _summary(source: Import, by: Actor) -> dict:
    """What the file holds and what it waits for; told again each time a row changes."""
    columns = [one for table in source.reading["tables"] for one in table["columns"]]
    sizes = sizes_of(source, may_change=may(by, COMPLETE))
    return {
        "ends": dated([source])[0].ends,
        "sizes": sizes,
        "views": [(code, words, size) for code, (words, _) in VIEWS.items() if (size := sizes.by_view[code])],
        "announces": may(by, ANNOUNCE),
        "unsure": sum(1 for one in columns if one["role"] and not one["sure"]),
        "read": sum(1 for one in columns if one["role"]),
        "unread": sum(1 for one in columns if not one["role"]),
        "left_out": [(one["name"], row, why) for one in source.reading["sheets"] for row, why in one["left_out"]],
        "persons": sum(table["rows"] for table in source.reading["tables"]),
    }


def _rows(request, source: Import, sizes: Sizes) -> dict:
    page = row_page(source, sizes, view=request.GET.get("voir", ""), after=request.GET.get("apres", ""))
    record(verbs.FILE_READ, by=request.actor, on=source, fields=[page.view], count=len(page.rows))
    return {
        "page": page,
        "view": page.view,
        "next_url": f"?voir={page.view}&apres={page.next_key}" if page.next_key else "",
    }


@require_http_methods(["GET", "POST"])
def columns(request, import_id):
    """What each column holds; what is corrected is remembered for such titles, and the file is read again."""
    source, desk = _file(request, import_id, held=request.method == "POST")
    if source.stage not in (Stage.READ, Stage.REFUSED) or not source.reading:
        raise Impossible(
            "Les colonnes se disent avant d’appliquer. Annulez d’abord cette liste, ou corrigez ses lignes."
        )
    tables = source.reading["tables"]
    form = ColumnsForm(request.POST if request.method == "POST" else None, tables=tables)
    if form.is_valid():
        if form.changed:
            _say_columns(request, source, form)
        return redirect("arrivals:file", import_id=source.pk)
    context = {"source": source, "desk": desk, "form": form, "steps": STEPS}
    return render(request, "arrivals/columns.html", context, status=422 if form.errors else 200)


def _say_columns(request, source: Import, form: ColumnsForm) -> None:
    by = request.actor
    for table, column, role in form.changed:
        source.mapping.setdefault(table["sheet"], {})[column["letter"]] = role
    source.save(update_fields=["mapping"])
    remember_columns(by=by, kind=KIND, roles={one["key"]: role for _, one, role in form.changed if one["key"]})
    record(verbs.FILE_MAPPED, by=by, on=source, count=len(form.changed))
    enter(by=by, source=source, stage=Stage.RECEIVED)
    defer(read_list, by=by, identifier=source.pk)
    messages.success(request, "Colonnes notées. Elles seront proposées ainsi la prochaine fois.")


@require_POST
def row(request, import_id, row_id):
    """One row: a cell corrected, a question answered, or the row applied alone."""
    source, desk = _open_file(request, import_id)
    found = row_of(source, row_id)
    if found is None:
        raise Http404
    wrong = ""
    try:
        with transaction.atomic():
            found, said = _act(request, source, found)
    except Impossible as sentence:
        found, said, wrong = row_of(source, row_id), "", str(sentence)
    if request.htmx:  # said where one looks, and where the focus goes
        told = {"source": source, "desk": desk, "one": show(source, found), "open": True, "again": True}
        told |= {"said": said, "wrong": wrong, "view": request.POST.get("voir", "")}
        return render(request, "arrivals/_file_row_again.html", told | _summary(source, request.actor))
    if wrong or said:
        (messages.error if wrong else messages.success)(request, wrong or said)
    back = request.POST.get("voir", "")
    return redirect(f"{reverse('arrivals:file', args=[source.pk])}?voir={back if back in VIEWS else ''}#lignes")


def _act(request, source: Import, found: Row) -> tuple[Row, str]:
    """Do what was asked of a row; gives it as it stands now, and what to say of it."""
    by, said = request.actor, ""
    if "corriger" in request.POST:
        for name, text in request.POST.items():
            letter = name.removeprefix("cellule-")
            if letter != name and letter in found.cells:
                found = correct_cell(by=by, row=found, letter=letter, text=text[:200])
        found = restage(by=by, row=found)
        record(verbs.ROW_DECIDED, by=by, on=source, fields=["correction"])
    elif "appliquer" in request.POST:
        apply_rows(by=by, source=source, only=found)
        found, said = row_of(source, found.pk), f"Ligne {found.number} appliquée."
        source.refresh_from_db(fields=["stage", "reading", "options"])
    elif (decision := request.POST.get("decision", "")) in ("", *Row.Decision):
        decide_rows(by=by, source=source, rows=[found], decision=decision)
        source.refresh_from_db(fields=["stage", "reading", "options"])
    return found, said


@require_POST
def attach_strong(request, import_id):
    """The questions to which one file of ours answers strongly, and alone: attached at once, each can be taken back."""
    source, _ = _open_file(request, import_id)
    rows = strong_rows(source)
    decide_rows(by=request.actor, source=source, rows=rows, decision=Row.Decision.ATTACH)
    messages.success(request, f"{pluriel(len(rows), 'ligne rattachée,lignes rattachées')}, à appliquer.")
    return redirect("arrivals:file", import_id=source.pk)


@require_POST
def leave(request, import_id):
    """All the rows that wait for a correction or a decision: left aside, each can be taken up again."""
    source, _ = _open_file(request, import_id)
    count = leave_rest(by=request.actor, source=source)
    messages.success(request, f"{pluriel(count, 'ligne laissée,lignes laissées')}.")
    return redirect("arrivals:file", import_id=source.pk)


@require_POST
def apply(request, import_id):
    """All the rows that are ready, by the worker."""
    source, _ = _file(request, import_id)
    enter(by=request.actor, source=source, stage=Stage.APPLYING)
    defer(apply_list, by=request.actor, identifier=source.pk)
    return redirect("arrivals:file", import_id=source.pk)


@require_http_methods(["GET", "POST"])
def undo(request, import_id):
    """What undoing takes back, and what stays because somebody worked on it since; then the undoing, by the worker."""
    source, desk = _file(request, import_id)
    if source.stage == Stage.EMPTIED:
        raise Impossible(
            "Les réponses de cette liste ont été effacées, à leur terme\u00a0: elle ne s’annule plus. Annulez les "
            "dossiers un par un."
        )
    if source.stage != Stage.APPLIED:
        raise Impossible("Cette liste n’est pas appliquée\u00a0: il n’y a rien à annuler.")
    if other := needs(source):
        context = {"source": source, "desk": desk, "other": other}
        return render(request, "arrivals/undo.html", context, status=422 if request.method == "POST" else 200)
    if request.method == "POST":
        enter(by=request.actor, source=source, stage=Stage.APPLYING)
        defer(undo_list, by=request.actor, identifier=source.pk)
        return redirect("arrivals:file", import_id=source.pk)
    rows = list(source.rows.exclude(applied_at=None))
    kept = kept_since(rows)
    gone = pluriel(len(rows) - len(kept), "ligne est retirée,lignes sont retirées")
    announced = " Son annonce du convoi est retirée." if "announcement" in source.options else ""
    consequence = (
        f"{gone}. Les dossiers faits par la liste sont annulés, ceux qu’elle avait complétés sont remis comme avant."
        f"{announced}"
    )
    context = {"source": source, "desk": desk, "consequence": consequence}
    context |= _stays(request, source, [written(row, kept[row.pk]) for row in rows if row.pk in kept])
    return render(request, "arrivals/undo.html", context)


def _stays(request, source: Import, stays: list) -> dict:
    """Who stays when a list is undone, and why: names are read, which is one row of the audit."""
    if stays:
        record(verbs.FILE_READ, by=request.actor, on=source, fields=["restent"], count=len(stays[:STAYS_SHOWN]))
    return {
        "kept": len(stays),
        "stays": told(stays[:STAYS_SHOWN]),
        "more": max(len(stays) - STAYS_SHOWN, 0),
        "opens": may(request.actor, READ_FILE),
    }


@require_POST
def drop(request, import_id):
    """A file that shall not be applied; its bytes are forgotten."""
    source, desk = _file(request, import_id, held=True)
    enter(by=request.actor, source=source, stage=Stage.DROPPED)
    source.rows.all().delete()
    forget_bytes(source=source)
    record(verbs.FILE_DROPPED, by=request.actor, on=source)
    messages.success(request, "Le fichier est laissé. Rien n’a été écrit.")
    return redirect(desk.home)


def _open_file(request, import_id):
    """The same, held, for whoever decides upon its rows; refused while the worker writes them."""
    source, desk = _file(request, import_id, held=True)
    if source.stage not in OPEN:
        raise Impossible(NO_MORE_DECISION)
    return source, desk


def _file(request, import_id, *, held: bool = False):
    """A file of one's own organisation, with its arrival; anything else does not exist for the asker. `held`: nobody
    else decides upon it meanwhile; what the worker is writing is not waited for."""
    source = get_object_or_404(Import.objects.defer("content").select_related("by"), pk=import_id, kind=KIND)
    check(request.actor, JOIN)
    if held and source.stage not in WORKING:
        source = Import.objects.select_for_update(of=("self",)).defer("content").select_related("by").get(pk=source.pk)
    try:
        return source, desk_of_import(request.actor, source)
    except Refused as refusal:  # the organisation left the entry point since
        raise Http404 from refusal
