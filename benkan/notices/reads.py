"""Which notices are somebody's: told to her, or to those who hold a right of hers, at her places."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from benkan.common.permissions import Actor, may
from benkan.notices.kinds import declared
from benkan.notices.models import Digest, Notice, NoticeRead

SHOWN = 50


def notices_of(by: Actor, *, unread: bool = False) -> QuerySet[Notice]:
    """The newest first, each with `seen`; only those she has not read with `unread`."""
    read = Exists(NoticeRead.objects.filter(notice=OuterRef("pk"), account=by.account_id))
    mine = Notice.objects.filter(_hers(by), organisation=by.organisation_id).annotate(seen=read)
    return (mine.filter(seen=False) if unread else mine).select_related("place", "told_by")


def wants_digest(by: Actor) -> bool:
    chosen = Digest.objects.filter(account=by.account_id).first()
    return chosen is None or chosen.wanted


def _hers(by: Actor) -> Q:
    hers = Q(account=by.account_id)
    for kind in declared().values():
        if kind.right is None or not may(by, kind.right):
            continue
        places = by.places_for(kind.right)
        where = Q() if places is None else Q(place=None) | Q(place__in=places)
        hers |= Q(where, kind=kind.code, account=None)
    return hers
