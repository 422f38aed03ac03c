"""A convoy is opened, announced and counted; each actor adds its own rows, and none replaces another's."""

from collections.abc import Mapping

from django.db import transaction

from benkan.arrivals import verbs
from benkan.arrivals.models import Announcement, Convoy, HeadCount
from benkan.arrivals.notices import CONVOY_ANNOUNCED
from benkan.arrivals.permissions import ANNOUNCE, COUNT
from benkan.arrivals.writes.desks import check_present
from benkan.audit.writes import record
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check_at
from benkan.common.typography import nombre
from benkan.notices.kinds import NoticeKind
from benkan.notices.writes import tell
from benkan.organisations.reads import present_at


@transaction.atomic
def open_convoy(*, by: Actor, answers: Mapping) -> Convoy:
    """Open a convoy at an entry point where one's organisation is present (fields of `Convoy`)."""
    convoy = Convoy(organisation_id=by.organisation_id, opened_by_id=by.account_id, **answers)
    check_at(by, ANNOUNCE, convoy.entry_point_id)
    check_present(by=by, place=convoy.entry_point)
    convoy.full_clean(exclude=["organisation", "opened_by"])
    convoy.save(force_insert=True)
    record(verbs.CONVOY_OPENED, by=by, on=convoy)
    tell_of_convoy(by=by, kind=CONVOY_ANNOUNCED, convoy=convoy)
    return convoy


def tell_of_convoy(*, by: Actor, kind: NoticeKind, convoy: Convoy) -> None:
    """Tell the actors of its entry point, whoever they are: nobody else learns of a convoy to come."""
    tell(
        by=by,
        kind=kind,
        page="arrivals:arrival",
        arguments=[convoy.pk],
        organisations=present_at(convoy.entry_point_id),
        place_id=convoy.entry_point_id,
        day=convoy.arrives_on,
    )


@transaction.atomic
def announce(*, by: Actor, convoy: Convoy, split: Mapping, source: str = "") -> Announcement:
    """Add what one's organisation announces of a convoy; earlier announcements stay."""
    check_at(by, ANNOUNCE, convoy.entry_point_id)
    announcement = Announcement(
        convoy=convoy, organisation_id=by.organisation_id, by_id=by.account_id, source=source, **split
    )
    _check_split(announcement)
    announcement.full_clean(exclude=["convoy", "organisation", "by"])
    announcement.save(force_insert=True)
    record(verbs.ANNOUNCED, by=by, on=announcement, count=announcement.total)
    return announcement


@transaction.atomic
def announce_convoy(*, by: Actor, answers: Mapping, split: Mapping, source: str = "") -> Convoy:
    """Open a convoy with its first announcement: both, or neither."""
    convoy = open_convoy(by=by, answers=answers)
    announce(by=by, convoy=convoy, split=split, source=source)
    return convoy


@transaction.atomic
def count_heads(*, by: Actor, convoy: Convoy, split: Mapping, triage: Mapping | None = None) -> HeadCount:
    """Add the heads counted on arrival; a later count of the same organisation is another row, and holds."""
    check_at(by, COUNT, convoy.entry_point_id)
    head_count = HeadCount(
        convoy=convoy, organisation_id=by.organisation_id, by_id=by.account_id, **split, **(triage or {})
    )
    _check_split(head_count)
    head_count.full_clean(exclude=["convoy", "organisation", "by"])
    head_count.save(force_insert=True)
    record(verbs.COUNTED, by=by, on=head_count, count=head_count.total)
    return head_count


def _check_split(split: Announcement | HeadCount) -> None:
    total = split.total or 0
    if split.said > total:
        raise Impossible(
            f"Le détail compte {nombre(split.said)} personnes, plus que le total de {nombre(total)}. "
            "Corrigez l’un ou l’autre."
        )
