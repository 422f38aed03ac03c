"""Why people were sent on without their consent, for the data-protection delegate of the sender."""

from django.db.models import F

from benkan.cases.models import VitalReason
from benkan.common.permissions import Actor

SHOWN = 100


def vital_reasons(by: Actor) -> list[VitalReason]:
    """Those of one's organisation, unread first, then the latest."""
    mine = VitalReason.objects.filter(organisation=by.organisation_id).select_related(
        "referral__receiver", "referral__structure"
    )
    return list(mine.order_by(F("read_at").desc(nulls_first=True), "-referral__sent_at")[:SHOWN])


def unread(by: Actor) -> int:
    return VitalReason.objects.filter(organisation=by.organisation_id, read_at=None).count()
