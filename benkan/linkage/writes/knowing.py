"""What is compared of files is kept beside them, made anew when they are corrected, and goes when they are erased."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.linkage.models import ComparedRecord
from benkan.linkage.told import cleaned_of, desk, with_what_is_told
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration

CHANGED = ("keys", "cleaned", "model", "at")


@transaction.atomic
def know(*, files: Sequence[UUID]) -> list[ComparedRecord]:
    """Keep what is compared of these files of one's organisation, in the order of their identifiers.

    An annulled or erased file is compared no more: what was kept of it goes.
    """
    ComparedRecord.objects.filter(registration__in=files, registration__status__in=CLOSED).delete()
    found = list(with_what_is_told(Registration.objects.filter(pk__in=files).exclude(status__in=CLOSED).order_by("pk")))
    cleaned = cleaned_of(found)
    keys, model, now = desk().keys(cleaned), desk().model.name, clock.now()
    before = {pk: (words, at) for pk, words, at in _held(files)}
    return ComparedRecord.objects.bulk_create(
        [
            ComparedRecord(
                registration=one,
                organisation_id=one.organisation_id,
                keys=own,
                cleaned=words,
                model=model,
                at=_since(before.get(one.pk), words, now),
            )
            for one, own, words in zip(found, keys, cleaned, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["registration"],
        update_fields=CHANGED,
    )


def _held(files: Sequence[UUID]):
    return ComparedRecord.objects.filter(registration__in=files).values_list("registration", "cleaned", "at")


def _since(before: tuple | None, words: dict, now: dt.datetime) -> dt.datetime:
    """Since when these words hold: the moment moves when what is compared changes, and then only."""
    return before[1] if before is not None and before[0] == words else now


def forget(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """What was copied to compare is removed, whatever part of the file ends: it is made anew of what is left.

    Pairs stay, with what people answered: they hold no word of hers.
    """
    ComparedRecord.objects.filter(registration__in=registrations).delete()
