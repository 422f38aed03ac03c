"""Somebody says to be of the child's family: noted by one, decided by another."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.common.forms import saying
from benkan.people.views.found import answers_of, status_of
from benkan.safeguarding import writes
from benkan.safeguarding.forms import ClaimForm, VerdictForm
from benkan.safeguarding.kinds import Kind
from benkan.safeguarding.views.found import restricted_file_of
from benkan.safeguarding.writes.claims import ONESELF


@require_http_methods(["GET", "POST"])
def note(request, file_id):
    file = restricted_file_of(request, file_id)
    if file.kind != Kind.CHILD:
        raise Http404
    form = ClaimForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            claim = writes.note_claim(by=request.actor, file=file, said=form.cleaned_data)
            messages.success(request, f"La déclaration {claim.number} est gardée. Une autre personne la vérifie.")
            return redirect("safeguarding:file", file_id=file.pk)
    context = {
        "title": "Déclaration de lien",
        "button": "Garder cette déclaration",
        "purpose": "Se dire de la famille ne suffit pas\u00a0: l’enfant n’est remis à personne sur une déclaration. "
        "Ne la confrontez pas à l’enfant.",
    }
    return _page(request, file, form, context)


@require_http_methods(["GET", "POST"])
def decide(request, file_id, claim_id):
    """Who noted it reads why she does not decide."""
    file = restricted_file_of(request, file_id)
    claim = get_object_or_404(file.claims, pk=claim_id)
    form = VerdictForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.decide_claim(by=request.actor, claim=claim, **form.cleaned_data)
            messages.success(request, f"Votre avis sur la déclaration {claim.number} est gardé.")
            return redirect("safeguarding:file", file_id=file.pk)
    context = {
        "title": f"Vérifier la déclaration {claim.number}",
        "button": "Garder cet avis",
        "purpose": "Lisez d’abord la déclaration, dans «\u00a0Vérification du lien\u00a0».",
        "impossible": ONESELF if claim.noted_by_id == request.actor.account_id else "",
    }
    return _page(request, file, form, context)


def _page(request, file, form, context: dict):
    around = {"file": file, "form": form, "cancel_url": reverse("safeguarding:file", args=[file.pk])}
    return render(request, "safeguarding/form.html", {**around, **context}, status=status_of(form))
