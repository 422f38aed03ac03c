"""Numbers: the one we give (with its check digit), and those that people show."""

import re

from django.conf import settings
from django.db import connection

from benkan.common import clock, numbers


def new_numbers(count: int) -> list[str]:
    """The next registration numbers, « ML-26-004812-7 »: prefix, year, order, check digit (Damm, on year and order)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('people_number') FROM generate_series(1, %s)", [count])
        orders = [order for (order,) in cursor.fetchall()]
    year = clock.today().year
    return [number_of(order, year) for order in orders]


def number_of(order: int, year: int) -> str:
    """The number for an order in a year."""
    return numbers.number_of(settings.NUMBER_PREFIX, order, year)


def number_typed(text: str) -> str | None:
    """A number as somebody typed it, in our spelling; None if it is no number of ours or its check digit disagrees."""
    return numbers.number_typed(settings.NUMBER_PREFIX, text, typed_as="[A-Z]{2}")


def identifier_key(value: str) -> str:
    """How numbers of papers are compared: capitals, without spaces, dots, dashes."""
    return re.sub(r"[\s.\-–_/]", "", value).upper()[:60]


def phone_key(value: str) -> str:
    """How telephone numbers are compared: digits with the country's, Mali’s when there are eight."""
    digits = re.sub(r"\D", "", value.split("/", maxsplit=1)[0].split(";", maxsplit=1)[0])
    if digits.startswith("00"):
        digits = digits[2:]
    return f"{settings.PHONE_PREFIX}{digits}"[:20] if len(digits) == 8 else digits[:20]


def nina_looks_odd(value: str) -> bool:
    """Whether a NINA is not written as most are: fifteen characters, nine digits at least, a letter at the end.

    Odd is kept and said, never refused: public descriptions of the number contradict each other.
    """
    key = identifier_key(value)
    usual = re.fullmatch(r"[0-9A-Z]{14}[A-Z]", key) and sum(c.isdigit() for c in key) >= 9
    return not usual
