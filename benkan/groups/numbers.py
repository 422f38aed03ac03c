"""Numbers of a collective project (« G-26-000012-3 ») and of a community project (« P-… »)."""

from django.db import connection

from benkan.common import clock
from benkan.common.numbers import number_of

GROUP, PROJECT = "G", "P"


def new_number(prefix: str) -> str:
    """The next one; both share one sequence."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('groups_number')")
        (order,) = cursor.fetchone()
    return number_of(prefix, order, clock.today().year)
