"""French typography as plain functions: numbers, amounts, dates, durations, and text typed by hand.

Pages reach them through the filters of `templatetags/typography.py`; documents and sheets call them from here.
A figure is never broken over two lines: every space inside one is a non-breaking space.
"""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from benkan.common import clock

NBSP = "\u00a0"
THIN = "\u202f"
NOTHING = "–"

MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
SHORT_MONTHS = (
    *("janv.", "févr.", "mars", "avril", "mai", "juin"),
    *("juil.", "août", "sept.", "oct.", "nov.", "déc."),
)
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
CURRENCIES = {"XOF": f"F{NBSP}CFA", "EUR": "€", "USD": f"${NBSP}US"}


def nombre(value, decimals: int | None = None) -> str:
    """4812.5 → « 4 812,5 »; None → « – ». Without `decimals`, those the value has (a float: two at most)."""
    if value is None or value == "":
        return NOTHING
    number = Decimal(str(value))
    if decimals is None:
        decimals = _decimals_of(number) if isinstance(value, Decimal) else min(_decimals_of(number), 2)
    rounded = number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,f}".replace(",", THIN).replace(".", ",")
    return f"−{text}" if rounded < 0 else text


def montant(value, currency: str = "XOF") -> str:
    """52000 → « 52 000 F CFA »; francs are whole, other currencies show cents where there are any."""
    if value is None or value == "":
        return NOTHING
    number = Decimal(str(value))
    cents = 0 if currency == "XOF" or number == number.to_integral_value() else 2
    return f"{nombre(number, cents)}{NBSP}{CURRENCIES.get(currency, currency)}"


def pourcent(value, decimals: int = 0) -> str:
    """A share between 0 and 1: 0.57 → « 57 % »."""
    return NOTHING if value is None or value == "" else f"{nombre(Decimal(str(value)) * 100, decimals)}{NBSP}%"


def jour(value) -> str:
    """« 1er mars 2026 », « 12 mars 2026 »."""
    day = _day(value)
    return NOTHING if day is None else f"{_day_of_month(day)}{NBSP}{MONTHS[day.month - 1]}{NBSP}{day.year}"


def mois(value) -> str:
    """« mars 2026 »."""
    day = _day(value)
    return NOTHING if day is None else f"{MONTHS[day.month - 1]}{NBSP}{day.year}"


def jour_court(value) -> str:
    """« 12 mars », « 30 janv. »; of another year than this one, « 19 déc. 2025 »."""
    day = _day(value)
    if day is None:
        return NOTHING
    year = "" if day.year == clock.today().year else f"{NBSP}{day.year}"
    return f"{_day_of_month(day)}{NBSP}{SHORT_MONTHS[day.month - 1]}{year}"


def jour_semaine(value) -> str:
    """« jeudi 12 mars »."""
    day = _day(value)
    if day is None:
        return NOTHING
    return f"{DAYS[day.weekday()]} {_day_of_month(day)}{NBSP}{MONTHS[day.month - 1]}"


def heure(value) -> str:
    """« 18 h 05 », « 18 h »; a moment is given in the platform's own time."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, dt.datetime):
        value = _local(value)
    return f"{value.hour}{NBSP}h" + (f"{NBSP}{value.minute:02}" if value.minute else "")


def depuis(value, now: dt.datetime | None = None) -> str:
    """How long something has lasted: « 25 min », « 26 h », « 3 j », « 5 mois », « 2 ans ». Takes a duration, a moment,
    or a day."""
    if value is None or value == "":
        return NOTHING
    now = now or clock.now()
    if isinstance(value, dt.datetime):
        value = now - (value if timezone.is_aware(value) else timezone.make_aware(value))
    elif isinstance(value, dt.date):
        days = (_local(now).date() - value).days
        return "aujourd’hui" if days <= 0 else _long(days)
    seconds = max(value.total_seconds(), 0)
    if seconds < 3600:
        return f"{max(int(seconds // 60), 1)}{NBSP}min"
    # Two days stay in hours: « 26 h » says that an answer due within a day is late.
    if seconds < 48 * 3600:
        return f"{int(seconds // 3600)}{NBSP}h"
    return _long(int(seconds // 86400))


def _long(days: int) -> str:
    """Deadlines are set in days and weeks: up to four months they are counted. Of 455 days nobody knows how long."""
    if days < 120:
        return f"{days}{NBSP}j"
    months = round(days * 12 / 365)
    return f"{months}{NBSP}mois" if months < 24 else f"{months // 12}{NBSP}ans"


def pluriel(count, words: str) -> str:
    """(212, "personne,personnes") → « 212 personnes »; the plural begins at two. One word alone takes an s, but
    « mois » has it."""
    if count is None or count == "":
        return NOTHING
    singular, _, plural = words.partition(",")
    word = singular if abs(Decimal(str(count))) < 2 or singular.endswith("s") else plural or f"{singular}s"
    return f"{nombre(count)}{NBSP}{word}"


def telephone(text: str) -> str:
    """« 36614696 » → « 36 61 46 96 », read out by twos; what was written otherwise stays as it was."""
    found = re.fullmatch(r"((?:\+|00)223)?(\d{8})", (text or "").strip())
    if found is None:
        return text or ""
    number = found[2]
    return NBSP.join([*([found[1]] if found[1] else []), *(number[i : i + 2] for i in range(0, 8, 2))])


# An entity's own semicolon, a tag, an address: not punctuation of the sentence.
_UNTOUCHED = re.compile(r"(&#?\w+;|<[^>]*>|\b\w+://\S+)")


def fr(text: str) -> str:
    """Text typed by hand, with non-breaking spaces where French asks them and curved apostrophes."""
    parts = _UNTOUCHED.split(str(text))
    return "".join(part if at % 2 else _spaced(part) for at, part in enumerate(parts))


def _spaced(text: str) -> str:
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r"«[ \u00a0\u202f]*(?=\S)", f"«{NBSP}", text)
    text = re.sub(r"(?<=\S)[ \u00a0\u202f]*»", f"{NBSP}»", text)
    # With a space already there the intent is plain; without one, only at the end of a word (not 10:30, not a:b).
    text = re.sub(r"(?<![\s:;!?])[ \u00a0\u202f]+(?=:)|(?<=[^\s:;!?])(?=:(?:\s|$))", NBSP, text)
    return re.sub(r"(?<![\s:;!?])[ \u00a0\u202f]+(?=[;!?])|(?<=[^\s:;!?])(?=[;!?]+(?:\s|$))", THIN, text)


def _decimals_of(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(-exponent, 0)


def _local(moment: dt.datetime) -> dt.datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _day(value) -> dt.date | None:
    if value is None or value == "":
        return None
    return _local(value).date() if isinstance(value, dt.datetime) else value


def _day_of_month(day: dt.date) -> str:
    return "1er" if day.day == 1 else str(day.day)
