"""An invented change of grant: what the second phase was to pay is paid by what is left of the first, with why.

Told between the story of plans, whose money it moves, and that of deliveries, which gives it.
"""

import datetime as dt

from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.models import FundingRequest
from benkan.cases.writes.grant_changes import change_grant
from benkan.cases.writes.grants import GrantSaid, note_grant
from benkan.common import clock
from benkan.demo.cast import account_of
from benkan.organisations.acting import acting_for, entered

DAY = dt.timedelta(days=1)
WHY = "Le reliquat de la première phase doit être employé avant sa fin."


def tell() -> None:
    """Nine days ago, the second request that was funded; nothing where fewer were."""
    with entered(door="open"):
        aminata = account_of("aminata")
    with clock.at(clock.now() - 9 * DAY), acting_for(aminata) as by:
        paid = FundingRequest.objects.filter(payer=by.organisation_id, status=FundingStatus.FUNDED)
        for request in paid.select_related("grant").order_by("filed_at", "pk")[1:2]:
            today = clock.today()
            said = GrantSaid(
                name="Appui aux retours, première phase", code="DJ-2025-09", funder="Bailleur inventé",
                amount=request.granted + 50_000, begins=today - 300 * DAY, ends=today + 45 * DAY,
                source="Convention DJ-2025-09 (inventée)",
            )  # fmt: skip
            taken = note_grant(by=by, said=said)
            change_grant(by=by, left=request.grant, taken=taken, requests=[request], why=WHY)
