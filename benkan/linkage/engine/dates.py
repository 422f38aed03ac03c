"""Dates of birth as registers hold them: whole, in part, « vers 1990 », in any order, or as a number of Excel.

The order of day and month is learnt from the whole column, or declared. Nothing is invented: what a date does not say
stays unknown, and digits that are no date keep the year they give.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

DAY, MONTH, YEAR, ABOUT = "day", "month", "year", "about"
OLDEST = 1000  # historical registers are read too

_MONTHS = {
    word: number
    for number, words in enumerate(
        ("janvier janv jan january januar januar enero ene janeiro", "fevrier fevr fev february februar feb febrero",
         "mars mar march marz maerz mrz marzo", "avril avr april apr abril abr", "mai may mayo maio",
         "juin june juni jun junio", "juillet juil july juli jul julio", "aout august aug agosto ago",
         "septembre sept sep september septiembre set", "octobre oct october oktober okt octubre",
         "novembre nov november noviembre", "decembre dec december dezember dez diciembre dic"), 1)
    for word in words.split()
}  # fmt: skip
_SAID_ABOUT = re.compile(r"\b(vers|environ|env|circa|ca|about|abt|um|hacia|avant|apres|before|after|approx)\b|~|±")
_TRIPLE = re.compile(r"(\d{1,4})\s*[-/.,\s_]\s*(\d{1,2})\s*[-/.,\s_]\s*(\d{1,4})")
_COUPLE = re.compile(r"(\d{1,4})\s*[-/.\s_]\s*(\d{1,4})")
_WORDED = re.compile(
    r"(?:(\d{1,2})(?:er|st|nd|rd|th|e|\.)?[\s\-./]*(?:de\s+)?)?([a-z]{3,})\.?[\s\-./,]*(?:de\s+)?(\d{2,4})"
)
_WORD_FIRST = re.compile(r"([a-z]{3,})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_TIME = re.compile(r"[t\s]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(z|[+-]\d{2}:?\d{2})?$")
_AGE = re.compile(r"(\d{1,3})(?:[.,]\d+)?\s*(?:ans?|years?(?: old)?|yrs?|jahre|anos)?")
_FIRST_SERIAL, _LAST_SERIAL = 3_654, 73_050  # 1 January 1910 and 31 December 2099, as Excel counts days


class Date(NamedTuple):
    """What is known of a date. `text` is yyyymmdd where all three are written, be they possible or not (19901725)."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    precision: str | None = None
    text: str | None = None


@dataclass(frozen=True)
class Way:
    """How a column writes dates: the order of its parts ("dmy", "mdy", "ymd", "ydm"), Excel's days, ages on a year."""

    order: str = "dmy"
    excel: bool = False
    age_on: int | None = None

    @classmethod
    def declared(cls, form: str) -> Way:
        """The way a schema declares: "JJ/MM/AAAA", "%d.%m.%Y", "yyyymmdd", "excel", "age@2026". Raises ValueError."""
        low = form.strip().lower()
        if low in ("excel", "serial"):
            return cls(excel=True)
        if found := re.fullmatch(r"[aâ]ge\s*@\s*(\d{4})", low):
            return cls(age_on=int(found[1]))
        letters = re.sub(r"[^djmbya]", "", low).replace("j", "d").replace("b", "m").replace("a", "y")
        order = "".join(dict.fromkeys(letters))
        if order not in ("dmy", "mdy", "ymd", "ydm", "my", "ym", "y"):
            raise ValueError(form)
        return cls(order={"my": "dmy", "ym": "ymd", "y": "dmy"}.get(order, order))

    @classmethod
    def learnt(cls, texts: Iterable[str]) -> Way:
        """The order that contradicts the fewest of the dates; day first where nothing tells."""
        found = {"dmy": 0, "mdy": 0, "ymd": 0, "ydm": 0}
        for text in texts:
            parts = _TRIPLE.match(text)
            if parts:
                first, second = int(parts[1]), int(parts[2])
                if len(parts[1]) == 4:
                    found["ymd"] += int(parts[3]) > 12 and second <= 12
                    found["ydm"] += second > 12 and int(parts[3]) <= 12
                else:
                    found["dmy"] += first > 12 and second <= 12
                    found["mdy"] += second > 12 and first <= 12
                    found["ymd"] += int(parts[3]) > 31 and len(parts[3]) == 3
            elif len(text) == 8 and text.isdigit():
                found["ymd"] += _is_recent(text[:4]) and int(text[4:6]) <= 12
                found["dmy"] += _is_recent(text[4:]) and int(text[2:4]) <= 12 and int(text[:2]) <= 31
        return cls(order=max(found, key=lambda order: (found[order], order == "dmy")))


def read(text: str, way: Way = Way()) -> Date:
    """What one cell says of a date; nothing known gives `Date()`."""
    if usual := _triple(text, way):
        return usual
    said = _plain(text)
    if not said:
        return Date()
    about = bool(_SAID_ABOUT.search(said))
    if about:
        said = _SAID_ABOUT.sub(" ", said)
    said = _TIME.sub("", re.sub(r"^\W*(?:nee?|born|geb)?\W*(?:en|le|in|on|am|el)?\b\W*|\W+$", "", said)).strip()
    for attempt in (_number, _triple, _couple, _worded, _any_year):
        found = attempt(said, way)
        if found is not None:
            return found._replace(precision=ABOUT, text=None) if about and found.year else found
    return Date()


def month_of(folded: str) -> int | None:
    """The number of a month written in digits or in a folded word; None where it is neither."""
    return int(folded) if folded.isdigit() else _MONTHS.get(folded)


def _plain(text: str) -> str:
    low = text.strip().lower()
    if not low.isascii():
        low = "".join(sign for sign in unicodedata.normalize("NFKD", low) if not unicodedata.combining(sign))
    return low


def _number(said: str, way: Way) -> Date | None:
    if way.age_on is not None and (found := _AGE.fullmatch(said)) and int(found[1]) <= 120:
        return Date(way.age_on - int(found[1]), precision=ABOUT)
    if said.endswith(".0"):
        said = said[:-2]
    if not said.isdigit():
        return None
    if len(said) == 4:
        return Date(int(said), precision=YEAR) if _is_year(said) else None
    if len(said) == 8:
        return _eight(said, way)
    if len(said) == 5 and _FIRST_SERIAL <= int(said) <= _LAST_SERIAL:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(said))
        return _date(day.year, day.month, day.day)
    return None  # « 27 » may be an age or a year


def _eight(said: str, way: Way) -> Date | None:
    by_order = {"ymd": (4, 6), "ydm": (4, 6), "dmy": (2, 4), "mdy": (2, 4)}
    for order in dict.fromkeys((way.order, "ymd", "dmy")):
        one, two = by_order[order]
        found = _ordered((said[:one], said[one:two], said[two:]), order)
        if found is not None and found.precision == DAY and _is_recent(str(found.year)):
            return found
    # Digits that a clerk or a scanner spoilt are still compared as digits.
    year = said[:4] if way.order.startswith("y") or _is_year(said[:4]) else said[4:]
    text = said if way.order.startswith("y") or year == said[:4] else None
    if _is_year(year):
        return Date(int(year), precision=YEAR, text=text)
    return Date(text=text) if text and text.strip("0") else None


def _triple(said: str, way: Way) -> Date | None:
    found = _TRIPLE.fullmatch(said)
    if not found:
        return None
    parts = found.groups()
    order = way.order
    if len(parts[0]) >= 3:
        order = "ydm" if order == "ydm" else "ymd"
    elif len(parts[2]) >= 3 and order.startswith("y"):
        order = "dmy"
    read_so = _ordered(parts, order)
    if read_so is None or read_so.precision == DAY:
        return read_so
    other = {"dmy": "mdy", "mdy": "dmy", "ymd": "ydm", "ydm": "ymd"}[order]
    exchanged = _ordered(parts, other)
    return exchanged if exchanged is not None and exchanged.precision == DAY else read_so


def _ordered(parts: Sequence[str], order: str) -> Date | None:
    by_letter = dict(zip(order, parts, strict=True))
    year = by_letter["y"]
    if len(year) <= 2:
        year = str(century(int(year)))
    month, day = int(by_letter["m"]), int(by_letter["d"])
    if _is_year(year):
        return _date(int(year), month, day)
    # A year that cannot be is a slip of one digit: the digits are still compared.
    return Date(text=_digits(year, month, day)) if len(year) == 4 and int(year) else None


def _date(year: int, month: int, day: int) -> Date:
    written = _digits(str(year), month, day)
    if not 1 <= month <= 12:
        return Date(year, precision=YEAR, text=written)
    if not 1 <= day <= _longest(month, year):
        return Date(year, month, precision=MONTH, text=written)
    return Date(year, month, day, DAY, written)


def _digits(year: str, month: int, day: int) -> str | None:
    # 00/00 says that nobody knows; one 00 alone may be a slip.
    return f"{year:>04}{month:02}{day:02}" if month or day else None


@cache
def _longest(month: int, year: int) -> int:
    return 31 if month == 12 else (dt.date(year, month + 1, 1) - dt.timedelta(days=1)).day


def _couple(said: str, way: Way) -> Date | None:
    found = _COUPLE.fullmatch(said)
    if not found:
        return None
    year, month = (found[1], found[2]) if len(found[1]) == 4 else (found[2], found[1])
    if not _is_year(year):
        return None
    if len(month) <= 2 and 1 <= int(month) <= 12:
        return Date(int(year), int(month), precision=MONTH)
    return Date(int(year), precision=ABOUT)  # 1985-1987, 1985/86


def _worded(said: str, way: Way) -> Date | None:
    if found := _WORDED.fullmatch(said):
        day, word, year = found.groups()
    elif found := _WORD_FIRST.fullmatch(said):
        word, day, year = found.groups()
    else:
        return None
    month = _MONTHS.get(word)
    full = int(year) if len(year) != 2 else century(int(year))
    if month is None or not OLDEST <= full <= 2100:
        return None
    return Date(full, month, precision=MONTH) if day is None else _date(full, month, int(day))


def _any_year(said: str, way: Way) -> Date | None:
    found = re.findall(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)", said)
    return Date(int(found[0]), precision=ABOUT) if found else None


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and OLDEST <= int(digits) <= 2100


def _is_recent(digits: str) -> bool:
    """Whether four of eight digits written in one go are a year: 19081229 ends with no year 1229."""
    return 1700 <= int(digits) <= 2100


def century(two_digits: int) -> int:
    """The year of a birth, which is of the past: 49 is 1949, and 12 is 2012."""
    today = dt.datetime.now(tz=dt.UTC).year
    year = today // 100 * 100 + two_digits
    return year if year <= today else year - 100
