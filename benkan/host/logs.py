"""What the log says of an error: which, and where in the program; never its words, which may hold those of a person.

« Failing row contains (…, Zoumanata, …) » is what a database answers, « invalid literal: '79 99 88 77' » what Python
does: the type and the lines of code are enough to find the cause, and who mends it can ask the person.
"""

from __future__ import annotations

import logging
import traceback

LINE = "{asctime} {levelname} {name} {message}"
SUSPICIOUS = "django.security"  # its messages repeat what was sent


class Discreet(logging.Formatter):
    """One line, then the frames of the error and of those it came from, each with its type."""

    def __init__(self):
        super().__init__(LINE, style="{")

    def format(self, record: logging.LogRecord) -> str:
        """The record is left as it was: other handlers may read it."""
        told = logging.makeLogRecord(record.__dict__)
        told.exc_text = None
        if record.name.startswith(SUSPICIOUS):
            told.msg, told.args = "refused", ()
        else:
            told.args = _without_words(record.args)
            if isinstance(record.msg, BaseException):
                told.msg = type(record.msg).__name__
        return super().format(told)

    def formatException(self, ei) -> str:
        return "\n".join(_told(ei[1])) if ei and ei[1] else ""

    def formatStack(self, stack_info) -> str:
        return stack_info


def _told(error: BaseException) -> list[str]:
    """The chain of errors, the first cause first, each as its frames and its type."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    lines = [*_told(before), "then"] if before is not None else []
    frames = traceback.extract_tb(error.__traceback__)
    lines += [f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    return [*lines, f"{type(error).__module__}.{type(error).__qualname__}"]


def _without_words(args):
    if isinstance(args, dict):
        return {name: _word(value) for name, value in args.items()}
    return tuple(_word(value) for value in args) if isinstance(args, tuple) else args


def _word(value):
    return type(value).__name__ if isinstance(value, BaseException) else value
