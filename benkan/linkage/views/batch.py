"""Pairs that leave no doubt, decided together: each is seen, checked, and can be undone by itself."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.permissions import check
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import pluriel
from benkan.linkage import verbs
from benkan.linkage.models import Pair
from benkan.linkage.permissions import REVIEW_MANY
from benkan.linkage.reads.queue import for_a_batch, readable, with_own_files
from benkan.linkage.thresholds import BATCH
from benkan.linkage.views.shown import listed
from benkan.linkage.writes.answering import Outcome, decide_many


@require_http_methods(["GET", "POST"])
def batch(request):
    """A row for each pair, none checked until somebody does; what was decided goes to the list of decided ones."""
    actor = request.actor
    check(actor, REVIEW_MANY)
    chosen = request.POST.getlist("paire")
    if request.method == "POST" and chosen:
        _say(request, decide_many(by=actor, pairs=_chosen(actor, chosen)))
        return redirect(f"{reverse('linkage:queue')}?liste=decidees")
    found = list(with_own_files(for_a_batch(actor), actor)[: value_of(BATCH, on=clock.today())])
    record(verbs.BATCH_READ, by=actor, count=len(found))
    context = {
        "rows": [listed(pair) for pair in found],
        "count": for_a_batch(actor).count(),
        "all": request.GET.get("tout") == "oui",
        "nothing_chosen": request.method == "POST",
    }
    return render(request, "linkage/batch.html", context, status=422 if request.method == "POST" else 200)


def _chosen(actor, identifiers: Sequence[str]) -> list[Pair]:
    """Those of the checked pairs that she may read, with their files; what is no identifier is nobody's pair."""
    mine = with_own_files(readable(actor).filter(organisation=actor.organisation_id), actor)
    by_identifier = {str(pair.pk): pair for pair in mine.filter(pk__in=_identifiers(identifiers))}
    return [by_identifier[one] for one in dict.fromkeys(identifiers) if one in by_identifier]


def _say(request, outcomes: list[Outcome]) -> None:
    """How many were decided; and of each that was refused, which files and why."""
    done = sum(not one.refused for one in outcomes)
    if done:
        decided = pluriel(
            done, "paire décidée\u00a0: une seule personne,paires décidées\u00a0: une seule personne chacune"
        )
        messages.success(request, f"{decided}. Chacune se défait depuis cette liste.")
    for one in outcomes:
        if one.refused:
            numbers = " et ".join(side.registration.number for side in one.pair.own)
            messages.error(request, f"{numbers}\u00a0: {one.refused}")
    if not outcomes:
        messages.error(
            request, "Ces paires ne sont plus à décider. Rouvrez le lot\u00a0: il montre celles qui restent."
        )


def _identifiers(said: Sequence[str]) -> list[UUID]:
    found = []
    for one in said:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
