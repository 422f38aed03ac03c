"""What hangs on a file: how to reach her, her papers, her family."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.common.forms import saying
from benkan.people import writes
from benkan.people.forms import ContactForm, IdentifierForm, LinkForm
from benkan.people.identifiers import nina_looks_odd
from benkan.people.models import Identifier, Registration, SafeContact
from benkan.people.permissions import COMPLETE, REGISTER
from benkan.people.reads import family_of
from benkan.people.views.found import answers_of, file_chosen, file_of, status_of

CONTACT = ("phone", "hours", "who_may_answer", "what_may_be_said")


@require_http_methods(["GET", "POST"])
def contact(request, registration_id):
    """How she may be reached without harm; prefilled with what she said last."""
    registration = file_of(request, registration_id, COMPLETE)
    held = SafeContact.objects.filter(registration=registration).first()
    initial = {name: getattr(held, name) for name in CONTACT} if held else {}
    if held:
        initial["visit_allowed"] = {True: "oui", False: "non"}.get(held.visit_allowed, "")
    form = ContactForm(answers_of(request), initial=initial)
    if form.is_valid():
        writes.say_safe_contact(by=request.actor, registration=registration, answers=form.answers)
        messages.success(request, "Le contact sûr est noté. Il s’affiche avant tout appel.")
        return redirect("people:file", registration_id=registration.pk)
    title, button = "Contact sûr", "Enregistrer le contact sûr"
    sentence = "Demandez-lui, seule : un appel ou une visite peut nuire."
    return _page(request, registration, form, title, button, sentence)


@require_http_methods(["GET", "POST"])
def identifier(request, registration_id):
    """A paper that she showed; an odd format is kept and said, never refused."""
    registration = file_of(request, registration_id, REGISTER)
    form = IdentifierForm(answers_of(request))
    if form.is_valid():
        with saying(form, "value"):
            noted = writes.note_identifier(by=request.actor, registration=registration, **form.cleaned_data)
            odd = noted.kind == Identifier.Kind.NINA and nina_looks_odd(noted.value)
            messages.success(
                request, "La pièce est notée." + (" Son format est à vérifier : relisez-la." if odd else "")
            )
            return redirect("people:file", registration_id=registration.pk)
    sentence = "Sans papiers, n’écrivez rien : l’enregistrement se fait quand même."
    return _page(request, registration, form, "Noter une pièce", "Enregistrer la pièce", sentence)


@require_http_methods(["GET", "POST"])
def link(request, registration_id):
    """Two files of one family, chosen among the likely ones or by number."""
    registration = file_of(request, registration_id, REGISTER)
    form = LinkForm(registration, family_of(registration), answers_of(request))
    if form.is_valid():
        with saying(form, "number"):
            other = file_chosen(form)
            told, tie = {"oui": True, "non": False}.get(form.cleaned_data["together"]), form.tie
            writes.link_family(
                by=request.actor, one=registration, other=other, kind=tie.kind,
                senior=tie.senior_of(registration, other), together=told,
            )  # fmt: skip
            messages.success(request, f"Le lien avec {other.full_name} est noté.{_apart(registration, other, told)}")
            return redirect("people:file", registration_id=registration.pk)
    sentence = (
        "Un lien dit que deux personnes sont de la même famille ; il ne réunit pas leurs dossiers. Il est noté comme "
        "déclaré, jusqu’à ce qu’il soit vérifié."
    )
    return _page(request, registration, form, "Noter un lien de famille", "Enregistrer le lien", sentence)


def _apart(one: Registration, other: Registration, told: bool | None) -> str:
    """What follows of a link, where nobody said that they live apart and they do."""
    same = one.household is not None and other.household is not None
    same = same and one.household.whole_id == other.household.whole_id
    return "" if same or told is False else " Leurs ménages restent comme ils étaient."


def _page(request, registration, form, title: str, button: str, sentence: str):
    context = {
        "registration": registration,
        "form": form,
        "title": title,
        "button": button,
        "sentence": sentence,
        "cancel_url": reverse("people:file", args=[registration.pk]),
        "keep": f"{request.resolver_match.url_name}-{registration.pk}",
    }
    return render(request, "people/form.html", context, status=status_of(form))
