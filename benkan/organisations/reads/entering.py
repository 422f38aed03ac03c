"""How an account entered lately, as its owner reads it; and whether others too answer for it."""

from uuid import UUID

from django.db import connection

from benkan.audit.models import Entry
from benkan.organisations.models import Account
from benkan.organisations.verbs import SIGNED_IN

SHOWN = 5


def last_sign_ins(account_id: UUID) -> list[Entry]:
    """The last times one entered, in one's present organisation, the latest first."""
    entered = Entry.objects.filter(account_id=account_id, verb=SIGNED_IN.code)
    return list(entered.order_by("-id")[:SHOWN])


def works_for_several(account: Account) -> bool:
    """Whether it has a place in more than one organisation; which ones is not told."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT benkan_works_for_several(%s)", [account.pk])
        return cursor.fetchone()[0]
