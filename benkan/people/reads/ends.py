"""What is past its retention, by group of fields. Numbers of files are read, never a name.

The last word of a file is what was written in it, a status it entered, an answer to consent, a safe contact, a paper
attached, and what a context above adds: `registration_last_words = (("arrivals.ReturnEpisode", "returned_on"),)` in its
`apps.py` names models that hang on a registration, each with the field of its day or moment; a third word says by which
way it hangs (`"case__registration"`), where that is not `registration` itself.

Nothing ends while somebody is accompanied: `registration_kept_while = ("benkan.cases.reads.listed.under_way",)` names
functions that give what keeps a file, each hanging on its `registration`.
"""

import datetime as dt
from collections.abc import Iterator

from django.apps import apps
from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet
from django.utils.module_loading import import_string

from benkan.attachments.models import Attachment
from benkan.attachments.reads import has_attachment
from benkan.common.months import months_before
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


def _due(group: Group, on: dt.date) -> QuerySet[Registration]:
    limit = months_before(on, value_of(KEPT[group], on=on))
    of_hers = {"registration": OuterRef("pk")}
    held = Registration.objects.exclude(status=Status.ERASED).filter(written_at__date__lt=limit)
    for later, way in _words_since(limit):
        held = held.exclude(Exists(later.filter(**{way: OuterRef("pk")})))
    for keeping in _kept_while():
        held = held.exclude(Exists(keeping.filter(**of_hers)))
    held = held.exclude(has_attachment(Registration, since=limit))
    held = held.exclude(Exists(PersonRequest.objects.filter(**of_hers, status__in=OPEN)))
    if group == Group.CONTACT:
        held = held.filter(~Q(phone="") | Exists(SafeContact.objects.filter(**of_hers)))
    if group == Group.PAPERS:
        copied = has_attachment(Registration, kind=Attachment.Kind.PAPER)
        held = held.filter(Exists(Identifier.objects.filter(**of_hers)) | copied)
    return held.only("pk", "number", "written_at").order_by("written_at", "pk")


def _words_since(limit: dt.date) -> Iterator[tuple[QuerySet, str]]:
    """Rows of every model that tells of a file's last word, on a day or later, and the way from each to its file."""
    added = (one for config in apps.get_app_configs() for one in getattr(config, "registration_last_words", ()))
    for label, name, *way in (*OWN_WORDS, *added):
        model = apps.get_model(label)
        moment = isinstance(model._meta.get_field(name), DateTimeField)
        rows = model._default_manager.filter(**{f"{name}__date__gte" if moment else f"{name}__gte": limit})
        yield rows, way[0] if way else "registration"


def _kept_while() -> Iterator[QuerySet]:
    for config in apps.get_app_configs():
        for name in getattr(config, "registration_kept_while", ()):
            yield import_string(name)()
