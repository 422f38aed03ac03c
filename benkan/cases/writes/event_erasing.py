"""Empty what events hold of a person whose file is erased: that something happened is counted, and stays."""

from collections.abc import Sequence

from django.db.models import Q

from benkan.cases.models import LifeEventDetail, LifeEventPerson
from benkan.common.permissions import Actor
from benkan.people.models import Registration


def erase_events(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """Sealed words, what a restricted event was, and who is family of whom (see `people.erasers`)."""
    if not whole:
        return
    LifeEventDetail.objects.filter(event__registration__in=registrations).delete()
    either = Q(event__registration__in=registrations) | Q(registration__in=registrations)
    LifeEventPerson.objects.filter(either).delete()
