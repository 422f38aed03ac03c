"""The number of an accompaniment, « A-26-000123-4 »: what boards, lists and calls name it by, never a name."""

from django.db import connection
from stdnum import damm

from benkan.common import clock


def new_number() -> str:
    """The next one: letter, year, order, check digit (Damm, on year and order)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('cases_number')")
        order = cursor.fetchone()[0]
    return number_of(order, clock.today().year)


def number_of(order: int, year: int) -> str:
    """The number for an order in a year."""
    digits = f"{year % 100:02}{order:06}"
    return f"A-{digits[:2]}-{digits[2:]}-{damm.calc_check_digit(digits)}"
