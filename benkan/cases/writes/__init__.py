"""Every change of an accompaniment and of what hangs on it."""

from benkan.cases.writes.attempts import close_zone, lose, note_attempt, open_zone
from benkan.cases.writes.cases import (
    close,
    close_annulled,
    confide,
    erase_words,
    open_case,
    reopen,
    resume,
    suspend,
)
from benkan.cases.writes.closing import conclude
from benkan.cases.writes.surveys import begin_survey, finish_survey, recompute, save_answers, say_opinion
from benkan.cases.writes.visits import cancel_visit, note_impossible, note_visit, plan_visit

__all__ = [
    "close",
    "close_annulled",
    "confide",
    "erase_words",
    "open_case",
    "reopen",
    "resume",
    "suspend",
]
__all__ += ["cancel_visit", "note_impossible", "note_visit", "plan_visit"]
__all__ += ["close_zone", "lose", "note_attempt", "open_zone"]
__all__ += ["begin_survey", "conclude", "finish_survey", "recompute", "save_answers", "say_opinion"]
