"""Every change of the directory."""

from benkan.offers.writes.offers import correct_offer, declare_places, end_offer, open_offer
from benkan.offers.writes.structures import close_structure, correct_structure, note_structure

__all__ = [
    "close_structure",
    "correct_offer",
    "correct_structure",
    "declare_places",
    "end_offer",
    "note_structure",
    "open_offer",
]
