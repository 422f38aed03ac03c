"""What two people of one family are to each other, said in French from either side; and what may be said of two files.

A link is stored once. Her sex gives the word; where it is not known, both words are said.
"""

from dataclasses import dataclass
from typing import TypeVar

from benkan.people.models import FamilyLink, Registration, Sex

T = TypeVar("T")
Kind = FamilyLink.Kind
TO_BE_SAID = "parent ou enfant\u00a0: sens à préciser"
# What somebody is: (for a woman, for a man, where her sex is not known).
_MOTHER = ("mère", "père", "mère ou père")
_CHILD = ("fille", "fils", "enfant")
_GUARDIAN = ("tutrice", "tuteur", "tutrice ou tuteur")
_WARD = ("sous sa tutelle", "sous sa tutelle", "sous sa tutelle")
_EQUALS = {
    Kind.TWIN: ("jumelle", "jumeau", "jumeau ou jumelle"),
    Kind.SIBLING: ("sœur", "frère", "frère ou sœur"),
    Kind.SPOUSE: ("conjointe", "conjoint", "conjoint ou conjointe"),
    Kind.OTHER: ("autre lien de famille",) * 3,
}
_SENIORS = {Kind.PARENT: (_MOTHER, _CHILD), Kind.GUARDIAN: (_GUARDIAN, _WARD)}


@dataclass(frozen=True)
class Tie:
    """One answer to « what is she to the other? »: a kind, and whether she is the parent or guardian of the other.

    `senior`: True, she is; False, the other is; None, the link has no direction.
    """

    kind: str
    senior: bool | None = None

    def senior_of(self, one: T, other: T) -> T | None:
        """Which of two is the parent or guardian, `one` being the person of whom the question is asked."""
        return {True: one, False: other, None: None}[self.senior]

    def words(self, sex: str) -> str:
        """What somebody of this sex is to the other: « mère », « fils », « sœur »."""
        if self.senior is None:
            return _said(_EQUALS[Kind(self.kind)], sex)
        senior, junior = _SENIORS[Kind(self.kind)]
        return _said(senior if self.senior else junior, sex)


# The answers of a form, in the order in which they are asked.
TIES = {
    "parent": Tie(Kind.PARENT, True),
    "enfant": Tie(Kind.PARENT, False),
    "conjoint": Tie(Kind.SPOUSE),
    "fratrie": Tie(Kind.SIBLING),
    "jumeau": Tie(Kind.TWIN),
    "tuteur": Tie(Kind.GUARDIAN, True),
    "pupille": Tie(Kind.GUARDIAN, False),
    "autre": Tie(Kind.OTHER),
}


def ties_asked(sex: str) -> list[tuple[str, str]]:
    """(code, words) of all answers for somebody of this sex: « Mère », « Fille », « Sœur »…"""
    return [(code, tie.words(sex).capitalize()) for code, tie in TIES.items()]


def tie_said(link: FamilyLink, of: Registration) -> str:
    """What `of`, one of the two, is to the other: « mère », « fils »; or that the direction is still to be said."""
    if link.senior_unknown:
        return TO_BE_SAID
    senior = None if link.senior_id is None else link.senior_id == of.pk
    return Tie(link.kind, senior).words(of.sex)


def parent_said(registration: Registration) -> str:
    """« Kadiatou Traoré est la mère », as a button or a sentence begins."""
    words = _said(("la mère", "le père", "la mère ou le père"), registration.sex)
    return f"{registration.full_name} est {words}"


def _said(words: tuple[str, str, str], sex: str) -> str:
    woman, man, either = words
    return {Sex.WOMAN: woman, Sex.MAN: man}.get(sex, either)
