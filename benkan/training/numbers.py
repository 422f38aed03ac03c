"""Numbers of training: of a session (« S-26-000012-3 »), a token that a person shows (« I-… »), a request (« D-… »)."""

from django.db import connection

from benkan.common import clock
from benkan.common.numbers import number_of

SESSION, TOKEN, REQUEST = "S", "I", "D"


def new_number(prefix: str) -> str:
    """The next one; the three share one sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('training_number')")
        (order,) = cursor.fetchone()
    return number_of(prefix, order, clock.today().year)
