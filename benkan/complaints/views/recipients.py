"""Who receives complaints beyond her own office: named by the national administration, who reads none."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.complaints import reads, writes
from benkan.complaints.forms import RecipientForm
from benkan.complaints.models import Recipient
from benkan.complaints.permissions import NAME_RECIPIENTS


@require_http_methods(["GET", "POST"])
def recipients(request):
    """Mandates, what is not covered, how many complaints wait for somebody; and the form that names one."""
    check(request.actor, NAME_RECIPIENTS)
    form = RecipientForm(reads.officers_by_name(), request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        with saying(form):
            account, organisation = (UUID(part) for part in form.cleaned_data["officer"].split("/"))
            writes.name_recipient(
                by=request.actor,
                account_id=account,
                organisation_id=organisation,
                kinds=form.cleaned_data["kinds"],
            )
            messages.success(request, "La personne est nommée. Ce qui attendait un destinataire lui est remis, scellé.")
            return redirect("complaints:recipients")
    here, over = reads.recipients()
    context = {
        "form": form,
        "here": here,
        "over": over,
        "uncovered": reads.uncovered(),
        "waiting": reads.waiting_for_a_recipient(),
    }
    return render(request, "complaints/recipients.html", context, status=422 if form.errors else 200)


@require_POST
def end_mandate(request, recipient_id):
    found = get_object_or_404(Recipient, pk=recipient_id)
    check(request.actor, NAME_RECIPIENTS)
    writes.end_mandate(by=request.actor, recipient=found)
    messages.success(request, "Le mandat a pris fin. Ce que cette personne examinait reste à elle jusqu’à sa réponse.")
    return redirect("complaints:recipients")
