"""Moving, and coming back once more: the rows of its routes, and the objects that they ask for, all the SAR's."""

from collections.abc import Mapping
from types import SimpleNamespace

from benkan.arrivals.tests.factories import place
from benkan.cases.models import LiaisonReceived
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.moving import may_be_handed, proposed
from benkan.cases.transfer_tasks import liaison_asked
from benkan.cases.writes import transfer_moves as moves
from benkan.cases.writes.liaison import ask_liaison, serve
from benkan.organisations.acting import acting_for, entered
from tests.house.matrix import NONE, NOTERS, WRITERS, Row, of_case, of_file, own_object, roles


def make_transfers(made: SimpleNamespace) -> None:
    """Somebody whom the partner has accepted, and somebody who came to the partner with a card of the SAR."""
    may_be_handed(SimpleNamespace(fanta=made.accounts["own", "administration"]))
    with acting_for(made.accounts["own", "accompagnement"]) as by:
        made.transfer = proposed(by, accompanied(by, "lassine"))
        card = accompanied(by, "fousseyni").registration.number
    with acting_for(made.accounts["partner", "accompagnement"]) as by:
        moves.accept(by=by, transfer=made.transfer)
        line = serve(by=by, entry_point=place("rte-gog"), answers={"given_names": "Fousseyni"})
        asked = ask_liaison(by=by, registration=line.registration, card=card)
    with entered():
        liaison_asked(organisation_id=str(asked.organisation_id), liaison_id=str(asked.pk))
    with acting_for(made.accounts["own", "accompagnement"]):
        made.liaison = LiaisonReceived.objects.get()


def of_liaison(world) -> Mapping:
    return {"liaison_id": world.liaison.pk}


def both(own, partner, method="get") -> Row:
    """A transfer of the SAR to its partner: each side its own pages; nobody else learns that it exists."""
    arguments = lambda world: {"transfer_id": world.transfer.pk}  # noqa: E731 - as every row says it
    return Row(frozenset(own), frozenset(partner), NONE, method, arguments)


ACCOMPANIES = ("accompagnement",)
ROWS: dict[str, Row] = {
    "cases:transfer_out": own_object(*ACCOMPANIES, arguments=of_case),
    "cases:transfers": roles(*NOTERS),
    "cases:transfer": both(NOTERS, NOTERS),
    "cases:answer_transfer": both((), NOTERS),
    "cases:meet_transfer": both((), ACCOMPANIES),
    "cases:not_come_transfer": both((), NOTERS),
    "cases:withdraw_transfer": both(ACCOMPANIES, ()),
    "cases:back_transfer": both(ACCOMPANIES, (), "post"),
    "cases:transfer_sheet": both(ACCOMPANIES, NOTERS),
    "cases:transfer_reserved": both(ACCOMPANIES, ACCOMPANIES),
    "cases:with_card": roles(*WRITERS),
    "cases:ask_liaison": own_object(*WRITERS, arguments=of_file),
    "cases:liaison": own_object(*NOTERS, arguments=of_liaison),
    "cases:propose_for_liaison": own_object(*ACCOMPANIES, method="post", arguments=of_liaison),
    "cases:liaison_nothing": own_object(
        *ACCOMPANIES, method="post", arguments=of_liaison, data=lambda world: {"answer": "rien"}
    ),
    "cases:second_return": own_object(*ACCOMPANIES, arguments=of_file),
}
