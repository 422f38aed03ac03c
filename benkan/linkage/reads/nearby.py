"""Which files of one's own organisation share a key with what is told: the few that are worth comparing.

A key that more than `MOST_BORNE` of them bear says nobody in particular, and proposes nobody: the telephone of a
transit centre, the commonest of names. Whoever is the same person shares others.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import connection

MOST = 60  # files beside each record, those with the most keys in common
MOST_BORNE = 200  # files


class Near(NamedTuple):
    """A file that stands beside the record told at `place`, with its cleaned words."""

    place: int
    registration_id: UUID
    cleaned: dict


def nearby(keys: Sequence[Sequence[int]], *, most: int = MOST) -> list[Near]:
    """For the keys of each record told, at most `most` files; one question for all. A record without key has none."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT place, registration_id, cleaned FROM linkage_alike(%s::jsonb, %s, %s)",
            [json.dumps([list(some) for some in keys]), most, MOST_BORNE],
        )
        found = cursor.fetchall()
    held: dict[UUID, dict] = {}  # one object for a file, which the desk then reads once
    return [
        Near(place, file, held.setdefault(file, words if isinstance(words, dict) else json.loads(words)))
        for place, file, words in found
    ]
