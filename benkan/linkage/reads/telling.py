"""What is told of somebody, in the engine's fields; and what the engine finds, as people are told of it."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from benkan.linkage.engine.desk import Contradiction, Scored
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.engine.why import Reason
from benkan.people.alike import Alike, Asked


def ways(asked: Asked) -> Iterator[dict]:
    """What is told, in the engine's fields, as it was said first. A name told in one line may begin with the family
    name: it is looked up both ways, and compared as it was said, since the engine knows names that changed places."""
    born = asked.born
    said = {
        "mother_name": asked.mother_name, "father_name": asked.father_name, "phone": asked.phone, "sex": asked.sex,
        "destination": asked.destination, "identifiers": asked.identifiers,
        "birth_year": born.year, "birth_month": born.month, "birth_day": born.day,
        "birth_precision": str(born.precision),
    }  # fmt: skip
    words = (asked.given_names or asked.family_name).split()
    if (asked.given_names and asked.family_name) or len(words) < 2:
        yield said | {"given_names": asked.given_names, "family_name": asked.family_name}
        return
    yield said | {"given_names": " ".join(words[:-1]), "family_name": words[-1]}
    yield said | {"given_names": " ".join(words[1:]), "family_name": words[0]}


def said(file: UUID, scored: Scored) -> Alike:
    """A file that was compared, and why it may be hers."""
    explained = scored.explained
    return Alike(
        file,
        reasons=_words(explained.reasons_for),
        against=_words(explained.reasons_against),
        strength="" if explained.word is None else str(explained.word),
        family=rather_family(scored),
        sure=explained.word is Word.VERY_LIKELY,
        likely=explained.word in (Word.LIKELY, Word.VERY_LIKELY),
        weight=scored.match_weight,
    )


def rather_family(scored: Scored) -> bool:
    """Whether the file is rather a relative's, a twin's among them, than hers."""
    return scored.explained.relatives or scored.contradiction is Contradiction.TWINS


def _words(reasons: Sequence[Reason]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(reason.words for reason in reasons))
