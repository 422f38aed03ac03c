"""The matrix of rights, for pairs of files of one organisation: the SAR's, decided by the SAR alone."""

from collections.abc import Mapping

from benkan.linkage.engine.thresholds import Word
from benkan.linkage.models import Pair
from benkan.linkage.writes import Proposal, decide, propose
from benkan.organisations.acting import acting_for
from tests.house.matrix import Row, own_object, roles

REVIEWERS = ("accompagnement", "point_focal")


def make_pairs(made) -> None:
    """Two pairs of the SAR: one to decide, one decided."""
    with acting_for(made.accounts["own", "accompagnement"]) as by:
        found = {"word": Word.LIKELY, "probability": 0.8, "model": "essai"}
        for other in (made.mother, made.neighbour):
            propose(by=by, proposals=[Proposal(made.registration.pk, other.pk, **found)])
        made.pair, made.decided = Pair.objects.order_by("pk")
        decide(by=by, pair=made.decided, verdict="meme")


def of_pair(world) -> Mapping:
    return {"pair_id": world.pair.pk}


ROWS: dict[str, Row] = {
    "linkage:queue": roles(*REVIEWERS),
    "linkage:batch": roles("point_focal"),
    "linkage:pair": own_object(*REVIEWERS, arguments=of_pair),
    "linkage:answer": own_object(*REVIEWERS, method="post", arguments=of_pair),
    "linkage:undo": own_object(*REVIEWERS, arguments=lambda world: {"pair_id": world.decided.pk}),
}
