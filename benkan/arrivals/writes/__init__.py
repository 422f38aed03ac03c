"""All changes of convoys, counts, lists, lines, aid and return episodes; one file for each of these words."""

from benkan.arrivals.writes.aid import NotNoted, give_aid, give_aid_to_tokens
from benkan.arrivals.writes.changing import cancel_convoy, correct_convoy, withdraw_announcement
from benkan.arrivals.writes.convoys import announce, announce_convoy, count_heads, open_convoy
from benkan.arrivals.writes.desks import desk_of, note_printed
from benkan.arrivals.writes.erasing import erase_copies, lists_of
from benkan.arrivals.writes.files import apply_rows
from benkan.arrivals.writes.lines import (
    TokenTaken,
    link_lines,
    next_token,
    note_line,
    register_on_line,
    return_of_known,
)
from benkan.arrivals.writes.moved import receive_moved
from benkan.arrivals.writes.returns import copy_what_is_counted, copy_what_is_counted_of_many, say_return
from benkan.arrivals.writes.undoing import undo_file

__all__ = [
    "NotNoted",
    "TokenTaken",
    "announce",
    "announce_convoy",
    "apply_rows",
    "cancel_convoy",
    "copy_what_is_counted",
    "copy_what_is_counted_of_many",
    "correct_convoy",
    "count_heads",
    "desk_of",
    "erase_copies",
    "give_aid",
    "give_aid_to_tokens",
    "link_lines",
    "lists_of",
    "next_token",
    "note_line",
    "note_printed",
    "open_convoy",
    "receive_moved",
    "register_on_line",
    "return_of_known",
    "say_return",
    "undo_file",
    "withdraw_announcement",
]
