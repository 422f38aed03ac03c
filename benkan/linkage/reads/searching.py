"""A search among one's own files, as somebody types what she is told: the engine ranks, and says why."""

from collections.abc import Sequence
from uuid import UUID

from benkan.linkage.models import ComparedRecord, Waiting
from benkan.linkage.reads.borne import PHONE, commonly_borne
from benkan.linkage.reads.nearby import nearby
from benkan.linkage.reads.telling import said, ways
from benkan.linkage.told import answering, cleaned_of, desk, with_what_is_told
from benkan.people.alike import Alike, Asked
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration

MOST = 20  # files told of; and those that stand beside, each compared
NEAR = 40
JUST_WRITTEN = 40


def alike(asked: Asked, *, beside: Sequence[UUID] = ()) -> list[Alike]:
    """At most `MOST` files that resemble what is told, the likeliest first; those found otherwise are told of too.
    Raises `NotSearched` where the engine fails."""
    with answering():
        told, *otherwise = desk().clean(list(ways(asked)))
        known = _near([told, *otherwise]) | _known([*beside, *_just_written()])
        files = list(known)
        scored = desk().score(told, list(known.values()), commonly_borne([told.get(PHONE)]))
        ranked = [(files[one.index], one) for one in scored]
        shown = [(file, one) for file, one in ranked if one.explained.word is not None or file in beside]
        return [said(file, one) for file, one in shown[:MOST]]


def _just_written() -> list[UUID]:
    """The last written files of one's organisation that the worker has not compared yet: a minute's, at a desk."""
    return list(Waiting.objects.order_by("-registration_id").values_list("registration_id", flat=True)[:JUST_WRITTEN])


def _near(told: list[dict]) -> dict[UUID, dict]:
    return {near.registration_id: near.cleaned for near in nearby(desk().keys(told), most=NEAR)}


def _known(files: Sequence[UUID]) -> dict[UUID, dict]:
    """The cleaned words of these files; of those that wait to be compared, cleaned now."""
    held = dict(ComparedRecord.objects.filter(registration__in=files).values_list("registration", "cleaned"))
    waiting = [file for file in files if file not in held]
    if waiting:
        found = list(with_what_is_told(Registration.objects.filter(pk__in=waiting).exclude(status__in=CLOSED)))
        held |= dict(zip([one.pk for one in found], cleaned_of(found), strict=True))
    return held
