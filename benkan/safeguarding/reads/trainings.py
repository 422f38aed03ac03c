"""Who was trained to hear somebody apart."""

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.safeguarding.models import Training


def is_trained(by: Actor) -> bool:
    """Whether a training of hers is recorded where she works now."""
    here = Training.objects.filter(organisation=by.organisation_id, day__lte=clock.today())
    return here.filter(membership__account=by.account_id).exists()
