"""On which side of a referral or of a transfer one is, and which moves are that side's."""

from benkan.cases.lifecycles.referrals import MOVERS, MOVES, ReferralStatus, Side
from benkan.cases.models import Referral, Transfer
from benkan.common.errors import Refused
from benkan.common.permissions import Actor


def side_of(by: Actor, sent: Referral | Transfer) -> Side:
    """Which side of a referral, or of a transfer, one is on. Raises `Refused` on neither."""
    if by.organisation_id == sent.organisation_id:
        return Side.SENDER
    if by.organisation_id == sent.receiver_id:
        return Side.RECEIVER
    named = "Ce transfert n’est ni proposé ni reçu" if isinstance(sent, Transfer) else _NEITHER
    raise Refused(f"{named} par votre organisation.")


_NEITHER = "Cette orientation n’est ni envoyée ni reçue"


def may_make(side: Side, referral: Referral, to: ReferralStatus) -> bool:
    """Whether it is this side's move, from where the referral stands."""
    if to not in MOVES[ReferralStatus(referral.status)]:
        return False
    if referral.structure_id is not None:
        # On paper nothing is seen before it is answered; all that is heard is typed by its sender.
        return side is Side.SENDER and to not in (ReferralStatus.SEEN, ReferralStatus.EXPIRED)
    # Its outcome is said, or missed, once it said yes: before that nothing crossed, and nothing may.
    if to is ReferralStatus.DONE and referral.status == ReferralStatus.SENT:
        return False
    if to is ReferralStatus.UNKNOWN and referral.status != ReferralStatus.ACCEPTED:
        return False
    return MOVERS[to] in (side, Side.EITHER)
