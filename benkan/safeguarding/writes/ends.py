"""What time does: files that nobody holds are told, words past their time go, an erasure is done here too."""

import datetime as dt
from collections.abc import Sequence

from django.db import connection

from benkan.common import clock
from benkan.common.months import months_after
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.people.models import PersonRequest, Registration
from benkan.people.requests import RequestKind, RequestStatus
from benkan.safeguarding.kinds import Kind
from benkan.safeguarding.marks import file_mark
from benkan.safeguarding.referents import Held
from benkan.safeguarding.thresholds import KEEP_MONTHS, TAKE_WITHIN


def alert_orphans() -> list[Held]:
    """Find the files that nobody holds, propose them to the other referents, and give whom to tell; once for each.

    Nobody asks for it: the clock does.
    """
    now = clock.now()
    taken_before = now - dt.timedelta(hours=value_of(TAKE_WITHIN, on=clock.today()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT account_id, organisation_id FROM safeguarding_orphans(%s, %s)", [now, taken_before])
        return [Held(*row) for row in cursor.fetchall()]


def let_go() -> int:
    """Empty the words of files that were closed long enough ago, or whose person asked for it; gives how many."""
    before = [months_after(clock.today(), -value_of(KEEP_MONTHS[kind], on=clock.today())) for kind in Kind]
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_let_go(%s, %s)", before)
        return cursor.fetchone()[0]


def erase_words(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Her ordinary file is erased (see `people.erasers`): what links the restricted one to it is cut at once.

    Where she asked for it, its words go too, as soon as it is closed; where only the time of the ordinary file was
    over, they keep their own, longer. Whoever erases learns nothing.
    """
    if not whole:
        return
    ids = [one.pk for one in registrations]
    asked_by = set(
        PersonRequest.objects.filter(
            registration__in=ids, kind=RequestKind.ERASURE, status=RequestStatus.DONE
        ).values_list("registration", flat=True)
    )
    asked = [file_mark(one.number) for one in registrations if one.pk in asked_by]
    ended = [file_mark(one.number) for one in registrations if one.pk not in asked_by]
    with connection.cursor() as cursor:
        cursor.execute("SELECT safeguarding_forget(%s, %s)", [asked, ended])
    let_go()
