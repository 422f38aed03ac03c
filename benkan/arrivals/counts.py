"""What an organisation has announced and is still to come, in one count: by the connection of the figures."""

from uuid import UUID

from benkan.arrivals.models import Convoy
from benkan.common import clock
from benkan.common.typography import pluriel


def convoys_to_come(organisation_id: UUID) -> str:
    """« 2 convois annoncés, à venir », for whoever closes an organisation; "" where there is none."""
    coming = Convoy.objects.using("figures").filter(
        organisation=organisation_id, arrives_on__gte=clock.today(), cancelled_at=None
    )
    count = coming.count()
    return f"{pluriel(count, 'convoi annoncé,convois annoncés')}, à venir" if count else ""
