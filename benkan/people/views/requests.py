"""What persons ask of their own data: the queue, one request, the decision, and what is done of it."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common.errors import Impossible
from benkan.common.forms import saying
from benkan.common.permissions import Permission, check, may
from benkan.common.typography import jour
from benkan.organisations.doors.sure import sure_it_is_you
from benkan.organisations.models import Account
from benkan.people import verbs, writes
from benkan.people.forms import DecisionForm, FindForm, RequestForm, RequestWithoutFileForm
from benkan.people.identifiers import number_typed
from benkan.people.models import PersonRequest, Registration
from benkan.people.permissions import ANSWER_REQUEST, COMPLETE, CONSENT, DECIDE_REQUEST, READ_FILE, REQUEST
from benkan.people.reads.requests import requests_closed, requests_waiting, shown
from benkan.people.reads.search import unreadable
from benkan.people.requests import LABELS, TO_DO, RequestKind, RequestStatus
from benkan.people.views.found import answers_of, file_of, status_of

CLOSED_SHOWN = 20
NOTED = "La demande est notée."
FIND_FIRST = "Un chargé d’accompagnement retrouve d’abord le dossier. Jusque-là, la demande se refuse seulement."


@require_GET
def queue(request):
    """The requests of one's organisation, the first due first: numbers, kinds and days, no name. One audit row."""
    check(request.actor, REQUEST)
    waiting = [shown(one) for one in requests_waiting()]
    record(verbs.REQUESTS_READ, by=request.actor, count=len(waiting))
    context = {
        "waiting": waiting,
        "closed": [shown(one) for one in requests_closed()[:CLOSED_SHOWN]],
        "decides": may(request.actor, DECIDE_REQUEST),
    }
    return render(request, "people/requests.html", context)


@require_http_methods(["GET", "POST"])
def ask(request, registration_id):
    """Note on her file what she asks."""
    registration = file_of(request, registration_id, READ_FILE)
    check(request.actor, REQUEST)
    form = RequestForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            noted = writes.note_request(by=request.actor, registration=registration, **form.cleaned_data)
            messages.success(request, f"{NOTED} Elle attend une réponse avant le {jour(noted.due)}.")
            return redirect("people:file", registration_id=registration.pk)
    context = {
        "registration": registration,
        "form": form,
        "title": "Noter une demande",
        "button": "Noter la demande",
        "sentence": "Dites-lui dans quel délai elle aura sa réponse.",
        "cancel_url": reverse("people:file", args=[registration.pk]),
    }
    return render(request, "people/form.html", context, status=status_of(form))


@require_http_methods(["GET", "POST"])
def ask_without_file(request):
    """A request that came by letter or by telephone, noted by who opens no file."""
    check(request.actor, DECIDE_REQUEST)
    form = RequestWithoutFileForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.note_request(by=request.actor, **form.cleaned_data)
            messages.success(request, f"{NOTED} Un chargé d’accompagnement retrouve le dossier, puis vous décidez.")
            return redirect("people:requests")
    sentence = "Une demande reçue sans passer par l’accueil. Un collègue qui ouvre les dossiers retrouve le sien."
    context = {"form": form, "title": "Noter une demande", "sentence": sentence, "button": "Noter la demande"}
    return render(request, "people/request_form.html", context, status=status_of(form))


@require_GET
def one(request, request_id):
    """One request: where it stands, what is to be done of it, by whom."""
    return _page(request, _found(request, request_id, REQUEST))


@require_http_methods(["GET", "POST"])
def decide(request, request_id):
    """Grant or refuse, without her name."""
    asked = _found(request, request_id, DECIDE_REQUEST)
    about = shown(asked)
    form = DecisionForm(about.number, answers_of(request))
    if form.is_valid():
        with saying(form):
            said = form.cleaned_data
            granted = said["decision"] == "accordee"
            writes.decide_request(
                by=request.actor, request=asked, granted=granted, reason=said["reason"], number=said["number"]
            )
            done = "accordée\u00a0: un chargé d’accompagnement la fait" if granted else "refusée"
            messages.success(request, f"La demande est {done}.")
            return redirect("people:requests")
    upon = f"{about.kind}, {about.number or 'dossier à retrouver'}, {about.deadline[1]}."
    context = {
        "form": form,
        "title": "Décider de la demande",
        "sentence": f"{upon} {_upon(asked)}".strip(),
        "button": "Enregistrer la décision",
        "cancel_url": reverse("people:one_request", args=[asked.pk]),
    }
    return render(request, "people/request_form.html", context, status=status_of(form))


@require_POST
def find(request, request_id):
    """Say whose request it is, by the number of her file; her name is read before, for it is not taken back."""
    asked = _found(request, request_id, ANSWER_REQUEST)
    form = FindForm(request.POST)
    if form.is_valid():
        with saying(form, "number"):
            registration = _by_number(form.cleaned_data["number"])
            if request.POST.get("sure") != str(registration.pk):
                record(verbs.SEARCHED, by=request.actor, fields=["number"], count=1)
                return _page(request, asked, form, found=registration)
            writes.find_file(by=request.actor, request=asked, registration=registration)
            done = "Le dossier est retrouvé, la décision revient au délégué. Ce qui aidait à le chercher est effacé."
            messages.success(request, done)
            return redirect("people:one_request", request_id=asked.pk)
    return _page(request, asked, form)


@require_POST
@sure_it_is_you
def answer(request, request_id):
    """Say that it is done; for an erasure, do it."""
    asked = _found(request, request_id, ANSWER_REQUEST)
    if asked.kind == RequestKind.ERASURE:
        writes.erase(by=request.actor, request=asked)
        messages.success(request, "Le dossier est effacé. Ses retours restent comptés, sans son nom.")
    else:
        writes.answer_request(by=request.actor, request=asked)
        messages.success(request, "La demande est faite.")
    return redirect("people:requests")


def _found(request, request_id: UUID, right: Permission) -> PersonRequest:
    """Under the row policy (404 where it is another organisation's), if the right is held (403)."""
    asked = get_object_or_404(PersonRequest.objects.select_related("registration"), pk=request_id)
    check(request.actor, right)
    return asked


def _by_number(typed: str) -> Registration:
    number = number_typed(typed)
    if number is None:
        raise Impossible(unreadable(typed))
    found = Registration.objects.filter(number=number).first()
    if found is None:
        raise Impossible(f"Aucun dossier de votre organisation ne porte le numéro {number}.")
    return found


def _page(request, asked: PersonRequest, form: FindForm | None = None, found: Registration | None = None):
    actor = request.actor
    does = may(actor, ANSWER_REQUEST)
    granted = asked.status == RequestStatus.GRANTED
    lost = asked.registration_id is None
    context = {
        "shown": shown(asked),
        "asked": asked,
        "thread": _thread(asked),
        "reads": may(actor, READ_FILE),
        "words": asked.words if does else "",
        "decides": may(actor, DECIDE_REQUEST) and asked.status == RequestStatus.NOTED,
        "upon": _upon(asked),
        "find": (form or FindForm()) if does and lost and asked.status in ("notee", "accordee") else None,
        "found": found,
        "to_do": TO_DO[RequestKind(asked.kind)] if does and granted and not lost else "",
        "link": _link(actor, asked) if granted and not lost else None,
        "erases": asked.kind == RequestKind.ERASURE,
    }
    return render(request, "people/one_request.html", context, status=status_of(form) if form else 200)


def _upon(asked: PersonRequest) -> str:
    """Of a request that came without a number: who found the file, and when; or that it is found first."""
    if asked.registration_id is None:
        return FIND_FIRST
    if asked.found_at is None:
        return ""
    # By hand: a join would drop the request where a policy hides who found it.
    name = Account.objects.filter(pk=asked.found_by_id).values_list("name", flat=True).first()
    return f"Dossier retrouvé par {name or 'un ancien collègue'} le {jour(asked.found_at)}."


def _link(actor, asked: PersonRequest) -> tuple[str, str] | None:
    """Where what was granted is done: words, address."""
    routes = {
        RequestKind.ACCESS: ("Imprimer son dossier", "people:print", READ_FILE),
        RequestKind.CORRECTION: ("Corriger son dossier", "people:complete", COMPLETE),
        RequestKind.OBJECTION: ("Revoir le consentement", "people:consent", CONSENT),
    }
    words, route, right = routes.get(RequestKind(asked.kind), ("", "", ANSWER_REQUEST))
    return (words, reverse(route, args=[asked.registration_id])) if route and may(actor, right) else None


def _thread(asked: PersonRequest) -> list[dict]:
    statuses = list(asked.statuses.order_by("at", "id"))
    names = dict(Account.objects.filter(pk__in={row.by_id for row in statuses}).values_list("pk", "name"))
    return [
        {
            "day": row.at,
            "when": jour(row.at),
            "words": LABELS[RequestStatus(row.status)],
            "detail": ", ".join(
                part for part in (f"par {names.get(row.by_id, 'un ancien collègue')}", row.reason) if part
            ),
            "state": "done",
        }
        for row in statuses
    ]
