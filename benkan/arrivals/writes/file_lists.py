"""The list of a file: its header, which partners read, the total it announces, its tokens.

A file may be named after a person: its name stays with its organisation, and partners read that a list was joined.
"""

from collections import Counter
from uuid import UUID

from django.db import connection
from django.db.models import Max

from benkan.arrivals.models import Announcement, ArrivalList, Convoy
from benkan.arrivals.permissions import ANNOUNCE
from benkan.arrivals.tokens import LARGEST
from benkan.arrivals.writes.convoys import announce
from benkan.common.permissions import Actor, may
from benkan.workbooks.models import Import, Row

NAME = "Liste jointe"
SOURCE = "Liste jointe, ligne de clôture"


def alone_here(source: Import) -> None:
    """Until the transaction ends, no other file of this arrival is written or undone: two copies of one list would
    otherwise not see each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"arrival {source.target}"])


def list_of(*, by: Actor, source: Import) -> ArrivalList:
    """The list of this file; a later version of a list that is there goes on with it."""
    if (listed := source.options.get("list")) is not None:
        return ArrivalList.objects.get(pk=listed)
    met = source.rows.filter(outcome__in=[Row.Outcome.SAME, Row.Outcome.CHANGED]).count()
    earlier = (
        ArrivalList.objects.filter(
            organisation_id=by.organisation_id, brought_by__target=source.target, withdrawn_at=None
        ).order_by("-opened_at").first()
        if met * 2 >= source.rows.count()
        else None
    )  # fmt: skip
    if earlier is None:
        earlier = ArrivalList.objects.create(
            organisation_id=by.organisation_id, origin=ArrivalList.Origin.FILE, name=NAME,
            announced_total=source.announced, brought_by=source, **_arrival(source),
        )  # fmt: skip
    source.options["list"] = str(earlier.pk)
    source.save(update_fields=["options"])
    return earlier


def _arrival(source: Import) -> dict:
    if source.options["where"] == "convoy_id":
        convoy = Convoy.objects.get(pk=source.target)
        return {"convoy": convoy, "entry_point_id": convoy.entry_point_id, "day": convoy.arrives_on}
    alone = ArrivalList.objects.get(pk=source.target)
    return {"convoy": None, "entry_point_id": alone.entry_point_id, "day": alone.day}


def announce_total(*, by: Actor, source: Import) -> None:
    """The total of the closing line is what this actor announced of the convoy; said once."""
    listed = source.options.get("list")
    if not source.announced or "announcement" in source.options or listed is None:
        return
    if source.options["where"] != "convoy_id":
        return
    convoy = ArrivalList.objects.select_related("convoy").get(pk=listed).convoy
    mine = Announcement.objects.filter(convoy=convoy, organisation_id=by.organisation_id, withdrawn_at=None)
    if mine.filter(total=source.announced, source=SOURCE).exists() or not may(by, ANNOUNCE):
        return
    announcement = announce(by=by, convoy=convoy, split={"total": source.announced}, source=SOURCE)
    source.options["announcement"] = str(announcement.pk)
    source.save(update_fields=["options"])


def tokens_of(arrival_list: ArrivalList, rows: list[Row]) -> dict[UUID, int]:
    """The tokens that the file gives, where each is given once and free; else the next ones, in the file's order."""
    said = Counter(row.answers.get("token") for row in rows)
    taken = set(arrival_list.lines.values_list("token", flat=True))
    if all(token and 0 < token <= LARGEST and count == 1 and token not in taken for token, count in said.items()):
        return {row.pk: row.answers["token"] for row in rows}
    first = (arrival_list.lines.aggregate(last=Max("token"))["last"] or 0) + 1
    return {row.pk: token for token, row in enumerate(rows, start=first)}
