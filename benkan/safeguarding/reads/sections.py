"""What stands on every ordinary file, the same whether a restricted one exists or not: the way to confide a worry."""

from benkan.common.permissions import Actor, may
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.safeguarding.permissions import CONFIDE

_OPEN = frozenset({Status.REGISTERED, Status.COMPLETED})


def confide(by: Actor, registration: Registration) -> dict | None:
    """Nothing is asked of the database: what it would answer must not be told, by words or by time."""
    return {} if may(by, CONFIDE) and registration.status in _OPEN else None
