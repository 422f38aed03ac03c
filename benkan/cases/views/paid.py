"""Who pays: the deliveries of one's organisation, by number; each validated, refused or paid by another account."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.deliveries import PayForm, WhyForm
from benkan.cases.lifecycles.deliveries import REFUSING, DeliveryStatus
from benkan.cases.models import Delivery, Grant
from benkan.cases.permissions import KEEP_GRANTS, PAY, VALIDATE
from benkan.cases.reads.deliveries import PAGE, paid_by_us
from benkan.cases.views.deliveries import form_page
from benkan.cases.views.delivery_shown import DeliveryShown, shown
from benkan.cases.writes import paying as writes
from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.common.permissions import check, check_either
from benkan.common.typography import pluriel
from benkan.people.views.found import answers_of
from benkan.workbooks.returns import filled_from

WORDS = {
    "": "À valider",
    "a_payer": "À payer",
    "sans_recu": "Payées, sans reçu signé",
    "payees": "Payées",
    "arretees": "Refusées, annulées, corrigées",
}
_PAID = Q(status=DeliveryStatus.PAID)
_FILTERS = {
    "": Q(status=DeliveryStatus.PREPARED),
    "a_payer": Q(status=DeliveryStatus.VALIDATED),
    "sans_recu": _PAID & Q(received_on__isnull=True),
    "payees": _PAID,
    "arretees": Q(status__in=(DeliveryStatus.REFUSED, DeliveryStatus.CANCELLED, DeliveryStatus.REVERSED)),
}


@require_GET
def deliveries(request):
    """The oldest first, filtered by where they stand and by grant; one audit row with the filter and the count."""
    check_either(request.actor, VALIDATE, PAY, KEEP_GRANTS)
    state = request.GET.get("etat", "")
    state = state if state in WORDS else ""
    grants = list(Grant.objects.filter(organisation=request.actor.organisation_id).order_by("name"))
    grant = next((one for one in grants if str(one.pk) == request.GET.get("subvention", "")), None)
    everything = paid_by_us(request.actor)
    rows = everything.filter(_FILTERS[state])
    if grant is not None:
        rows = rows.filter(grant=grant)
    total = rows.count()
    after = _after(request, everything)
    if after is not None:
        rows = rows.filter(Q(prepared_at__gt=after.prepared_at) | Q(prepared_at=after.prepared_at, pk__gt=after.pk))
    found = list(rows[: PAGE + 1])
    page = found[:PAGE]
    record(verbs.DELIVERIES_LISTED, by=request.actor, fields=[state] if state else [], count=len(page))
    chosen = {"etat": state, "subvention": str(grant.pk) if grant else ""}
    context = {
        "state": state,
        "grant": grant,
        "grants": grants,
        "filters": list(WORDS.items()),
        "rows": shown(page),
        "shown": f"Affichées\u00a0: {WORDS[state][0].lower()}{WORDS[state][1:]}, {pluriel(total, 'remise')}.",
        "hidden": _hidden(everything.count() - total),
        "sheets": filled_from(request.actor, "cases:deliveries"),
        "next_url": f"?{urlencode(chosen | {'apres': page[-1].pk})}" if len(found) > PAGE else "",
    }
    return render(request, "cases/deliveries.html", context)


@require_POST
def validate(request, delivery_id):
    found = _ours(request, delivery_id)
    check(request.actor, VALIDATE)
    writes.validate_delivery(by=request.actor, delivery=found)
    messages.success(request, "La remise est validée. Un autre compte la paie.")
    return redirect("cases:delivery", delivery_id=found.pk)


@require_http_methods(["GET", "POST"])
def refuse(request, delivery_id):
    found = _ours(request, delivery_id)
    check_either(request.actor, VALIDATE, PAY)
    form = WhyForm(REFUSING, answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.refuse_delivery(by=request.actor, delivery=found, **form.cleaned_data)
            messages.success(request, "La remise est refusée, avec son motif. Qui l’a préparée est prévenu.")
            return redirect("cases:delivery", delivery_id=found.pk)
    return form_page(request, found, form, "Refuser la remise", "Refuser")


@require_http_methods(["GET", "POST"])
def pay(request, delivery_id):
    found = _ours(request, delivery_id)
    check(request.actor, PAY)
    form = PayForm(answers_of(request))
    if form.is_valid():
        with saying(form, refusal=(Impossible, Refused)):
            writes.pay_delivery(by=request.actor, delivery=found, **form.cleaned_data)
            messages.success(request, "Le paiement est noté. Qui l’accompagne fait signer le reçu.")
            return redirect("cases:delivery", delivery_id=found.pk)
    one = DeliveryShown(found)
    sentence = f"Dossier {found.request.number}\u00a0: {one.amount}, {one.means.lower()}."
    return form_page(request, found, form, "Payer", "Noter le paiement", sentence)


def _ours(request, delivery_id: UUID) -> Delivery:
    """A delivery that our organisation pays: 404 for who prepared it."""
    around = Delivery.objects.select_related("organisation", "payer", "grant", "request__kind")
    return get_object_or_404(around, pk=delivery_id, payer=request.actor.organisation_id, amount__gt=0)


def _hidden(count: int) -> str:
    return pluriel(count, "autre remise,autres remises") if count else ""


def _after(request, rows) -> Delivery | None:
    try:
        return rows.filter(pk=UUID(request.GET.get("apres", ""))).first()
    except ValueError:
        return None
