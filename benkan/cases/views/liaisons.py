"""She comes unannounced with the card of another actor: serve her, ask whoever holds it; and the holder's answer."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.arrivals.forms.counts import points_for
from benkan.arrivals.permissions import AID, LINES
from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.transfers import AskLiaisonForm, LiaisonAnswerForm, WithCardForm
from benkan.cases.models import LiaisonReceived, Transfer
from benkan.cases.permissions import OVERDUE, REFER
from benkan.cases.reads.handing import choices
from benkan.cases.reads.liaison_sheet import groups
from benkan.cases.reads.liaisons import case_of_liaison
from benkan.cases.writes.liaison import answer_nothing, ask_liaison, propose_for, serve
from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.common.permissions import Permission, check, check_either, may
from benkan.people.identifiers import number_typed
from benkan.people.models import Registration
from benkan.people.permissions import REGISTER, SEARCH
from benkan.people.views.found import answers_of, file_of, status_of

# The same words whether anybody holds the number or not.
ASKED = (
    "Si un acteur tient cette carte, il est prévenu et peut vous proposer un transfert. N’attendez pas\u00a0: "
    "servez-la."
)


@require_http_methods(["GET", "POST"])
def with_card(request):
    """Registered and helped at once; the request to the other actor leaves afterwards, and never holds her back."""
    by = request.actor
    for right in (REGISTER, LINES, AID):
        check(by, right)
    points = points_for(by, LINES)
    form = WithCardForm(answers_of(request), own_points=points)
    if form.is_valid():
        own = _own(by, form.cleaned_data["card"])
        if own is not None:
            messages.success(
                request, "Cette carte est de votre organisation\u00a0: voici son dossier. Servez-la d’ici."
            )
            return redirect("people:file", registration_id=own.pk)
        with saying(form), saying(form, "entry_point", Refused):
            return _served(request, form)
    context = {"form": form, "points": points.exists(), "cancel_url": reverse("arrivals:without_convoy")}
    return render(request, "cases/with_card.html", context, status=status_of(form))


def _own(by, card: str) -> Registration | None:
    number = number_typed(card) if card and may(by, SEARCH) else None
    return Registration.objects.filter(number=number, organisation=by.organisation_id).first() if number else None


def _served(request, form: WithCardForm):
    said = form.cleaned_data
    line = serve(by=request.actor, entry_point=said["entry_point"], answers=form.answers, aid=said["aid"])
    messages.success(request, f"Elle est enregistrée, jeton {line.token:03}. Remettez-lui sa carte.")
    if said["card"] and said["tells"] == "oui":
        try:
            ask_liaison(by=request.actor, registration=line.registration, card=said["card"], place=said["entry_point"])
            messages.success(request, ASKED)
        except Impossible as sentence:  # she is served all the same
            messages.warning(request, f"L’autre acteur n’est pas prévenu. {sentence}")
    return redirect("people:file", registration_id=line.registration_id)


@require_http_methods(["GET", "POST"])
def ask(request, registration_id):
    """The same, for somebody who is registered already."""
    registration = file_of(request, registration_id, REGISTER)
    form = AskLiaisonForm(answers_of(request))
    if form.is_valid():
        with saying(form, "card"):
            ask_liaison(
                by=request.actor, registration=registration, card=form.cleaned_data["card"],
                place=registration.destination,
            )  # fmt: skip
            messages.success(request, ASKED)
            return redirect("people:file", registration_id=registration.pk)
    context = {
        "registration": registration,
        "form": form,
        "cancel_url": reverse("people:file", args=[registration.pk]),
    }
    return render(request, "cases/ask_liaison.html", context, status=status_of(form))


@require_GET
def liaison(request, liaison_id):
    """As the holder of the card reads it. Opening it is a reading."""
    found = _found(request, liaison_id, REFER, OVERDUE)
    record(verbs.LIAISON_READ, by=request.actor, on=found, file_id=found.registration_id)
    case = case_of_liaison(found)
    crossings = choices(case, found.asker, groups().values()) if case else []
    context = {
        "liaison": found,
        "acts": may(request.actor, REFER) and not found.answer,
        "case": case,
        "refused": [(one.group.label, one.refusal) for one in crossings if one.refusal],
        "handed": [one.group.label for one in crossings if not one.refusal],
        "answers": LiaisonAnswerForm().fields["answer"].choices,
        "transfer": Transfer.objects.filter(liaison=found.request_id).order_by("-sent_at").first(),
    }
    return render(request, "cases/liaison.html", context)


@require_POST
def propose(request, liaison_id):
    found = _found(request, liaison_id, REFER)
    try:
        made = propose_for(by=request.actor, liaison=found)
    except (Impossible, Refused) as sentence:
        messages.warning(request, str(sentence))
        return redirect("cases:liaison", liaison_id=found.pk)
    messages.success(request, f"Le transfert est proposé à {found.asker.name}.")
    return redirect("cases:transfer", transfer_id=made.pk)


@require_POST
def nothing(request, liaison_id):
    found = _found(request, liaison_id, REFER)
    form = LiaisonAnswerForm(request.POST)
    if not form.is_valid():
        raise Impossible("Choisissez une réponse. Rien n’a été noté.")
    answer_nothing(by=request.actor, liaison=found, answer=form.cleaned_data["answer"])
    messages.success(request, "C’est noté. L’autre acteur n’en est pas averti, et continue à la servir.")
    return redirect("cases:liaison", liaison_id=found.pk)


def _found(request, liaison_id: UUID, *rights: Permission) -> LiaisonReceived:
    around = LiaisonReceived.objects.select_related("asker", "place", "registration")
    found = get_object_or_404(around, pk=liaison_id)
    check_either(request.actor, *rights)
    return found
