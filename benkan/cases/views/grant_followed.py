"""A grant for its donor: persons, sums, proofs, a sample to call, its movements; and the common scale of all actors."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.delivery_thresholds import SAMPLE
from benkan.cases.forms.money import MovementForm, ScaleForm
from benkan.cases.lifecycles.movements import MovementStep, words_of
from benkan.cases.models import Grant, GrantMovement
from benkan.cases.permissions import KEEP_GRANTS, PAY, PROPOSE_SCALE, VALIDATE
from benkan.cases.reads import granted
from benkan.cases.reads.funding import changes_of, movable
from benkan.cases.reads.scales import scales
from benkan.cases.writes import movements as writes
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.forms import saying
from benkan.common.permissions import check, check_either, may
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import nombre
from benkan.linkage.reads.undecided import undecided
from benkan.offers.models import HelpKind
from benkan.offers.permissions import SEE
from benkan.organisations.models import Organisation
from benkan.people.views.found import answers_of, status_of

CHANGES = 50  # the latest, on the page of a grant


@require_GET
def grant(request, grant_id):
    """Counted as `figures`, by numbers of accompaniments; one audit row."""
    found = get_object_or_404(Grant, pk=grant_id, organisation=request.actor.organisation_id)
    check_either(request.actor, KEEP_GRANTS, VALIDATE, PAY)
    record(verbs.GRANT_READ, by=request.actor, on=found)
    page = _page(request)
    totals = granted.followed(found.pk, found.amount)
    rows = granted.listed(found.pk, page)
    names = dict(Organisation.objects.filter(pk__in={row.organisation_id for row in rows}).values_list("pk", "name"))
    more = page * granted.PAGE < totals.requests
    today, keeps = clock.today(), may(request.actor, KEEP_GRANTS)
    context = {
        "grant": found,
        "totals": totals,
        "pillars": granted.by_pillar(found.pk),
        "rows": [(row, names.get(row.organisation_id, "")) for row in rows],
        "sample": granted.sample(found.pk, today, value_of(SAMPLE, on=today)),
        "steps": _steps(found),
        "movements": list(found.movements.order_by("-day", "-written_at")),
        "keeps": keeps,
        "may_change": keeps and movable(request.actor, found).exists(),
        "changes": list(changes_of(found)[:CHANGES]),
        "next_url": f"?page={page + 1}" if more else "",
        "today": today,
        "undecided": undecided(),
    }
    return render(request, "cases/grant_followed.html", context)


@require_http_methods(["GET", "POST"])
def note_movement(request, grant_id):
    found = get_object_or_404(Grant, pk=grant_id, organisation=request.actor.organisation_id)
    check(request.actor, KEEP_GRANTS)
    form = MovementForm(_words(found), answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.note_movement(by=request.actor, grant=found, said=form.said)
            messages.success(request, "Le mouvement est noté, avec son acte.")
            return redirect("cases:grant", grant_id=found.pk)
    back = reverse("cases:grant", args=[found.pk])
    return _form(request, form, "Noter un mouvement d’argent", "Noter ce mouvement", f"{found.name}.", back)


@require_GET
def scale(request):
    """What each actor gives for the same need, side by side."""
    check_either(request.actor, SEE, KEEP_GRANTS)
    today = clock.today()
    found = scales(today)
    context = {
        "scales": [(one, nombre(float(one.ratio), 1)) for one in found],
        "proposes": may(request.actor, PROPOSE_SCALE),
        "today": today,
    }
    return render(request, "cases/scale.html", context)


@require_http_methods(["GET", "POST"])
def propose_scale(request, kind):
    """The secretariat puts an amount to the technical committee."""
    check(request.actor, PROPOSE_SCALE)
    found = get_object_or_404(HelpKind, pk=kind)
    one = next((row for row in scales(clock.today()) if row.kind.pk == found.pk), None)
    if one is None:
        raise Impossible("Aucun acteur ne dit encore ce qu’il donne pour cette aide\u00a0: il n’y a rien à comparer.")
    form = ScaleForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.propose_scale(by=request.actor, kind=found, **form.cleaned_data)
            messages.success(request, "La proposition est notée, à soumettre au comité technique.")
            return redirect("cases:scale")
    sentence = f"{found.label}. La proposition n’engage personne tant que le comité n’a pas décidé."
    return _form(request, form, "Proposer un barème commun", "Proposer", sentence, reverse("cases:scale"))


def _steps(found: Grant) -> list[tuple[str, int, object]]:
    """The four words of this grant with what was noted of each, and the day of the last; none before the first."""
    words = _words(found)
    rows = list(GrantMovement.objects.filter(grant=found))
    steps = []
    for word in words:
        mine = [row for row in rows if row.step == word]
        steps.append((word.label, sum(row.amount for row in mine), max((row.day for row in mine), default=None)))
    return steps


def _words(found: Grant) -> tuple[MovementStep, ...]:
    first = found.movements.order_by("written_at").values_list("step", flat=True).first()
    return words_of(first) if first else ()


def _page(request) -> int:
    asked = request.GET.get("page", "1")
    return max(int(asked), 1) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1


def _form(request, form, title: str, button: str, sentence: str, back: str):
    context = {"form": form, "title": title, "button": button, "sentence": sentence, "cancel_url": back}
    return render(request, "cases/funding_form.html", context, status=status_of(form))
