"""What is past its retention, by group of fields. Numbers of files are read, never a name.

The last word of a file is what was written in it, a status it entered, an answer to consent, a safe contact, and what
a context above adds: `registration_last_words = (("arrivals.ReturnEpisode", "returned_on"),)` in its `apps.py` names
models that hang on a registration, each with the field of its day or moment.
"""

import datetime as dt
from collections.abc import Iterator

from django.apps import apps
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet

from benkan.common.thresholds.reads import value_of
from benkan.people.lifecycle import Status
from benkan.people.models import Identifier, PersonRequest, Registration, SafeContact
from benkan.people.requests import OPEN
from benkan.people.retention import KEPT, Group

OWN_WORDS = (
    ("people.RegistrationStatus", "at"),
    ("people.Consent", "at"),
    ("people.SafeContact", "written_at"),
    ("people.PrivateTalk", "at"),
)


def due_for_erasure(on: dt.date) -> dict[Group, QuerySet[Registration]]:
    """For each group, the files whose retention has ended on a day, the longest silent first.

    A file of which something is asked is not among them: the request is answered first.
    """
    return {group: _due(group, on) for group in Group}


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last of that month: (31 March, 1) → 28 February."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in range(day.day, 0, -1):
        try:
            return dt.date(years, month + 1, last)
        except ValueError:
            continue
    raise ValueError(f"no month has no day: {day}, {months}")


def _due(group: Group, on: dt.date) -> QuerySet[Registration]:
    limit = months_before(on, value_of(KEPT[group], on=on))
    of_hers = {"registration": OuterRef("pk")}
    held = Registration.objects.exclude(status=Status.ERASED).filter(written_at__date__lt=limit)
    for later in _words_since(limit):
        held = held.exclude(Exists(later.filter(**of_hers)))
    held = held.exclude(Exists(PersonRequest.objects.filter(**of_hers, status__in=OPEN)))
    if group == Group.CONTACT:
        held = held.filter(~Q(phone="") | Exists(SafeContact.objects.filter(**of_hers)))
    if group == Group.PAPERS:
        held = held.filter(Exists(Identifier.objects.filter(**of_hers)))
    return held.only("pk", "number", "written_at").order_by("written_at", "pk")


def _words_since(limit: dt.date) -> Iterator[QuerySet]:
    """Rows of every model that tells of a file's last word, on a day or later."""
    added = (one for config in apps.get_app_configs() for one in getattr(config, "registration_last_words", ()))
    for label, name in (*OWN_WORDS, *added):
        model = apps.get_model(label)
        moment = isinstance(model._meta.get_field(name), DateTimeField)
        yield model._default_manager.filter(**{f"{name}__date__gte" if moment else f"{name}__gte": limit})
