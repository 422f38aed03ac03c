"""Cross words of names in their index alone: which registrations have them all.

Asked of the registrations themselves, the planner reads a whole organisation's as soon as two words are common. Words
are looked up as ranges of keys, because a `LIKE` is not leak-proof: under row policies it would lose the index.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from benkan.people.models import NameToken
from benkan.people.names import prefixes_of, search_key

AFTER_ALL = "\U0010ffff"  # sorts after every letter in the C collation


def exactly(word: str) -> Q:
    return Q(token=search_key(word))


def beginning_as(word: str) -> Q:
    """The words that begin as this one does."""
    begins = [Q(token__gte=prefix, token__lt=prefix + AFTER_ALL) for prefix in sorted(prefixes_of(word))]
    return Q(*begins, _connector=Q.OR)


def with_all(conditions: list[Q], at_most: int) -> list[UUID]:
    """Identifiers of registrations that have a word for each condition, the last written first (they are in order)."""
    first, *others = conditions
    tokens = NameToken.objects.filter(first)
    for condition in others:
        tokens = tokens.filter(Exists(NameToken.objects.filter(condition, registration=OuterRef("registration"))))
    found = tokens.order_by("-registration_id").values_list("registration_id", flat=True).distinct()
    return list(found[:at_most])
