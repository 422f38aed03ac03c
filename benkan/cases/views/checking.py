"""One delivery in ten is asked about: how to reach her without harm, what to ask, and what she answered."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.deliveries import CheckForm
from benkan.cases.lifecycles.deliveries import AskedInReturn
from benkan.cases.models import DeliveryCheck, InaccessibleZone
from benkan.cases.permissions import CHECK, SUPERVISE
from benkan.cases.reads.checks import again_on, checkable
from benkan.cases.views.delivery_shown import DeliveryShown
from benkan.cases.writes.checking import note_check
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.common.typography import jour, montant
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import SafeContact
from benkan.people.views.found import answers_of, status_of


@require_http_methods(["GET", "POST"])
def check_delivery(request, delivery_id):
    """To be asked: for whoever had no hand in it; nobody else learns that it was drawn. Asked: for who supervises."""
    around = DeliveryCheck.objects.select_related(
        "delivery__organisation", "delivery__payer", "delivery__request__kind", "delivery__line__kind",
        "delivery__line__plan__case__registration",
    )  # fmt: skip
    found = get_object_or_404(around, delivery=delivery_id)
    done = found.done_at is not None
    # A refusal would say that it was drawn: to whom it is not, it is as though it was not.
    if not may(request.actor, SUPERVISE if done else CHECK):
        raise Http404
    if not done and not checkable(request.actor).filter(pk=found.pk).exists():
        raise Http404
    refuse_erased(found.delivery.line.plan.case.registration)
    if done:
        return _answered(request, found)
    form = CheckForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            return _after(request, form, note_check(by=request.actor, delivery=found.delivery, said=form.said))
    return _asking(request, found, form)


def _after(request, form, noted: DeliveryCheck):
    if noted.done_at is None:
        again = jour(again_on(noted.attempts.values_list("at", flat=True)))
        messages.success(request, f"L’essai est noté. La remise revient à vérifier à partir du {again}.")
        return redirect("home")
    if form.cleaned_data["in_return"] == AskedInReturn.YES:
        messages.success(
            request, "C’est noté, et qui supervise est prévenu. Proposez-lui de noter une plainte\u00a0: c’est ici."
        )
        return redirect("complaints:note")
    messages.success(request, "La vérification est notée. Merci.")
    return redirect("home")


def _asking(request, found: DeliveryCheck, form):
    case = found.delivery.line.plan.case
    contact = SafeContact.objects.filter(registration=case.registration_id).first()
    record(verbs.CONTACT_READ, by=request.actor, on=case, file_id=case.registration_id)
    context = {
        "delivery": found.delivery,
        "registration": case.registration,
        "contact": contact,
        "dialled": "".join(sign for sign in contact.phone if sign.isdigit() or sign == "+") if contact else "",
        "zone": InaccessibleZone.objects.filter(case=case, until__isnull=True).exists(),
        "words": DeliveryShown(found.delivery).words,
        "attempts": list(found.attempts.all()),
        "form": form,
    }
    return render(request, "cases/check_delivery.html", context, status=status_of(form))


def _answered(request, found: DeliveryCheck):
    delivery = found.delivery
    record(verbs.CHECK_READ, by=request.actor, on=found, file_id=delivery.line.plan.case.registration_id)
    rows = [
        ("Reçue", "payée" if delivery.received_on is None else "reçu signé", found.get_received_display()),
        ("Montant", montant(delivery.amount), montant(found.amount_said) if found.amount_said is not None else ""),
        ("Jour", jour(delivery.received_on or delivery.paid_on), jour(found.day_said) if found.day_said else ""),
    ]
    context = {
        "check": found,
        "delivery": delivery,
        "number": delivery.line.plan.case.number,
        "rows": rows,
        "state": _state(found),
        "attempts": list(found.attempts.all()),
    }
    return render(request, "cases/check_answered.html", context)


def _state(found: DeliveryCheck) -> tuple[str, str]:
    """She was not reached: neither the one nor the other."""
    if found.differs is None:
        return "", "injoignable"
    return ("late", "ne concorde pas") if found.differs else ("ok", "concorde")
