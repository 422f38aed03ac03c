"""What this context itself adds to the file as a section: the papers that are attached to it."""

from benkan.attachments.permissions import ADD, READ
from benkan.attachments.reads import attachments_of
from benkan.common.permissions import Actor, may
from benkan.organisations.models import Account
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.workbooks.views.documents import weight

FORMER = "un ancien collègue"
OPEN_TO_PAPERS = {Status.REGISTERED, Status.COMPLETED}


def papers(by: Actor, registration: Registration) -> dict | None:
    """Its papers with who joined and removed them; two queries, whatever their number. No content is read."""
    if not may(by, READ):
        return None
    held = attachments_of(registration)
    accounts = {one for paper in held for one in (paper.by_id, paper.removed_by_id) if one}
    # By hand: a join would drop the paper where a policy hides who joined it.
    names = dict(Account.objects.filter(pk__in=accounts).values_list("pk", "name")) if accounts else {}
    return {
        "papers": [
            (one, weight(one.size), names.get(one.by_id, FORMER), names.get(one.removed_by_id, FORMER)) for one in held
        ],
        "may_attach": may(by, ADD) and registration.status in OPEN_TO_PAPERS,
        "may_remove": may(by, ADD),
    }
