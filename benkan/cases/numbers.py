"""Numbers that are printed and read out on the telephone: of an accompaniment (« A-26-000123-4 »), by which boards and
their lists name it, and of a referral (« F-26-000123-4 »), which its sheet carries; of a transfer (« T-26-000123-4 »).

One letter before it (`benkan.common.numbers`): the number of a card has two, and a
sheet's number typed where a card's is awaited finds nobody, rather than somebody else.
"""

from django.db import connection

from benkan.common import clock
from benkan.common.numbers import number_of

CASE, REFERRAL, TRANSFER = "A", "F", "T"
RECEIPT = "R"  # of a delivery, on the paper that she signs
SEQUENCES = {
    CASE: "cases_number",
    REFERRAL: "cases_referral_number",
    RECEIPT: "cases_receipt_number",
    TRANSFER: "cases_transfer_number",
}


def new_number(prefix: str) -> str:
    """The next one of its kind."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [SEQUENCES[prefix]])
        (order,) = cursor.fetchone()
    return number_of(prefix, order, clock.today().year)
