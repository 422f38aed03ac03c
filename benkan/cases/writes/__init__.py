"""Every change of an accompaniment and of what hangs on it."""

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
