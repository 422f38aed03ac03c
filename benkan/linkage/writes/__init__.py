"""Propose pairs, and say what one knows of them."""

from benkan.linkage.writes.deciding import decide, undo
from benkan.linkage.writes.proposing import Proposal, propose

__all__ = ["Proposal", "decide", "propose", "undo"]
