"""Aid, on one line or on many: named or not, from the first minute."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from benkan.arrivals import verbs
from benkan.arrivals.desk import find_desk
from benkan.arrivals.forms.aid import AidForm, AidManyForm
from benkan.arrivals.models import Line
from benkan.arrivals.permissions import AID
from benkan.arrivals.tokens import in_words
from benkan.arrivals.writes import NotNoted, give_aid, give_aid_to_tokens
from benkan.audit.writes import record
from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.common.typography import pluriel


@require_http_methods(["GET", "POST"])
def give(request, line_id):
    """Aid on one line; several kinds at once."""
    line = get_object_or_404(Line.objects.select_related("list__convoy", "registration"), pk=line_id)
    desk = find_desk(request.actor, list_id=line.list_id)
    check(request.actor, AID)
    form = AidForm(request.POST if request.method == "POST" else None, **_night(desk))
    if form.is_valid():
        give_aid(by=request.actor, line=line, **form.given)
        messages.success(request, f"Aide notée pour le jeton {line.token:03}.")
        return redirect(desk.home)
    if request.method == "GET":
        record(verbs.LINE_READ, by=request.actor, on=line, file_id=line.registration_id)
    context = {"desk": desk, "line": line, "given": line.aid.all(), "form": form}
    return render(request, "arrivals/aid.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
def give_many(request, convoy_id=None, list_id=None):
    """The same aid for many tokens. Those not noted yet are named, and become counted heads if one says so."""
    by = request.actor
    desk = find_desk(by, convoy_id, list_id)
    check(by, AID)
    form = AidManyForm(request.POST if request.method == "POST" else None, **_night(desk))
    missing: list[int] = []
    if form.is_valid():
        tokens = form.cleaned_data["tokens"]
        with saying(form, "tokens", NotNoted) as outcome:
            give_aid_to_tokens(
                by=by,
                arrival_list=desk.opened(by),
                tokens=tokens,
                count_missing="compter" in request.POST,
                **form.given,
            )
            messages.success(request, f"Aide notée pour {pluriel(len(tokens), 'jeton')} : {in_words(tokens)}.")
            return redirect(desk.home)
        missing = outcome.refusal.tokens
    context = {"desk": desk, "form": form, "missing": missing}
    return render(request, "arrivals/aid_many.html", context, status=422 if form.errors else 200)


def _night(desk) -> dict:
    return {"day": desk.day, "arrives_at": desk.convoy.arrives_at if desk.convoy else None}
