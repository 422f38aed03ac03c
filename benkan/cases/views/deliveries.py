"""Help that is given: prepared with her, taken back, received; one delivery as each side reads it; its receipt."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.deliveries import PrepareForm, ReceivedForm, RenderForm, WhyForm
from benkan.cases.lifecycles.deliveries import CANCELLING, ON_THE_WAY, REVERSING, DeliveryStatus
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.lifecycles.plans import LineStatus
from benkan.cases.models import Case, Delivery, DeliveryReceiver
from benkan.cases.permissions import ASSESS, KEEP_GRANTS, PAY, PREPARE, READ, VALIDATE
from benkan.cases.reads.deliveries import ToGive, lines_to_give, sums_of
from benkan.cases.reserved import kind_said
from benkan.cases.views.asking import ask
from benkan.cases.views.delivery_shown import DeliveryShown, facts, thread_of
from benkan.cases.views.found import case_of
from benkan.cases.views.plan_shown import LineShown
from benkan.cases.writes import deliveries as writes
from benkan.cases.writes.paying import reverse_delivery
from benkan.common import clock
from benkan.common.amount_words import in_letters
from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.common.permissions import check, check_either, may
from benkan.people.lifecycle import refuse_erased
from benkan.people.views.found import answers_of, status_of

_SIDES = (READ, PREPARE, VALIDATE, PAY, KEEP_GRANTS)


@require_http_methods(["GET", "POST"])
def prepare(request, case_id, line_id):
    """One tranche of what was granted, prepared with her."""
    found = case_of(request, case_id, PREPARE)
    one = _line_of(found, line_id)
    if not one.may_prepare:
        raise Impossible(
            "Rien n’est à remettre de cette ligne maintenant\u00a0: rouvrez la page pour voir où elle en est."
        )
    form = PrepareForm(one.sums, answers_of(request), restricted=one.line.restricted)
    if form.is_valid():
        with saying(form):
            made = writes.prepare_delivery(by=request.actor, line=one.line, **form.cleaned_data)
            messages.success(request, f"La remise est préparée. {made.payer.name} doit la valider, puis la payer.")
            return redirect("cases:delivery", delivery_id=made.pk)
    sentence = f"{LineShown(one.line).words}. {one.request.payer.name} paie. Ne promettez pas de jour."
    return ask(request, found, form, title="Préparer une remise", button="Préparer cette remise", sentence=sentence)


@require_http_methods(["GET", "POST"])
def render_service(request, case_id, line_id):
    """A line that costs nothing was done."""
    found = case_of(request, case_id, PREPARE)
    one = _line_of(found, line_id)
    form = RenderForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            given = writes.render_service(by=request.actor, line=one.line, **form.cleaned_data)
            messages.success(request, "C’est noté\u00a0: la ligne est rendue.")
            if _need_to_settle(request, given, found) is not None:
                return redirect("cases:delivery", delivery_id=given.pk)
            return redirect("cases:case", case_id=found.pk)
    sentence = LineShown(one.line).words + "."
    return ask(request, found, form, title="Noter un service rendu", button="Noter comme rendu", sentence=sentence)


@require_GET
def delivery(request, delivery_id):
    """Opening it is a reading, on either side."""
    found = delivery_of(request, delivery_id)
    check_either(request.actor, *_SIDES)
    own = _own(request, found) and may(request.actor, READ)
    case = found.line.plan.case if own else None
    if case is not None:
        refuse_erased(case.registration)
    record(verbs.DELIVERY_READ, by=request.actor, on=found, file_id=case.registration_id if case else None)
    prepares = own and may(request.actor, PREPARE)
    on_the_way, paid = found.status in ON_THE_WAY, found.status == DeliveryStatus.PAID
    context = {
        "delivery": found,
        "shown": DeliveryShown(found),
        "own": own,
        "case": case,
        "pairs": facts(found, own=own),
        "receiver": DeliveryReceiver.objects.filter(delivery=found).first() if own else None,
        "sums": sums_of([found.request])[found.request_id] if found.request_id else None,
        "thread": thread_of(found),
        "may_print": prepares and found.amount and (paid or found.status == DeliveryStatus.VALIDATED),
        "may_receive": prepares and paid and found.received_on is None,
        "may_cancel": prepares and on_the_way,
        "may_correct": prepares and paid and not found.amount,
        "need": _need_to_settle(request, found, case) if own else None,
        **_paying(request, found),
    }
    return render(request, "cases/delivery.html", context)


@require_http_methods(["GET", "POST"])
def cancel(request, delivery_id):
    found = _prepared_by_us(request, delivery_id)
    form = WhyForm(CANCELLING, answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.cancel_delivery(by=request.actor, delivery=found, **form.cleaned_data)
            messages.success(
                request, "La remise est annulée. Rien n’est payé\u00a0; vous pouvez en préparer une autre."
            )
            return redirect("cases:case", case_id=found.line.plan.case_id)
    return form_page(request, found, form, "Annuler la remise", "Annuler cette remise")


@require_http_methods(["GET", "POST"])
def receive(request, delivery_id):
    """The receipt is signed."""
    found = _prepared_by_us(request, delivery_id)
    form = ReceivedForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.note_received(by=request.actor, delivery=found, said=form.said)
            messages.success(request, "Le reçu est noté. Gardez un exemplaire, laissez-lui l’autre.")
            return redirect("cases:delivery", delivery_id=found.pk)
    return form_page(request, found, form, "Noter le reçu signé", "Noter ce reçu")


@require_http_methods(["GET", "POST"])
def correct(request, delivery_id):
    """What was paid by mistake counts no more; by who pays, or, of a service, by who accompanies."""
    found = delivery_of(request, delivery_id)
    check(request.actor, PAY if found.amount else PREPARE)
    form = WhyForm(REVERSING, answers_of(request))
    if form.is_valid():
        with saying(form, refusal=(Impossible, Refused)):
            reverse_delivery(by=request.actor, delivery=found, **form.cleaned_data)
            messages.success(request, "C’est corrigé\u00a0: la ligne reste, et ne compte plus.")
            return redirect("cases:delivery", delivery_id=found.pk)
    sentence = "Rien n’est effacé\u00a0: la remise reste, marquée corrigée, et son montant peut être remis de nouveau."
    return form_page(request, found, form, "Corriger une erreur", "Corriger", sentence)


@require_GET
def receipt(request, delivery_id):
    """Two copies on one sheet, to be signed in her presence; each showing is a reading."""
    found = _prepared_by_us(request, delivery_id)
    if not found.amount or found.status not in (DeliveryStatus.VALIDATED, DeliveryStatus.PAID):
        raise Impossible("Le reçu s’imprime une fois la remise validée.")
    case = found.line.plan.case
    record(verbs.RECEIPT_PRINTED, by=request.actor, on=found, file_id=case.registration_id)
    context = {
        "delivery": found,
        "registration": case.registration,
        "letters": in_letters(found.amount),
        "copies": ("Exemplaire de la personne", "Exemplaire de l’organisation"),
        "restricted": found.line.restricted,
        "help": LineShown(found.line).words,
        "today": clock.today(),
    }
    return render(request, "cases/receipt.html", context)


def delivery_of(request, delivery_id: UUID) -> Delivery:
    """404 for who is on neither side."""
    around = Delivery.objects.select_related("organisation", "payer", "grant", "request__kind")
    return get_object_or_404(around, pk=delivery_id)


def form_page(request, found: Delivery, form, title: str, button: str, sentence: str = ""):
    context = {
        "form": form,
        "title": title,
        "button": button,
        "sentence": sentence or f"Remise {found.number}, {DeliveryShown(found).amount}.",
        "cancel_url": reverse("cases:delivery", args=[found.pk]),
    }
    return render(request, "cases/funding_form.html", context, status=status_of(form))


def _need_to_settle(request, found: Delivery, case: Case) -> dict | None:
    """Once the line is given and its need is still « prévu »: a person says whether it is covered, never the money."""
    line = found.line
    if not may(request.actor, ASSESS) or line.status != LineStatus.DELIVERED or line.need is None:
        return None
    if line.need.status != NeedStatus.PLANNED:
        return None
    return {"label": kind_said(line.need), "url": reverse("cases:move_need", args=[case.pk, line.need_id])}


def _line_of(case: Case, line_id: UUID) -> ToGive:
    found = next((one for one in lines_to_give(case)[1] if one.line.pk == line_id), None)
    if found is None:
        raise Impossible("Cette ligne n’est pas au plan de cette personne\u00a0: rouvrez la page.")
    return found


def _prepared_by_us(request, delivery_id: UUID) -> Delivery:
    """A delivery that our organisation prepared: 404 for others, who pays included, for her name stands there."""
    found = get_object_or_404(
        Delivery.objects.select_related(
            "organisation", "payer", "grant", "request", "line__kind", "line__plan__case__registration"
        ),
        pk=delivery_id,
        organisation=request.actor.organisation_id,
    )
    check(request.actor, PREPARE)
    refuse_erased(found.line.plan.case.registration)
    return found


def _own(request, found: Delivery) -> bool:
    return found.organisation_id == request.actor.organisation_id


def _paying(request, found: Delivery) -> dict[str, bool]:
    """The gestures of who pays, each for another account than those before it."""
    ours = found.payer_id == request.actor.organisation_id and bool(found.amount)
    me = request.actor.account_id
    validates, pays = ours and may(request.actor, VALIDATE), ours and may(request.actor, PAY)
    prepared = found.status == DeliveryStatus.PREPARED
    validated = found.status == DeliveryStatus.VALIDATED
    return {
        "ours": ours,
        "may_validate": validates and prepared and me != found.prepared_by_id,
        "may_pay": pays and validated and me not in (found.prepared_by_id, found.validated_by_id),
        "waits_for_another": pays and validated and me == found.validated_by_id,
        "may_refuse": (validates and prepared) or (pays and validated),
        "may_reverse": pays and found.status == DeliveryStatus.PAID and me != found.paid_by_id,
        "over": bool(found.grant_id) and ours and found.grant.ends < clock.today(),
    }
