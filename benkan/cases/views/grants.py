"""The grants of the body that pays, what each promised, assigned and has left; its ceilings, dated, with their act."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.cases.forms.funding import CeilingForm, GrantForm
from benkan.cases.models import Ceiling, Grant
from benkan.cases.permissions import KEEP_GRANTS
from benkan.cases.reads.funding import ceilings_on, retained_amount, sums_of, unfunded
from benkan.cases.writes import grants as writes
from benkan.common import clock
from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.common.typography import jour
from benkan.offers.reads.directory import kinds_on
from benkan.people.views.found import answers_of, status_of


@require_GET
def grants(request):
    """Each with its sums; those of several funders are never added."""
    check(request.actor, KEEP_GRANTS)
    today = clock.today()
    own = Grant.objects.filter(organisation=request.actor.organisation_id)
    rows = unfunded(request.actor)
    context = {
        "sums": sums_of(own),
        "today": today,
        "count": rows.count(),
        "needed": retained_amount(rows),
        "source": f"Benkan, subventions de votre organisation, {jour(today)}",
    }
    return render(request, "cases/grants.html", context)


@require_http_methods(["GET", "POST"])
def note_grant(request):
    check(request.actor, KEEP_GRANTS)
    form = GrantForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            made = writes.note_grant(by=request.actor, said=form.said)
            messages.success(request, f"«\u00a0{made.name}\u00a0» est notée.")
            return redirect("cases:grants")
    return _form(request, form, "Noter une subvention", "Noter la subvention", reverse("cases:grants"))


@require_http_methods(["GET", "POST"])
def correct_grant(request, grant_id):
    found = get_object_or_404(Grant, pk=grant_id, organisation=request.actor.organisation_id)
    check(request.actor, KEEP_GRANTS)
    form = GrantForm(answers_of(request), grant=found)
    if form.is_valid():
        with saying(form):
            writes.correct_grant(by=request.actor, grant=found, said=form.said)
            messages.success(request, "La subvention est corrigée.")
            return redirect("cases:grants")
    return _form(request, form, "Corriger la subvention", "Enregistrer", reverse("cases:grants"))


@require_GET
def ceilings(request):
    """One's own, past and coming; and what other actors pay at most for the same kinds of help, side by side."""
    check(request.actor, KEEP_GRANTS)
    today = clock.today()
    held = ceilings_on(today)
    own = request.actor.organisation_id
    rows = Ceiling.objects.filter(organisation=own).select_related("kind").order_by("kind__order", "-begins")
    context = {
        "own": [(row, held.get((own, row.kind_id)) == row, writes.removable(row)) for row in rows],
        "others": sorted(
            (row for (payer, _), row in held.items() if payer != own),
            key=lambda row: (row.kind.order, row.organisation.name),
        ),
        "today": today,
    }
    return render(request, "cases/ceilings.html", context)


@require_http_methods(["GET", "POST"])
def set_ceiling(request):
    check(request.actor, KEEP_GRANTS)
    form = CeilingForm(kinds_on(clock.today()).filter(restricted=False), answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.set_ceiling(by=request.actor, **form.cleaned_data)
            messages.success(request, "Le plafond est fixé. Les accompagnants le lisent en rédigeant un plan.")
            return redirect("cases:ceilings")
    return _form(request, form, "Fixer un plafond", "Fixer le plafond", reverse("cases:ceilings"))


@require_POST
def remove_ceiling(request, ceiling_id):
    found = get_object_or_404(Ceiling, pk=ceiling_id, organisation=request.actor.organisation_id)
    check(request.actor, KEEP_GRANTS)
    writes.remove_ceiling(by=request.actor, ceiling=found)
    messages.success(request, "Le plafond noté par erreur est retiré.")
    return redirect("cases:ceilings")


def _form(request, form, title: str, button: str, back: str):
    context = {"form": form, "title": title, "button": button, "cancel_url": back, "sentence": ""}
    return render(request, "cases/funding_form.html", context, status=status_of(form))
