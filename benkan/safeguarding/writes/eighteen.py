"""A child is eighteen: the guardian's rights stop that day, and her file passes on; it does not end."""

import datetime as dt

from django.db import connection, transaction

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.people.models import Registration
from benkan.safeguarding.kinds import Kind
from benkan.safeguarding.lifecycles.child import ChildStatus
from benkan.safeguarding.marks import file_mark
from benkan.safeguarding.referents import Held
from benkan.safeguarding.writes.confiding import tell_each
from benkan.safeguarding.writes.tracks import due_after


@transaction.atomic
def at_eighteen(*, by: Actor, registration: Registration) -> None:
    """The event of her eighteenth birthday, whoever notes it: she learns nothing by it, and nothing is given back.

    Where a child's file is under way, the authority for children reads it no more; it is proposed to who accompanies
    her in this organisation, who may accept once she has been asked anew and agreed. Its holder stays responsible until
    then. The caller has checked the right to note the event, and records it.
    """
    worker = (
        Case.objects.filter(registration=registration, status__in=UNDER_WAY).values_list("worker", flat=True).first()
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT account_id, organisation_id FROM safeguarding_eighteen(%s, %s, %s, %s)",
            [file_mark(registration.number), worker, _due(clock.today()), clock.now()],
        )
        told = [Held(*row) for row in cursor.fetchall()]
    tell_each(by=by, accounts=told)


def _due(day: dt.date) -> dt.date:
    return due_after(Kind.CHILD, ChildStatus.GROWN, day)
