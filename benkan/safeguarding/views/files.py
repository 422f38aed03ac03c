"""One's restricted files, one of them, and a section of it, opened with a reason each time."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.permissions import check_either, may
from benkan.common.typography import jour
from benkan.people.views.found import answers_of, status_of
from benkan.safeguarding import verbs
from benkan.safeguarding.forms import ReasonForm
from benkan.safeguarding.kinds import Kind, Seat
from benkan.safeguarding.models import STATUSES, RestrictedFile
from benkan.safeguarding.permissions import CONFIDE, HOLD, RECEIVE
from benkan.safeguarding.reads import mine as reads
from benkan.safeguarding.reads.opened import claims_of, person_of, rows_of
from benkan.safeguarding.referents import is_authority
from benkan.safeguarding.sections import CHECK, HANDOVER, INTERVIEW, section_of
from benkan.safeguarding.views.found import restricted_file_of

PERSON = "personne"
WHO = "Qui elle est"


@require_GET
def mine(request):
    """Numbers, next steps and days; for who only confides, how many she confided. One audit row of who holds."""
    check_either(request.actor, HOLD, CONFIDE, RECEIVE)
    actor = request.actor
    holds = may(actor, HOLD) or may(actor, RECEIVE)
    files = reads.held_by(actor) if holds else RestrictedFile.objects.none()
    context = {
        "holds": holds,
        "proposals": reads.proposals(actor) if holds else [],
        "under_way": reads.listed(files.exclude(status=reads.CLOSED), actor),
        "closed": files.filter(status=reads.CLOSED).order_by("-closed_at")[: reads.SHOWN],
        "others": reads.listed(reads.of_others(actor), actor) if may(actor, HOLD) and is_authority() else None,
        "confided": reads.confided(actor) if may(actor, CONFIDE) else None,
    }
    if may(actor, HOLD):  # of who confides, the hour of this row beside her opening of a file would tell of whom
        record(verbs.LISTED, by=actor)
    return render(request, "safeguarding/mine.html", context)


@require_GET
def one(request, file_id):
    """Where it stands and what can be done; neither a name nor a word of it."""
    file = restricted_file_of(request, file_id)
    seat = reads.seat_of(request.actor, file)
    sections = reads.sections_shown(file)
    under_way = file.status != reads.CLOSED
    context = {
        "file": file,
        "state": STATUSES[file.status],
        "seat": Seat(seat).label if seat else "",
        "alone": not reads.has_deputy(file),
        "next_step": reads.next_step(file),
        "due": reads.due_words(file, clock.today()),
        "sections": [
            {"section": section, "count": count, "last": last, "write": _write_url(file, section) if under_way else ""}
            for section, count, last in sections
        ],
        "thread": _thread(file),
        "under_way": under_way,
        "child": file.kind == Kind.CHILD,
    }
    record(verbs.OPENED, by=request.actor, on=file)
    return render(request, "safeguarding/file.html", context)


@require_http_methods(["GET", "POST"])
def read(request, file_id, section):
    """The reason first; then, in the answer to it alone, what the section holds."""
    file = restricted_file_of(request, file_id)
    known = section_of(file.kind, section)
    if known is None and section != PERSON:
        raise Http404
    form = ReasonForm(answers_of(request))
    label = known.label if known else WHO
    around = {"file": file, "label": label, "cancel_url": reverse("safeguarding:file", args=[file.pk])}
    if not form.is_valid():
        return render(request, "safeguarding/reason.html", {**around, "form": form}, status=status_of(form))
    record(verbs.READ, by=request.actor, on=file, fields=[section], reason=form.reason)
    context = {
        **around,
        "section": known,
        "person": person_of(file) if known is None or section == HANDOVER else None,
        "rows": rows_of(file, known) if known else [],
        "claims": claims_of(file, request.actor.account_id) if section == CHECK else None,
        "under_way": file.status != reads.CLOSED,
        "grown": file.grown_at,
    }
    template = "safeguarding/handover.html" if section == HANDOVER else "safeguarding/section.html"
    return render(request, template, context)


def _write_url(file: RestrictedFile, section) -> str:
    """Where one writes in a section; "" where nobody does by hand."""
    if section.code == INTERVIEW:
        return reverse("safeguarding:interview", args=[file.pk])
    if section.code == CHECK:
        return reverse("safeguarding:claim", args=[file.pk])
    return reverse("safeguarding:write", args=[file.pk, section.code]) if section.by_form else ""


def _thread(file: RestrictedFile) -> list[dict]:
    return [
        {"day": row.at, "when": jour(row.at), "words": STATUSES[row.status], "state": "done"}
        for row in file.statuses.order_by("at", "id")
    ]
