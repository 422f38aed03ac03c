"""How many probable duplicates nobody has decided yet: what any count of people must say beside it."""

from uuid import UUID

from django.db import connections

from benkan.linkage.engine.thresholds import Word

FIGURES = "figures"
PROBABLE = [Word.LIKELY, Word.VERY_LIKELY]
_OPEN = """
SELECT count(*) FROM linkage_pair p WHERE p.state = 'ouverte' AND p.word = ANY (%(words)s)
  AND (%(organisation)s::uuid IS NULL
    OR EXISTS (SELECT FROM linkage_side s WHERE s.pair_id = p.id AND s.organisation_id = %(organisation)s::uuid))
"""


def undecided(organisation: UUID | None = None) -> int:
    """Open pairs held for « probable » or « très probable », with a file of this organisation, or all of them."""
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_OPEN, {"words": [str(word) for word in PROBABLE], "organisation": organisation})
        return cursor.fetchone()[0]
