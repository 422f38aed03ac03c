"""What other organisations answered about a file: a word, or nobody."""

import datetime as dt
from dataclasses import dataclass

from benkan.linkage.engine.thresholds import Word
from benkan.linkage.models import Question
from benkan.people.models import Registration

# How strong, in a word that is not the engine's own: « très probable » would be read as a verdict.
STRENGTHS = {Word.LIKELY: "moyenne", Word.VERY_LIKELY: "forte"}


@dataclass(frozen=True)
class Asked:
    """The answer to a question: `word` is None where no other organisation answers, whatever the reason."""

    at: dt.datetime
    word: Word | None

    @property
    def strength(self) -> str:
        """« moyenne », « forte »; "" where nobody answers."""
        return STRENGTHS[self.word] if self.word else ""


def answer_to(question: Question) -> Asked:
    return Asked(question.at, Word(question.word) if question.word else None)


def last_asked(registration: Registration) -> Asked | None:
    """The latest question about her and its answer; None where nobody asked."""
    question = Question.objects.filter(registration=registration).order_by("-at").first()
    return answer_to(question) if question else None
