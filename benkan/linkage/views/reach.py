"""The pair that a page is about, found before the right is checked: strangers do not even learn that it exists."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from benkan.common.permissions import check
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.models import Pair
from benkan.linkage.permissions import REVIEW
from benkan.linkage.reads.queue import own_files, readable
from benkan.people.models import Registration

# What the address of a list says for each force.
FORCES = {"tres-probables": Word.VERY_LIKELY, "probables": Word.LIKELY, "a-verifier": Word.CHECK}


def pair_of(request, pair_id: UUID) -> tuple[Pair, tuple[Registration, Registration]]:
    """A pair of two of one's own files with both, the first registered first; 404 where she may not read one of them,
    or where the other file is another actor's; 403 without the right."""
    pair = get_object_or_404(Pair, pk=pair_id, organisation=request.actor.organisation_id)
    check(request.actor, REVIEW)
    if not readable(request.actor).filter(pk=pair.pk).exists():
        raise Http404
    one, other = sorted(own_files(request.actor, pair), key=lambda file: (file.registered_at, file.pk))
    return pair, (one, other)


def force_asked(answers) -> str:
    """The force by which a list is narrowed, as the address says it; "" where it is not."""
    chosen = answers.get("force", "")
    return chosen if chosen in FORCES else ""
