"""Which telephones many of one's own files bear: an office's, a transit centre's. They prove little.

The model that compares was learnt elsewhere and cannot know them: they are counted where they are asked about.
"""

from collections import Counter
from collections.abc import Iterable

from django.db import connection

from benkan.linkage.engine.desk import BEARERS, Common

PHONE = "phone_1"


def commonly_borne(phones: Iterable[str | None], *, among_files: bool = False) -> Common:
    """Of these telephones, cleaned, each as often as it is told: those that `BEARERS` people or more bear, with their
    share among those who tell one; for the desk. Who tells them counts beside the files, unless they are of them
    (`among_files`).

    One question; none where nobody tells a telephone.
    """
    told = Counter(phone for phone in phones if phone)
    if not told:
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone, bearers, told FROM linkage_bearers(%s)", [sorted(told)])
        found = cursor.fetchall()
    bearers = Counter({phone: count for phone, count, _ in found})
    total = max((total for *_, total in found), default=0)
    if not among_files:
        bearers, total = bearers + told, total + told.total()
    return {PHONE: {phone: count / total for phone, count in bearers.items() if count >= BEARERS}}
