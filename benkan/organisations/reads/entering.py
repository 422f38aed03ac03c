"""How an account entered lately, as its owner reads it."""

from uuid import UUID

from benkan.audit.models import Entry
from benkan.organisations.verbs import SIGNED_IN

SHOWN = 5


def last_sign_ins(account_id: UUID) -> list[Entry]:
    """The last times one entered, in one's present organisation, the latest first."""
    entered = Entry.objects.filter(account_id=account_id, verb=SIGNED_IN.code)
    return list(entered.order_by("-id")[:SHOWN])
