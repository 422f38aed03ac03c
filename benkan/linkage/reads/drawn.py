"""Pairs drawn at random to be answered, for the queue that mixes them with the others."""

from django.db.models import Exists, OuterRef, QuerySet

from benkan.linkage.lifecycle import State
from benkan.linkage.models import Drawn, Pair


def drawn_to_decide() -> QuerySet[Pair]:
    """Open pairs of one's own organisation that were drawn, the earliest drawn first.

    A page that shows them says nothing of it: whoever knew which pairs measure her answers would answer otherwise.
    """
    return Pair.objects.filter(drawn__isnull=False, state=State.OPEN).order_by("drawn__at", "pk")


def with_drawn(pairs: QuerySet[Pair]) -> QuerySet[Pair]:
    """The same pairs, each with `is_drawn`, so that a queue may sort some of them in."""
    return pairs.annotate(is_drawn=Exists(Drawn.objects.filter(pair=OuterRef("pk"))))
