"""Every change of a restricted file: confided, held, written in, claimed, closed; and what stands around them."""

from benkan.safeguarding.writes.authorities import end_authority, record_training, say_authority
from benkan.safeguarding.writes.claims import decide_claim, note_claim
from benkan.safeguarding.writes.confiding import confide
from benkan.safeguarding.writes.eighteen import at_eighteen
from benkan.safeguarding.writes.ends import alert_orphans, erase_words, let_go
from benkan.safeguarding.writes.holding import decline, propose, take
from benkan.safeguarding.writes.interviews import conclude
from benkan.safeguarding.writes.keeping import add_row, close
from benkan.safeguarding.writes.places import ask_for_shelter, bar_place, lift_place

__all__ = [
    "add_row",
    "alert_orphans",
    "ask_for_shelter",
    "at_eighteen",
    "bar_place",
    "close",
    "conclude",
    "confide",
    "decide_claim",
    "decline",
    "end_authority",
    "erase_words",
    "let_go",
    "lift_place",
    "note_claim",
    "propose",
    "record_training",
    "say_authority",
    "take",
]
