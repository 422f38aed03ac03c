"""What stands for an ordinary file beside a restricted one, and the numbers that restricted things carry."""

from django.conf import settings
from django.db import connection
from django.utils.crypto import salted_hmac

from benkan.common import clock
from benkan.common.numbers import number_of

# One letter each, neither of which any other number begins with.
FILE, CLAIM = "Z", "L"
_SEQUENCES = {FILE: "safeguarding_number", CLAIM: "safeguarding_claim_number"}


def file_mark(file_number: str) -> str:
    """Keyed, so that a stolen table does not say of whom: hexadecimal, 64 characters."""
    return salted_hmac(
        "benkan.safeguarding.file", file_number, secret=settings.SECRET_KEY, algorithm="sha256"
    ).hexdigest()


def new_number(prefix: str) -> str:
    """The next one of its kind: « Z-26-000012-4 »."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [_SEQUENCES[prefix]])
        (order,) = cursor.fetchone()
    return number_of(prefix, order, clock.today().year)
