"""Every change of a complaint: noted, followed and contested at a desk, examined by its recipients, ended."""

from benkan.complaints.writes.ends import erase_words, escalate, let_go
from benkan.complaints.writes.following import contest, follow
from benkan.complaints.writes.handing import hand_over
from benkan.complaints.writes.handling import answer, close, examine, say_told, write_note
from benkan.complaints.writes.noting import note
from benkan.complaints.writes.recipients import end_mandate, name_recipient

__all__ = [
    "answer",
    "close",
    "contest",
    "end_mandate",
    "erase_words",
    "escalate",
    "examine",
    "follow",
    "hand_over",
    "let_go",
    "name_recipient",
    "note",
    "say_told",
    "write_note",
]
