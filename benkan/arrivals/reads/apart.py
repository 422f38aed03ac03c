"""Who was heard apart today, beside those who still wait (`reads.lines.apart`)."""

from collections.abc import Iterable
from dataclasses import dataclass

from benkan.arrivals.models import ArrivalList, Line
from benkan.common import clock
from benkan.organisations.reads import names_of
from benkan.people.models import PrivateTalk


@dataclass(frozen=True)
class Heard:
    """A talk of today, the line by which the queue knew her, and the name of the colleague who noted it."""

    talk: PrivateTalk
    line: Line
    by: str


def heard_today(lists: Iterable[ArrivalList]) -> list[Heard]:
    """The talks of today with people of some lists, the latest first; three queries, whatever their number."""
    talks = PrivateTalk.objects.filter(at__gte=clock.begins(clock.today()), undone_at=None).order_by("-at", "-pk")
    held = Line.objects.filter(list__in=lists, registration__in=talks.values("registration"))
    # The latest line of each is put last, and stays.
    held = held.select_related("registration", "list__entry_point").order_by("at", "pk")
    lines = {line.registration_id: line for line in held}
    found = [talk for talk in talks if talk.registration_id in lines]
    names = names_of(talk.by_id for talk in found)
    return [Heard(talk, lines[talk.registration_id], names.get(talk.by_id, "un ancien collègue")) for talk in found]
