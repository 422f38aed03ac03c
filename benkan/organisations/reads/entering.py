"""How an account entered lately, and links made for it, as its owner reads them; and whether others answer for it."""

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from benkan.audit.models import Entry
from benkan.common.asking import prepared
from benkan.organisations.models import Account, HandedLink, Organisation
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


def has_place(account: Account, organisation: Organisation) -> bool:
    """Whether it holds a role in that organisation, or will: whoever does has agreed to work there."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT benkan_has_place(%s, %s)", [account.pk, organisation.pk])
        return cursor.fetchone()[0]


def links_handed(account_id: UUID) -> list[HandedLink]:
    """The last links to enter that administrations made for one's account, the latest first, read or not."""
    return _links(account_id=account_id)


@prepared
def _links(account_id: UUID) -> QuerySet[HandedLink]:
    return HandedLink.objects.filter(account_id=account_id).select_related("organisation")[:SHOWN]
