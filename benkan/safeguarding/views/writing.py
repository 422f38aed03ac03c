"""What the holder writes: a row of a section, an interview, places, a safe place asked for, the end."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from benkan.common.forms import saying
from benkan.people.views.found import answers_of, status_of
from benkan.safeguarding import writes
from benkan.safeguarding.forms import CloseForm, InterviewForm, PlaceForm, SectionForm
from benkan.safeguarding.kinds import Kind
from benkan.safeguarding.lifecycles.claims import ClaimStatus
from benkan.safeguarding.models import Claim, RestrictedFile
from benkan.safeguarding.reads.mine import CLOSED
from benkan.safeguarding.reads.trainings import is_trained
from benkan.safeguarding.sections import HANDOVER, Section, section_of
from benkan.safeguarding.views.found import restricted_file_of
from benkan.safeguarding.writes.interviews import UNTRAINED
from benkan.safeguarding.writes.keeping import UNVERIFIED


@require_http_methods(["GET", "POST"])
def write(request, file_id, section):
    """One more row of a section."""
    file = restricted_file_of(request, file_id)
    known = section_of(file.kind, section)
    if known is None or not known.by_form:
        raise Http404
    claims = _verified(file) if section == HANDOVER else []
    form = SectionForm(known, claims, answers_of(request))
    if form.is_valid():
        with saying(form):
            claim = Claim.objects.get(pk=form.cleaned_data["claim"]) if section == HANDOVER else None
            writes.add_row(
                by=request.actor, file=file, section=section, answers=form.answers(), day=form.cleaned_data["day"],
                claim=claim,
            )  # fmt: skip
            messages.success(request, "C’est gardé, scellé.")
            return redirect("safeguarding:file", file_id=file.pk)
    impossible = UNVERIFIED if section == HANDOVER and not claims else ""
    return _form(request, file, form, known.label, known.button, known.purpose, impossible=impossible, section=known)


@require_http_methods(["GET", "POST"])
def interview(request, file_id):
    """Only for the trained, and alone with her."""
    file = restricted_file_of(request, file_id)
    if file.kind != Kind.TRAFFICKING:
        raise Http404
    form = InterviewForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.conclude(
                by=request.actor, file=file, answers=form.answers(), alone=form.cleaned_data["alone"],
                conclusion=form.cleaned_data["conclusion"], words=form.cleaned_data["words"],
            )  # fmt: skip
            messages.success(request, "L’entretien est gardé, scellé.")
            return redirect("safeguarding:file", file_id=file.pk)
    purpose = (
        "Aucune question n’est obligatoire\u00a0; « ne dit pas » est une réponse. Arrêtez si elle est fatiguée, ou si "
        "quelqu’un approche. Rien ne s’additionne\u00a0: vous concluez."
    )
    impossible = "" if is_trained(request.actor) else UNTRAINED
    return _form(request, file, form, "Entretien", "Garder l’entretien", purpose, impossible=impossible)


@require_http_methods(["GET", "POST"])
def close(request, file_id):
    file = restricted_file_of(request, file_id)
    form = CloseForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.close(by=request.actor, file=file, reason=form.cleaned_data["reason"])
            messages.success(request, "Le dossier est clos.")
            return redirect("safeguarding:mine")
    purpose = "Rien n’y sera plus écrit. Ses mots sont gardés le temps que dit la règle, puis effacés."
    return _form(request, file, form, "Clore ce dossier", "Clore ce dossier", purpose)


@require_http_methods(["GET", "POST"])
def places(request, file_id):
    """Where she must not be taken back; whoever would take her there is told no, and not why."""
    file = restricted_file_of(request, file_id)
    form = PlaceForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.bar_place(by=request.actor, file=file, place=form.cleaned_data["place"])
            messages.success(request, "Le lieu est écarté.")
            return redirect("safeguarding:places", file_id=file.pk)
    context = {
        "file": file,
        "form": form if file.status != CLOSED else None,
        "barred": file.dangerous_places.filter(lifted_at=None).select_related("place"),
        "back": reverse("safeguarding:file", args=[file.pk]),
    }
    return render(request, "safeguarding/places.html", context, status=status_of(form))


@require_POST
def lift(request, file_id, place_id):
    file = restricted_file_of(request, file_id)
    barred = get_object_or_404(file.dangerous_places, pk=place_id)
    writes.lift_place(by=request.actor, barred=barred)
    messages.success(request, "Le lieu n’est plus écarté.")
    return redirect("safeguarding:places", file_id=file.pk)


@require_POST
def shelter(request, file_id):
    file = restricted_file_of(request, file_id)
    writes.ask_for_shelter(by=request.actor, file=file)
    messages.success(request, "Les lieux sûrs sont prévenus, sans savoir pour qui. Ils vous appellent.")
    return redirect("safeguarding:file", file_id=file.pk)


def _verified(file: RestrictedFile) -> list[tuple[Claim, str]]:
    """By number alone: who it is stays behind its own reading."""
    found = file.claims.filter(status=ClaimStatus.VERIFIED)
    return [(claim, f"Déclaration {claim.number}") for claim in found]


def _form(
    request, file, form, title: str, button: str, purpose: str, *, impossible: str = "", section: Section | None = None
):
    context = {
        "file": file,
        "form": form,
        "title": title,
        "button": button,
        "purpose": purpose,
        "impossible": impossible,
        "section": section,
        "cancel_url": reverse("safeguarding:file", args=[file.pk]),
    }
    return render(request, "safeguarding/form.html", context, status=status_of(form))
