"""What hangs on a file: how to reach her, her papers, her family."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.common.errors import Impossible
from benkan.common.forms import saying
from benkan.people import writes
from benkan.people.forms import ContactForm, IdentifierForm, LinkForm
from benkan.people.identifiers import nina_looks_odd, number_typed
from benkan.people.models import Identifier, Registration, SafeContact
from benkan.people.permissions import COMPLETE, REGISTER
from benkan.people.reads import family_of
from benkan.people.reads.search import WRONG_NUMBER
from benkan.people.views.found import answers_of, file_of, status_of

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
    form = LinkForm(family_of(registration), answers_of(request))
    if form.is_valid():
        with saying(form, "number"):
            other = _other(form)
            said = {"oui": True, "non": False}.get(form.cleaned_data["together"])
            kind = form.cleaned_data["kind"]
            writes.link_family(by=request.actor, one=registration, other=other, kind=kind, together=said)
            messages.success(request, f"Le lien avec {other.full_name} est noté.")
            return redirect("people:file", registration_id=registration.pk)
    sentence = "Un lien dit que deux personnes sont de la même famille ; il ne réunit pas leurs dossiers."
    return _page(request, registration, form, "Noter un lien de famille", "Enregistrer le lien", sentence)


def _other(form: LinkForm) -> Registration:
    """The file that was chosen, or the one whose number was typed, among one's own organisation's."""
    typed, chosen = form.cleaned_data["number"], form.cleaned_data.get("other")
    if not typed:
        if not chosen:
            raise Impossible("Choisissez une personne, ou écrivez le numéro de son dossier.")
        return Registration.objects.get(pk=chosen)
    number = number_typed(typed)
    if number is None:
        raise Impossible(WRONG_NUMBER)
    found = Registration.objects.filter(number=number).first()
    if found is None:
        raise Impossible(f"Aucun dossier de votre organisation ne porte le numéro {number}. Relisez la carte.")
    return found


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
