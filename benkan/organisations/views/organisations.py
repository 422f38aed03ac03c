"""Organisations, for the national administrator: opened, corrected, present at places, closed, given administrators."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.organisations import writes
from benkan.organisations.doors.sure import sure_it_is_you
from benkan.organisations.models import Organisation, Presence
from benkan.organisations.organisation_forms import (
    AdministratorForm,
    CorrectionForm,
    LeavingForm,
    OpeningForm,
    PresenceForm,
    WhyForm,
)
from benkan.organisations.permissions import MANAGE_ORGANISATIONS, roles_to_give
from benkan.organisations.reads import national
from benkan.organisations.reads.invitations import invitations_of
from benkan.organisations.reads.members import administrators_of
from benkan.organisations.roles import ROLES
from benkan.organisations.views.invitations import delivered
from benkan.organisations.views.members import link_context
from benkan.organisations.writes.entering import make_entry_link

STEPS = ["Qui elle est", "Où elle travaille", "Qui ouvre ses comptes"]


@require_GET
def organisation_list(request):
    """Every organisation and where it stands, the closed ones last."""
    check(request.actor, MANAGE_ORGANISATIONS)
    return render(request, "organisations/organisations.html", {"rows": national.organisations()})


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def open_one(request):
    """Open one: who it is, where it works, who opens its accounts, all or nothing."""
    check(request.actor, MANAGE_ORGANISATIONS)
    form = OpeningForm(_asked(request))
    if form.is_valid():
        with saying(form):
            _, sent = writes.found_organisation(by=request.actor, **form.cleaned_data)
            messages.success(request, "L’organisation est ouverte.")
            return delivered(request, sent)
    context = {"form": form, "steps": STEPS, "cancel_url": reverse("organisations")}
    return _page(request, "open_organisation", form, context)


@require_GET
def organisation(request, organisation_id):
    """One of them: what it is, its administrators, its presences, what became of it."""
    found = _found(request, organisation_id)
    here, gone = national.presences(found)
    administrators = administrators_of(found.pk)
    context = {
        "organisation": found,
        "administrators": [member for member in administrators if member.held],
        "invited": invitations_of(found.pk),
        "here": here,
        "gone": gone,
        "thread": national.thread(found),
        "nationally": found.pk in national.held_nationally(),
        "is_own": found.pk == request.actor.organisation_id,
    }
    return render(request, "organisations/organisation.html", context)


@require_http_methods(["GET", "POST"])
def correct(request, organisation_id):
    """Its name and telephone; what they were stays in its history."""
    found = _found(request, organisation_id)
    form = CorrectionForm(_asked(request), initial={"name": found.name, "phone": found.phone})
    if form.is_valid():
        with saying(form):
            writes.correct_organisation(by=request.actor, organisation=found, **form.cleaned_data)
            return _done(request, found, "C’est corrigé. Ce qui était écrit avant reste dans son histoire.")
    return _asking(request, found, form, title="Corriger le nom ou le téléphone", button="Enregistrer")


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def name_administrator(request, organisation_id):
    """Invite an administrator, or another whom the nation names, whatever becomes of the others."""
    found = _found(request, organisation_id)
    roles = roles_to_give(request.actor, found)
    form = AdministratorForm(roles, found.pk, _asked(request))
    if form.is_valid():
        with saying(form):
            return delivered(request, writes.invite(by=request.actor, organisation=found, **form.cleaned_data))
    offered = ", ".join(f"«\u00a0{ROLES[role].label}\u00a0»" for role in roles)
    return _asking(
        request,
        found,
        form,
        title="Nommer un administrateur",
        sentence=f"Vous nommez ici\u00a0: {offered}. Les autres rôles, son administrateur les donne.",
        button="Envoyer l’invitation",
    )


@require_http_methods(["GET", "POST"])
@never_cache
@sure_it_is_you
def administrator_link(request, organisation_id, account_id):
    """A link to hand to an administrator whom no mail reaches; shown on the answer alone."""
    organisation = _found(request, organisation_id)
    named = next((one for one in administrators_of(organisation.pk) if one.account.pk == account_id and one.held), None)
    if named is None:
        raise Http404
    context = link_context(named, reverse("organisation", args=[organisation_id]))
    if request.method == "POST":
        context["link"] = request.build_absolute_uri(make_entry_link(by=request.actor, account=named.account))
    return render(request, "organisations/entry_link.html", context)


@require_http_methods(["GET", "POST"])
def add_presence(request, organisation_id):
    """Say that it works at a place from a day on."""
    found = _found(request, organisation_id)
    form = PresenceForm(_asked(request))
    if form.is_valid():
        with saying(form):
            writes.open_presence(by=request.actor, organisation=found, **form.cleaned_data)
            return _done(request, found, "La présence est notée\u00a0: elle lit les convois annoncés à ce lieu.")
    return _asking(request, found, form, title="Noter une présence", button="Noter cette présence")


@require_http_methods(["GET", "POST"])
def leave_place(request, presence_id):
    """Say that it leaves a place after a last day."""
    check(request.actor, MANAGE_ORGANISATIONS)
    presence = get_object_or_404(Presence.objects.select_related("organisation", "place"), pk=presence_id)
    form = LeavingForm(_asked(request))
    if form.is_valid():
        with saying(form):
            writes.end_presence(by=request.actor, presence=presence, ends=form.cleaned_data["ends"])
            return _done(request, presence.organisation, "La fin de cette présence est notée.")
    return _asking(
        request,
        presence.organisation,
        form,
        title=f"Fin de présence\u00a0: {presence.place.name}",
        sentence="Passé ce jour, elle ne lira plus les convois annoncés à ce lieu. Ses dossiers et ses lignes restent.",
        button="Noter la fin",
    )


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def close(request, organisation_id):
    """Close it, once it was said what is still open there, in counts."""
    found = _found(request, organisation_id)
    form = WhyForm(_asked(request))
    if form.is_valid():
        with saying(form):
            writes.close_organisation(by=request.actor, organisation=found, reason=form.cleaned_data["reason"])
            return _done(request, found, "L’organisation est fermée. Ses données restent, sous sa clé.")
    return _asking(
        request,
        found,
        form,
        title="Fermer cette organisation",
        sentence="Plus personne n’y entrera, dès maintenant. Ses données restent, et plus rien ne se transmet en son "
        "nom. Vous pourrez la rouvrir.",
        open_work=national.open_work(found.pk),
        button="Fermer cette organisation",
        grave=True,
    )


@require_http_methods(["GET", "POST"])
@sure_it_is_you
def reopen(request, organisation_id):
    """Open it again."""
    found = _found(request, organisation_id)
    form = WhyForm(_asked(request))
    if form.is_valid():
        with saying(form):
            writes.reopen_organisation(by=request.actor, organisation=found, reason=form.cleaned_data["reason"])
            return _done(request, found, "L’organisation est rouverte.")
    return _asking(
        request,
        found,
        form,
        title="Rouvrir cette organisation",
        sentence="Ceux qui y tiennent encore un rôle y entreront de nouveau.",
        button="Rouvrir cette organisation",
    )


def _found(request, organisation_id) -> Organisation:
    check(request.actor, MANAGE_ORGANISATIONS)
    return get_object_or_404(Organisation.objects.select_related("kind"), pk=organisation_id)


def _asked(request):
    return request.POST if request.method == "POST" else None


def _done(request, found: Organisation, sentence: str):
    messages.success(request, sentence)
    return redirect("organisation", organisation_id=found.pk)


def _asking(request, found: Organisation, form, **words):
    """One question of one organisation, all on the same page."""
    context = {"organisation": found, "form": form, "cancel_url": reverse("organisation", args=[found.pk]), **words}
    return _page(request, "change_organisation", form, context)


def _page(request, name: str, form, context: dict):
    return render(request, f"organisations/{name}.html", context, status=422 if form.errors else 200)
