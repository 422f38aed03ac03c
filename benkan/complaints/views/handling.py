"""Recipients: their queue, one complaint, its examination, answer, handing over and end."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.common.typography import jour
from benkan.complaints import reads, verbs, writes
from benkan.complaints.forms import AnswerForm, ExaminationForm, HandOverForm
from benkan.complaints.kinds import Said
from benkan.complaints.lifecycle import ANSWERED, ANSWERS, LABELS, MOVES, UNANSWERED, Status
from benkan.complaints.models import Copy
from benkan.complaints.permissions import HANDLE
from benkan.complaints.writes.handing import may_receive
from benkan.complaints.writes.handling import closes_on, why_not_yet
from benkan.organisations.models import Organisation

OTHERS = "l’autre destinataire"
TALK = "la personne, au guichet"


@require_GET
def queue(request):
    """One's complaints, what is hers to answer first, late said. Nothing sealed is opened, no count is kept."""
    check(request.actor, HANDLE)
    waiting, closed = reads.queue(request.actor)
    record(verbs.LISTED, by=request.actor)
    return render(request, "complaints/queue.html", {"waiting": waiting, "closed": closed})


@require_GET
def one(request, complaint_id):
    """One complaint, whole: each opening is a reading."""
    copy = _found(request, complaint_id)
    record(verbs.READ, by=request.actor, on=copy.complaint)
    return _page(request, copy)


@require_POST
def examine(request, complaint_id):
    copy = _found(request, complaint_id)
    writes.examine(by=request.actor, complaint=copy.complaint)
    messages.success(request, "L’examen est commencé\u00a0: qui demande avec son numéro l’apprend.")
    return redirect("complaints:one", complaint_id=copy.complaint_id)


@require_POST
def write_note(request, complaint_id):
    copy = _found(request, complaint_id)
    form = ExaminationForm(request.POST)
    if form.is_valid():
        with saying(form):
            writes.write_note(by=request.actor, complaint=copy.complaint, words=form.cleaned_data["words"])
            messages.success(request, "La note est gardée.")
            return redirect("complaints:one", complaint_id=copy.complaint_id)
    return _page(request, copy, form)


@require_http_methods(["GET", "POST"])
def answer(request, complaint_id):
    """Answer, in words that can be said."""
    copy = _found(request, complaint_id)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with saying(form):
            writes.answer(by=request.actor, complaint=copy.complaint, words=form.cleaned_data["words"])
            messages.success(
                request, "La réponse est gardée. Elle est lue à qui donne le numéro et les quatre chiffres."
            )
            return redirect("complaints:one", complaint_id=copy.complaint_id)
    return _form(request, copy, form, "Répondre", "Garder cette réponse")


@require_http_methods(["GET", "POST"])
def hand_over(request, complaint_id):
    """Another recipient takes it: named by her organisation, since names are her own."""
    copy = _found(request, complaint_id)
    able = may_receive(by=request.actor, complaint=copy.complaint, copy=copy)
    names = dict(Organisation.objects.filter(pk__in=[one.organisation_id for one in able]).values_list("pk", "name"))
    choices = [(str(one.account_id), f"Chargé des plaintes, {names[one.organisation_id]}") for one in able]
    form = HandOverForm(choices, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with saying(form):
            to = UUID(form.cleaned_data["to"])
            writes.hand_over(by=request.actor, complaint=copy.complaint, account_id=to)
            messages.success(request, "La plainte est confiée. Vos notes restent à vous.")
            return redirect("complaints:queue")
    return _form(request, copy, form, "Confier à un autre destinataire", "Confier cette plainte", none=not choices)


@require_POST
def told(request, complaint_id):
    copy = _found(request, complaint_id)
    writes.say_told(by=request.actor, complaint=copy.complaint)
    messages.success(request, "C’est noté\u00a0: la réponse lui est dite.")
    return redirect("complaints:one", complaint_id=copy.complaint_id)


@require_POST
def close(request, complaint_id):
    copy = _found(request, complaint_id)
    writes.close(by=request.actor, complaint=copy.complaint)
    messages.success(request, "La plainte est close.")
    return redirect("complaints:queue")


def _found(request, complaint_id: UUID) -> Copy:
    """One's own copy (404 where one has none: not even that it exists), if the right is held (403)."""
    copy = get_object_or_404(reads.copies_of(request.actor), complaint=complaint_id)
    check(request.actor, HANDLE)
    return copy


def _page(request, copy: Copy, form: ExaminationForm | None = None):
    complaint, status = copy.complaint, Status(copy.complaint.status)
    opened = reads.opened(request.actor, copy)
    mine = copy.answers
    ends_on = closes_on(complaint)
    context = {
        "shown": reads.shown(copy),
        "complaint": complaint,
        "copy": copy,
        "concerned": opened.concerned,
        "notes": opened.of(Said.NOTE),
        "answers": opened.of(Said.ANSWER),
        "contests": opened.of(Said.CONTEST),
        "thread": _thread(request.actor, copy),
        "examines": mine and Status.EXAMINED in MOVES[status],
        "may_answer": mine and status in ANSWERS,
        "may_hand_over": mine and status in UNANSWERED,
        "may_tell": status in ANSWERED and complaint.told_at is None,
        "may_close": status in ANSWERED and (ends_on is None or ends_on <= clock.today()),
        "closes_on": ends_on if status in ANSWERED and ends_on and ends_on > clock.today() else None,
        "why_not_yet": why_not_yet(complaint),
        "not_mine": not mine and status in UNANSWERED,
        "form": None if status == Status.CLOSED else form or ExaminationForm(),
    }
    return render(request, "complaints/complaint.html", context, status=422 if form is not None else 200)


def _form(request, copy: Copy, form, title: str, button: str, *, none: bool = False):
    context = {
        "form": form,
        "title": title,
        "button": button,
        "none": none,
        "complaint": copy.complaint,
        "cancel_url": reverse("complaints:one", args=[copy.complaint_id]),
    }
    return render(request, "complaints/form.html", context, status=422 if form.errors else 200)


def _thread(by, copy: Copy) -> list[dict]:
    """Where it has been, the oldest first; by whom is said of oneself only."""
    entries = [
        {
            "day": row.at,
            "when": jour(row.at),
            "words": LABELS[Status(row.status)],
            "detail": _who(by, row),
            "state": "done",
        }
        for row in copy.complaint.statuses.order_by("at", "id")
    ]
    for moment, words in (
        (copy.complaint.told_at, "Réponse dite à la personne"),
        (copy.complaint.late_at, "Délai dépassé"),
    ):
        if moment:
            entries.append({"day": moment, "when": jour(moment), "words": words, "state": "done"})
    return sorted(entries, key=lambda entry: entry["day"])


def _who(by, row) -> str:
    if row.by_id == by.account_id:
        return "par vous"
    return {Status.RECEIVED: TALK, Status.CONTESTED: TALK}.get(Status(row.status), f"par {OTHERS}")
