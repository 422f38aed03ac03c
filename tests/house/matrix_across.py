"""The matrix of rights, for what is asked of other organisations: here the SAR asked, and BENKADI knows her."""

from collections.abc import Mapping

from benkan.linkage.tests.between import THERE, a_file, agreed, pair_of
from benkan.linkage.writes.across import name_oneself, open_identity
from benkan.organisations.acting import acting_for
from tests.house.matrix import NONE, Row, own_object

DECIDERS = frozenset({"accompagnement", "point_focal"})


def make_across(made) -> None:
    """A pair of two organisations, of the files that each made; both signed, and both opened who she is."""
    ours, theirs = (made.accounts[side, "administration"] for side in ("own", "partner"))
    agreed("BENKADI", "SAR", theirs, ours)
    agreed("SAR", "BENKADI", ours, theirs)
    a_file(made.accounts["partner", "accompagnement"], THERE)
    asking, holding = (made.accounts[side, "accompagnement"] for side in ("own", "partner"))
    made.asked_file = a_file(asking)
    made.across = pair_of(asking, made.asked_file)
    with acting_for(holding) as by:
        name_oneself(by=by, pair=made.across)
        open_identity(by=by, pair=made.across)
    with acting_for(asking) as by:
        open_identity(by=by, pair=made.across)


def of_pair(world) -> Mapping:
    return {"pair_id": world.across.pk}


def of_asked_file(world) -> Mapping:
    return {"registration_id": world.asked_file.pk}


def of_both(method="get") -> Row:
    """Each side its own; nobody else learns that there is a pair."""
    return Row(DECIDERS, DECIDERS, NONE, method, of_pair)


ROWS: dict[str, Row] = {
    "linkage:ask": own_object("accueil", "accompagnement", method="post", arguments=of_asked_file),
    "linkage:across": of_both(),
    "linkage:across_answer": of_both("post"),
    "linkage:across_undo": of_both("post"),
    "linkage:across_name": of_both("post"),
    "linkage:across_open": of_both("post"),
    "linkage:across_extract": of_both(),
}
