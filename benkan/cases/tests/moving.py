"""People who move, made through the writes, inside `acting_for`."""

from benkan.cases.lifecycles.transfers import TransferReason
from benkan.cases.models import Case, Transfer
from benkan.cases.tests.referring import agreed
from benkan.cases.writes import transfer_moves as moves
from benkan.cases.writes.transfers import propose
from benkan.demo.cast import body_of
from benkan.organisations.acting import acting_for

WHOLE = ("identite", "contact", "suivi")


def may_be_handed(cast) -> None:
    """The reception service may hand on the whole sheet to the association."""
    agreed(cast, *WHOLE)


def proposed(by, case: Case, **others) -> Transfer:
    """To the association, because she moves, with who she is, how to reach her and what was done."""
    said = {"receiver": body_of("BENKADI"), "reason": TransferReason.MOVES, "hand_on": WHOLE} | others
    return propose(by=by, case=case, **said)


def received(account, transfer: Transfer, **answers) -> Transfer:
    """Accepted, then met, by an account of the association."""
    with acting_for(account) as by:
        moves.accept(by=by, transfer=transfer)
        moves.meet(by=by, transfer=transfer, answers=answers or {"given_names": "Lassine"})
        return Transfer.objects.get(pk=transfer.pk)
