"""Thresholds: what each is worth, and a new value."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.common import clock, thresholds
from benkan.common.forms import saying
from benkan.common.permissions import check, may
from benkan.common.thresholds import Threshold
from benkan.common.thresholds.reads import Values, all_values, disagreements
from benkan.common.typography import jour
from benkan.organisations import writes
from benkan.organisations.forms import ThresholdForm
from benkan.organisations.permissions import CHANGE_THRESHOLDS
from benkan.organisations.reads import names_of


@require_GET
def threshold_list(request):
    """What every threshold is worth today, since when and from what source, and what is to come."""
    values = all_values()
    known = sorted(thresholds.declared().values(), key=lambda threshold: threshold.code)
    context = {
        "rows": [_worth(values, threshold) for threshold in known],
        "disagreements": disagreements(values),
        "may_change": may(request.actor, CHANGE_THRESHOLDS),
    }
    return render(request, "organisations/thresholds.html", context)


@require_GET
def threshold(request, code):
    """One threshold: what it is worth, and all that was ever said of it."""
    found, values = _declared(code), all_values()
    told = values.told(found)
    names = names_of(row.account_id for row in told)
    context = {
        **_worth(values, found),
        "told": [(row, found.words(row.value), _said_by(row, names)) for row in told],
        "disagreements": [one for one in disagreements(values) if one.threshold == found],
        "may_change": may(request.actor, CHANGE_THRESHOLDS),
    }
    return render(request, "organisations/threshold.html", context)


@require_http_methods(["GET", "POST"])
def change_threshold(request, code):
    """A new value from a day on."""
    check(request.actor, CHANGE_THRESHOLDS)
    found = _declared(code)
    form = ThresholdForm(found, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with saying(form):
            given = writes.change_threshold(by=request.actor, threshold=found, **form.cleaned_data)
            messages.success(request, f"La nouvelle valeur vaut à partir du {jour(given.begins)}.")
            return redirect("threshold", code=code)
    context = {**_worth(all_values(), found), "form": form, "cancel_url": reverse("threshold", args=[code])}
    return render(request, "organisations/change_threshold.html", context, status=422 if form.errors else 200)


def _declared(code: str) -> Threshold:
    try:
        return thresholds.declared()[code]
    except KeyError as unknown:
        raise Http404 from unknown


def _worth(values: Values, threshold: Threshold) -> dict:
    """What it is worth today, in words, and the values that are to come."""
    today = clock.today()
    held = values.row_on(threshold, today)
    coming = [(row, threshold.words(row.value)) for row in values.coming(threshold, today)]
    return {"threshold": threshold, "held": held, "value": threshold.words(held.value), "coming": coming}


def _said_by(row, names: dict) -> str:
    """The file; a colleague by name; nobody's name to another organisation."""
    if row.account_id is None:
        return "le fichier de référence"
    return names.get(row.account_id, "l’administration nationale")
