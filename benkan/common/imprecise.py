"""Dates that people know only in part: « 27 ans », « vers 1998 », « 3/1998 », « 3/5/1998 », or not at all.

Year, month and day are kept apart with the precision, and the words as they were said. The first of January and the
31st of December are kept as written, but say no more than the year: registers use them for « unknown ».
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

OLDEST = 1890  # nobody received at a post was born before
EARLIEST_AGE, LATEST_AGE = 0, 120


class Precision(StrEnum):
    DAY = "jour"
    MONTH = "mois"
    YEAR = "annee"
    ABOUT = "vers"
    UNKNOWN = "inconnue"


class NotADate(ValueError):
    """What was written is no date; the message is a sentence that says what to write instead."""


@dataclass(frozen=True)
class ImpreciseDate:
    """A date known in part. `raw` is what was said. Without a year, nothing is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    precision: Precision = Precision.UNKNOWN
    raw: str = ""

    def age_on(self, day: dt.date) -> int | None:
        """Whole years on a day; by the year alone where the rest is unknown (at most one year too many)."""
        if self.year is None:
            return None
        birthday_passed = self.precision != Precision.DAY or (day.month, day.day) >= (self.month, self.day)
        return max(0, day.year - self.year - (not birthday_passed))

    def __str__(self):
        if self.year is None:
            return "inconnue"
        if self.precision == Precision.DAY:
            return f"{self.day:02}/{self.month:02}/{self.year}"
        if self.precision == Precision.MONTH:
            return f"{self.month:02}/{self.year}"
        return f"vers {self.year}" if self.precision == Precision.ABOUT else str(self.year)


_UNKNOWN = {"", "?", "-", "–", "inconnu", "inconnue", "ne sait pas", "nsp", "na", "n/a", "non renseigne", "neant"}
_ABOUT = r"(?:ne|nee|ne\(e\))?\s*(?:vers|environ|env\.?|circa|ca\.?|~|±)\s*"
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("janvier janv jan", "fevrier fevr fev", "mars mar", "avril avr", "mai", "juin", "juillet juil", "aout",
         "septembre sept sep", "octobre oct", "novembre nov", "decembre dec"), 1)
    for name in names.split()
}  # fmt: skip


def parse(text, *, on: dt.date) -> ImpreciseDate:
    """Read what was said on a day (`on`, for ages): a text, a number, a date. Raises `NotADate` with a sentence."""
    if isinstance(text, dt.datetime):
        text = text.date()
    if isinstance(text, dt.date):
        return _checked(text.year, text.month, text.day, Precision.DAY, text.strftime("%d/%m/%Y"), on)
    if isinstance(text, float) and text.is_integer():
        text = int(text)
    raw = "" if text is None else str(text).strip()
    said = _plain(raw)
    if said in _UNKNOWN:
        return ImpreciseDate(raw=raw)
    for read in (_age, _about, _year, _numbers, _words):
        found = read(said, raw, on)
        if found is not None:
            return found
    raise NotADate(_sentence(raw))


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFD", text.casefold())
    without = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return re.sub(r"\s+", " ", without.replace("\u202f", " ").replace("\xa0", " ")).strip()


def _age(said, raw, on):
    if match := re.fullmatch(r"(?:age\s*)?(?:environ\s*)?(\d{1,3})\s*(?:ans?|a)?", said):
        years = int(match[1])
        if EARLIEST_AGE <= years <= LATEST_AGE:
            return ImpreciseDate(on.year - years, precision=Precision.ABOUT, raw=raw)
        raise NotADate(f"« {raw} » n’est pas un âge. Écrivez l’âge en années (« 27 »), ou l’année (« vers 1998 »).")
    if match := re.fullmatch(r"(\d{1,3})\s*(mois|semaines?|jours?)", said):
        days = int(match[1]) * {"m": 30, "s": 7, "j": 1}[match[2][0]]
        born = on - dt.timedelta(days=days)
        return ImpreciseDate(born.year, born.month, precision=Precision.MONTH, raw=raw)
    return None


def _about(said, raw, on):
    if match := re.fullmatch(_ABOUT + r"(?:le |en )?(\d{4})(?:[-/]\d{2}[-/]\d{2})?", said):
        return _checked(int(match[1]), None, None, Precision.ABOUT, raw, on)
    return None


def _year(said, raw, on):
    if match := re.fullmatch(r"(?:nee? )?(?:en )?(\d{4})", said):
        return _checked(int(match[1]), None, None, Precision.YEAR, raw, on)
    return None


def _numbers(said, raw, on):
    said = re.sub(r"[ t]00:00(:00(\.0+)?)?$", "", said)
    parts = re.fullmatch(r"(\d{1,4})\s*[/.\- ]\s*(\d{1,4})(?:\s*[/.\- ]\s*(\d{1,4}))?", said)
    if not parts:
        return None
    first, second, third = parts[1], parts[2], parts[3]
    if third is None:
        month, year = (second, first) if len(first) == 4 else (first, second)
        if len(year) != 4:
            raise NotADate(_sentence(raw))
        return _checked(int(year), int(month), None, Precision.MONTH, raw, on)
    day, month, year = (third, second, first) if len(first) == 4 else (first, second, third)
    return _checked(_full_year(year, on, raw), int(month), int(day), Precision.DAY, raw, on)


def _words(said, raw, on):
    match = re.fullmatch(r"(?:(?:le )?(\d{1,2})(?:er)? )?([a-z]+)\.? (\d{4})", said)
    if not match or match[2] not in _MONTHS:
        return None
    if match[1] is None:
        return _checked(int(match[3]), _MONTHS[match[2]], None, Precision.MONTH, raw, on)
    return _checked(int(match[3]), _MONTHS[match[2]], int(match[1]), Precision.DAY, raw, on)


def _full_year(text: str, on: dt.date, raw: str) -> int:
    if len(text) == 4:
        return int(text)
    if len(text) != 2:
        raise NotADate(_sentence(raw))
    year = on.year // 100 * 100 + int(text)
    return year if year <= on.year else year - 100


def _checked(year, month, day, precision, raw, on) -> ImpreciseDate:
    if not OLDEST <= year <= on.year:
        raise NotADate(f"« {raw} » : l’année {year} n’est pas possible. Corrigez, ou écrivez l’âge (« 27 »).")
    if month is not None:
        try:
            whole = dt.date(year, month, day or 1)
        except ValueError as error:
            raise NotADate(_sentence(raw)) from error
        if whole > on:
            raise NotADate(f"« {raw} » est dans l’avenir. Corrigez, ou écrivez l’âge (« 27 »).")
    return ImpreciseDate(year, month, day, precision, raw)


def _sentence(raw: str) -> str:
    return f"« {raw} » n’est pas une date. Corrigez, ou écrivez « vers 1990 »."
