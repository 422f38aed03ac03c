"""Make the demonstration once, in an empty platform."""

from benkan.demo.cast import found
from benkan.organisations.founding import founding
from benkan.organisations.models import Organisation


def found_if_empty() -> bool:
    """True if the demonstration was made now; a platform that holds anything is left as it is."""
    with founding():
        if Organisation.objects.exists():
            return False
    found()
    return True
