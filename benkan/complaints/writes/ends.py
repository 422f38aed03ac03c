"""What time does to complaints: late ones open to both recipients, old ones keep only what is counted."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from benkan.common import clock
from benkan.common.months import months_after
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.complaints.numbers import file_mark
from benkan.complaints.thresholds import KEEP_MONTHS
from benkan.people.models import Registration


def escalate() -> list[tuple[UUID | None, UUID]]:
    """Open what is past its deadline to both its recipients; gives each account (None: it waits) and organisation.

    Once for each deadline. Nobody asks for it: the clock does.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account_id, organisation_id FROM complaints_escalate(%s, %s)", [clock.today(), clock.now()]
        )
        return cursor.fetchall()


def let_go() -> int:
    """Empty what is closed and past its retention, or of somebody erased since; gives how many."""
    before = months_after(clock.today(), -value_of(KEEP_MONTHS, on=clock.today()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaints_let_go(%s)", [before])
        return cursor.fetchone()[0]


def erase_words(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Empty who complained and how to reach her, where she gave the number of her file (see `people.erasers`).

    What she said stays until nobody examines it any more, so that no office erases a complaint against itself; then it
    goes at once. Complaints that gave no number are nobody's: their own retention ends them.
    """
    marks = [file_mark(one.number) for one in registrations]
    with connection.cursor() as cursor:
        cursor.execute("SELECT complaints_forget(%s, %s)", [marks, whole])
    let_go()
