"""The grant of a group and its tranches, and the treasurer's accounts."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from benkan.common.errors import Refused
from benkan.common.permissions import Permission, check, check_either
from benkan.groups import forms
from benkan.groups.models import Funding, Tranche
from benkan.groups.permissions import DECIDE, KEEP, PAY, VALIDATE
from benkan.groups.views.asking import asked, group_of
from benkan.groups.writes import money as writes
from benkan.people.views.found import answers_of

_DECISIONS = {
    "confirmer": (writes.confirm, "L’accord est confirmé\u00a0: prévoyez les tranches."),
    "revoir": (writes.not_confirmed, "La décision n’est pas confirmée\u00a0: elle est à reprendre."),
}
_TRANCHES = {
    "preparer": (writes.prepare, (KEEP,), "La tranche est préparée\u00a0: un autre compte, chez qui paie, la valide."),
    "valider": (writes.validate, (VALIDATE,), "La tranche est validée\u00a0: un troisième compte la paie."),
    "reprendre": (
        writes.take_back, (KEEP, VALIDATE, PAY), "La tranche est reprise\u00a0: elle se prépare de nouveau."
    ),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def ask_funding(request, group_id):
    found = group_of(request, group_id, KEEP, own=True)
    form = forms.FundingForm(request.actor, answers_of(request))
    return asked(
        request, found, form, lambda: writes.ask_funding(by=request.actor, group=found, **form.cleaned_data),
        title="Demander un financement", button="Déposer la demande", done="La demande est devant qui paierait.",
        sentence="Qui paierait lira le projet\u00a0: ses membres par leur numéro, ses comptes, aucun nom.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def retain(request, funding_id):
    found = _funding(request, funding_id, DECIDE)
    form = forms.RetainForm(request.actor, found, answers_of(request))
    return asked(
        request, found.group, form, lambda: writes.retain(by=request.actor, funding=found, **form.cleaned_data),
        title="Retenir la demande", button="Noter la décision", done="C’est noté\u00a0: un second compte confirme.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def reject(request, funding_id):
    found = _funding(request, funding_id, DECIDE)
    form = forms.WordsForm(answers_of(request))
    return asked(
        request, found.group, form, lambda: writes.reject(by=request.actor, funding=found, **form.cleaned_data),
        title="Rejeter la demande", button="Rejeter", done="Le rejet est noté, avec ce qui est dit au groupe.",
    )  # fmt: skip


@require_POST
def decide(request, funding_id, word):
    found = _funding(request, funding_id, DECIDE)
    if word not in _DECISIONS:
        raise Http404
    act, said = _DECISIONS[word]
    act(by=request.actor, funding=found)
    messages.success(request, said)
    return redirect("groups:group", group_id=found.group_id)


@require_http_methods(["GET", "POST"])
def plan_tranche(request, funding_id):
    found = _funding(request, funding_id, DECIDE)
    form = forms.TrancheForm(answers_of(request))
    return asked(
        request, found.group, form, lambda: writes.plan_tranche(by=request.actor, funding=found, **form.cleaned_data),
        title="Prévoir une tranche", button="Prévoir", done="La tranche est prévue.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def evidence(request, tranche_id):
    found = _tranche(request, tranche_id)
    check_either(request.actor, KEEP, DECIDE)
    form = forms.EvidenceForm(answers_of(request))
    return asked(
        request, found.funding.group, form,
        lambda: writes.note_evidence(by=request.actor, tranche=found, **form.cleaned_data),
        title=f"Tranche {found.rank}\u00a0: ce qui a été vu", button="Noter", done="C’est noté.",
        sentence=f"Condition\u00a0: {found.condition}.",
    )  # fmt: skip


@require_POST
def move_tranche(request, tranche_id, word):
    found = _tranche(request, tranche_id)
    if word not in _TRANCHES:
        raise Http404
    act, rights, said = _TRANCHES[word]
    check_either(request.actor, *rights)
    act(by=request.actor, tranche=found)
    messages.success(request, said)
    return redirect("groups:group", group_id=found.funding.group_id)


@require_http_methods(["GET", "POST"])
def pay(request, tranche_id):
    found = _tranche(request, tranche_id, PAY)
    form = forms.PayForm(answers_of(request))
    return asked(
        request, found.funding.group, form, lambda: writes.pay(by=request.actor, tranche=found, **form.cleaned_data),
        title=f"Payer la tranche {found.rank}", button="Noter le paiement", done="La tranche est payée.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def line(request, group_id):
    found = group_of(request, group_id, KEEP, own=True)
    form = forms.LineForm(answers_of(request))
    return asked(
        request, found, form, lambda: writes.note_line(by=request.actor, group=found, **form.cleaned_data),
        title="Une ligne des comptes", button="Noter la ligne", done="La ligne est dans les comptes.",
        sentence="D’après le cahier de la trésorière ou du trésorier, reçu en main.",
    )  # fmt: skip


@require_POST
def cancel_line(request, group_id, line_id):
    found = group_of(request, group_id, KEEP, own=True)
    writes.cancel_line(by=request.actor, line=get_object_or_404(found.lines, pk=line_id))
    messages.success(request, "La ligne est annulée par une autre\u00a0; les deux se lisent encore.")
    return redirect("groups:group", group_id=found.pk)


def _funding(request, funding_id: UUID, right: Permission) -> Funding:
    """404 for who does not read it; 403 without that right of the body that pays, or for another body."""
    found = get_object_or_404(Funding.objects.select_related("group"), pk=funding_id)
    check(request.actor, right)
    if found.payer_id != request.actor.organisation_id:
        raise Refused("C’est à l’organisme qui paie de le faire.")
    return found


def _tranche(request, tranche_id: UUID, right: Permission | None = None) -> Tranche:
    found = get_object_or_404(Tranche.objects.select_related("funding__group"), pk=tranche_id)
    if right is not None:
        check(request.actor, right)
        if found.organisation_id != request.actor.organisation_id:
            raise Refused("C’est à l’organisme qui paie de le faire.")
    return found
