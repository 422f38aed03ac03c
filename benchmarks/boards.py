"""The boards that the worker counts each hour, counted once as it does, before pages that show them are asked for."""

import time
from dataclasses import dataclass

from benkan.cases.counting_tasks import count_boards_of
from benkan.cases.models import Counting
from benkan.organisations.acting import entered
from benkan.organisations.models import Membership


@dataclass(frozen=True)
class Boards:
    """Those of all actors: how many, and how long they took together, in seconds."""

    count: int
    seconds: float


def measured() -> Boards:
    with entered(door="founding"):
        secretariat = Membership.objects.filter(role="secretariat").order_by("account__email").first().organisation_id
    begun = time.monotonic()
    count_boards_of(str(secretariat), everybody=True)
    took = time.monotonic() - begun
    with entered(organisation_id=secretariat):
        return Boards(Counting.objects.filter(organisation=secretariat, everybody=True).count(), took)
