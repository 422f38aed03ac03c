"""What the clock does to complaints: opens late ones to both recipients, empties old ones."""

from uuid import UUID

from procrastinate.contrib.django import app

from benkan.common.errors import Refused
from benkan.complaints.notices import LATE
from benkan.complaints.writes import escalate, let_go
from benkan.notices.writes import tell
from benkan.organisations.acting import entered
from benkan.organisations.jobs import as_member_of


@app.periodic(cron="11 * * * *")
@app.task(name="benkan.complaints_of_the_hour")
def of_the_hour(timestamp: int) -> None:
    """Every hour, so that a machine which is off at night misses none. Not a `job`: nobody asks for it.

    A recipient who has no place any more is passed over: the other one is told, and the page of the recipients says
    that she is to be replaced.
    """
    with entered(door="open"):  # deadlines and retentions are read by nobody signed in
        late = escalate()
        for account_id, organisation_id in late:
            if account_id is not None:
                _tell(account_id, organisation_id)
        let_go()


def _tell(account_id: UUID, organisation_id: UUID) -> None:
    try:
        with as_member_of(account_id, organisation_id) as by:
            tell(by=by, kind=LATE, page="complaints:queue", account_id=account_id)
    except Refused:
        return
