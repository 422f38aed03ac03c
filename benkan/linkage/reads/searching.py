"""A search among one's own files, as somebody types what she is told: the engine ranks, and says why."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from benkan.linkage.engine.desk import Scored
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.engine.why import Reason
from benkan.linkage.models import ComparedRecord, Waiting
from benkan.linkage.reads.nearby import nearby
from benkan.linkage.told import cleaned_of, desk, with_what_is_told
from benkan.people.alike import Alike
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration
from benkan.people.reads.weighing import Asked

MOST = 20  # files told of; and those that stand beside, each compared
NEAR = 40
JUST_WRITTEN = 40


def alike(asked: Asked, *, beside: Sequence[UUID] = ()) -> list[Alike]:
    """At most `MOST` files that resemble what is told, the likeliest first; those found otherwise are told of too."""
    told, *otherwise = desk().clean(list(_ways(asked)))
    known = _near([told, *otherwise]) | _known([*beside, *_just_written()])
    files = list(known)
    ranked = [(files[scored.index], scored) for scored in desk().score(told, list(known.values()))]
    shown = [(file, scored) for file, scored in ranked if scored.explained.word is not None or file in beside]
    return [_said(file, scored) for file, scored in shown[:MOST]]


def _ways(asked: Asked) -> Iterator[dict]:
    """What is told, in the engine's fields, as it was said first. A name typed in one line may begin with the family
    name: it is looked up both ways, and compared as it was said, since the engine knows names that changed places."""
    born = asked.born
    said = {
        "mother_name": asked.mother_name, "phone": asked.phone, "sex": asked.sex, "destination": asked.destination,
        "birth_year": born.year, "birth_month": born.month, "birth_day": born.day,
        "birth_precision": str(born.precision),
    }  # fmt: skip
    words = asked.given_names.split()
    if asked.family_name or len(words) < 2:
        yield said | {"given_names": asked.given_names, "family_name": asked.family_name}
        return
    yield said | {"given_names": " ".join(words[:-1]), "family_name": words[-1]}
    yield said | {"given_names": " ".join(words[1:]), "family_name": words[0]}


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


def _said(file: UUID, scored: Scored) -> Alike:
    explained = scored.explained
    return Alike(
        file,
        reasons=_words(explained.reasons_for),
        against=_words(explained.reasons_against),
        strength=_strength(explained.word),
        family=explained.relatives,
    )


def _words(reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.words for reason in reasons))


def _strength(word: Word | None) -> str:
    return "" if word is None else str(word)
