"""What the clock does to restricted files: tells that one has no holder, empties words past their time."""

from procrastinate.contrib.django import app

from benkan.common.errors import Refused
from benkan.notices.writes import tell
from benkan.organisations.acting import entered
from benkan.organisations.jobs import as_member_of
from benkan.safeguarding.notices import NOBODY
from benkan.safeguarding.referents import Held
from benkan.safeguarding.writes import alert_orphans, let_go


@app.periodic(cron="23 * * * *")
@app.task(name="benkan.safeguarding_of_the_hour")
def of_the_hour(timestamp: int) -> None:
    """Every hour. Not a `job`: nobody asks for it. One notice for each organisation, read by its referents."""
    with entered(door="open"):  # delays and retentions are read by nobody signed in
        told = alert_orphans()
        for one in {held.organisation_id: held for held in told}.values():
            _tell(one)
        let_go()


def _tell(one: Held) -> None:
    """In the name of a referent of that organisation; one who has just left is passed over, and found an hour later."""
    try:
        with as_member_of(one.account_id, one.organisation_id) as by:
            tell(by=by, kind=NOBODY, page="safeguarding:mine")
    except Refused:
        return
