"""Numbers that are printed and read out on the telephone: of an accompaniment (« A-26-000123-4 »), by which boards and
their lists name it, and of a referral (« F-26-000123-4 »), which its sheet carries.

Prefix, year, order, check digit (Damm, on year and order). One letter before it: the number of a card has two, and a
sheet's number typed where a card's is awaited finds nobody, rather than somebody else.
"""

import re

from django.db import connection
from stdnum import damm

from benkan.common import clock

CASE, REFERRAL = "A", "F"
SEQUENCES = {CASE: "cases_number", REFERRAL: "cases_referral_number"}


def new_number(prefix: str) -> str:
    """The next one of its kind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [SEQUENCES[prefix]])
        (order,) = cursor.fetchone()
    return number_of(prefix, order, clock.today().year)


def number_of(prefix: str, order: int, year: int) -> str:
    """The number for an order in a year."""
    digits = f"{year % 100:02}{order:06}"
    return f"{prefix}-{digits[:2]}-{digits[2:]}-{damm.calc_check_digit(digits)}"


def number_typed(prefix: str, text: str) -> str | None:
    """A number as somebody typed it, in our spelling; None if it is none of its kind or its check digit disagrees."""
    match = re.fullmatch(rf"{prefix}?(\d{{2}})(\d{{6,}})(\d)", re.sub(r"[\s\-–.]", "", text.upper()))
    if not match or not damm.is_valid(match[1] + match[2] + match[3]):
        return None
    return f"{prefix}-{match[1]}-{match[2]}-{match[3]}"
