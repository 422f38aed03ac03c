"""From a probability to a word: à vérifier, probable, très probable."""

from dataclasses import dataclass
from enum import StrEnum

WRITTEN = 0.05
RATHER_THE_SAME = 0.5
LEAST_SURE = 0.995


class Word(StrEnum):
    """What is proposed to the person who decides; nothing is ever merged by itself."""

    CHECK = "à vérifier"
    LIKELY = "probable"
    VERY_LIKELY = "très probable"


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from 0 to 1: `written` and more is proposed, `likely` and more rather the same, `very_likely`
    and more sure.
    """

    written: float = WRITTEN
    likely: float = RATHER_THE_SAME
    very_likely: float = LEAST_SURE

    def word(self, probability: float, *, names_alone: bool) -> Word | None:
        """The word for a pair; None below what is written. Where nothing but names agrees, never more than « à
        vérifier ».
        """
        if probability < self.written:
            return None
        if names_alone or probability < self.likely:
            return Word.CHECK
        return Word.VERY_LIKELY if probability >= self.very_likely else Word.LIKELY
