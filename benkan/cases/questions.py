"""What is asked in a screening: dated data of `data/screening_*.csv`, never questions in code.

A rapid question opens a set of detailed ones; each answer « oui » raises a flag, which may or may not be named.
"""

import csv
import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benkan.cases.engine.priority import PRESSING, Raised
from benkan.common import clock
from benkan.people.ages import MAJORITY
from benkan.people.models import Registration, Sex
from benkan.places.reference import MALI

FOLDER = Path(__file__).parent / "data"
OLD = "AGE"  # known from her birth, never asked


@dataclass(frozen=True)
class Flag:
    """What may stand behind an answer; a restricted one is never named outside what is opened with a reason."""

    code: str
    label: str
    restricted: bool


@dataclass(frozen=True)
class Question:
    """One question, said to the person as it is written. `code` tells it from all others, `theme` its set ("" for the
    rapid ones), `opens` the set that a « oui » asks for, `suggests` a kind of help."""

    code: str
    theme: str
    question: str
    help: str
    flag: Flag
    level: str
    opens: str
    suggests: str
    asked_of: str  # "", femme, mineur, etranger
    in_person: bool
    begins: str
    ends: str

    @property
    def raised(self) -> Raised:
        return Raised(self.flag.code, self.level, self.flag.restricted)

    def is_for(self, registration: Registration) -> bool:
        """Whether it concerns her, from what her file says; what is not known is asked."""
        return _concerns(self.asked_of, registration)


@dataclass(frozen=True)
class Theme:
    """A set of detailed questions: its name, whether it is restricted, whether it is asked in person only, and what the
    one who asks must know first."""

    code: str
    label: str
    restricted: bool
    in_person: bool
    asked_of: str
    say: str

    def is_for(self, registration: Registration) -> bool:
        return _concerns(self.asked_of, registration)


def rapid(registration: Registration, *, in_person: bool, on: dt.date | None = None) -> list[Question]:
    """The questions for this person on a day (today); by telephone, none that somebody who listens must not hear."""
    day = (on or clock.today()).isoformat()
    return [
        one
        for one in all_questions().values()
        if not one.theme and _offered(one, day) and one.is_for(registration) and (in_person or not one.in_person)
    ]


def detailed(theme: Theme, registration: Registration, *, on: dt.date | None = None) -> list[Question]:
    """The questions of a set for this person, on a day (today)."""
    day = (on or clock.today()).isoformat()
    found = (one for one in all_questions().values() if one.theme == theme.code)
    return [one for one in found if _offered(one, day) and one.is_for(registration)]


@cache
def all_questions() -> dict[str, Question]:
    """By code, those of other days too: an answer of before keeps its question."""
    return {one.code: one for one in (*map(_question, _rows("rapid")), *map(_question, _rows("detailed")))}


@cache
def flags() -> dict[str, Flag]:
    return {row["flag"]: Flag(row["flag"], row["label"], row["restricted"] == "oui") for row in _rows("flags")}


@cache
def themes() -> dict[str, Theme]:
    return {
        row["code"]: Theme(
            code=row["code"],
            label=row["label"],
            restricted=row["restricted"] == "oui",
            in_person=row["in_person"] == "oui",
            asked_of=row["asked_of"],
            say=row["say"],
        )
        for row in _rows("sets")
    }


def flag_label(code: str) -> str:
    """The words of a flag; a code that the files no longer know shows itself."""
    found = flags().get(code)
    return found.label if found else code


def _concerns(asked_of: str, registration: Registration) -> bool:
    if asked_of == "femme":
        return registration.sex != Sex.MAN
    if asked_of == "mineur":
        age = registration.age_on(clock.today())
        return age is not None and age < MAJORITY
    if asked_of == "etranger":
        nationality = registration.nationality
        return registration.nationality_unknown or (nationality is not None and nationality.slug != MALI)
    return True


def _question(row: dict[str, str]) -> Question:
    theme = row.get("set", "")
    if row["level"] not in PRESSING:
        raise ValueError(f"{row['code']} presses as {row['level']}, which the rule does not know")
    return Question(
        code=f"{theme}.{row['code']}" if theme else row["code"],
        theme=theme,
        question=row["question"],
        help=row["help"],
        flag=flags()[row["flag"]],
        level=row["level"],
        opens=row.get("opens", ""),
        suggests=row.get("suggests", ""),
        asked_of=row["asked_of"],
        in_person=row.get("in_person", "") == "oui",
        begins=row["begins"],
        ends=row["ends"],
    )


def _offered(question: Question, day: str) -> bool:
    return (question.begins or day) <= day <= (question.ends or day)


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    with open(FOLDER / f"screening_{name}.csv", encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))
