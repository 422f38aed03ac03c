"""Proposed pairs and what people answered of them, without a name: read as `figures`.

One query of rows, one for each pair whose two files are of one organisation; its totals, and the list behind each
number, are made of these rows, so that they are of equal length. A pair of two organisations has no probability of its
own and is decided twice: it is left out.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.db import connections
from django.utils.module_loading import import_string

from benkan.linkage.engine.intervals import BORDERS
from benkan.linkage.engine.thresholds import WRITTEN

FIGURES = "figures"
PAGE = 100
NO_REGION = "SELECT NULL::uuid AS registration_id, NULL::date AS returned_on, NULL::uuid AS region_id WHERE false"

# The region of a pair is that of the file written last that has one: identifiers are in the order of writing.
_PROPOSED = """
WITH places AS NOT MATERIALIZED ({regions}), proposed AS (
  SELECT p.id, p.organisation_id, p.word, p.model, p.state, p.proposed_at, p.settled_at,
    width_bucket(p.probability, %(borders)s::float8[]) - 1 AS stratum,
    d.pair_id IS NOT NULL AS drawn, coalesce(d.weight, 1) AS weight,
    p.hard AND p.state = 'ouverte' AND EXISTS (
      SELECT FROM linkage_decision o WHERE o.pair_id = p.id AND o.verdict = ANY ('{{meme,differente,famille}}'::text[])
        AND NOT EXISTS (SELECT FROM linkage_decision u
          WHERE u.pair_id = p.id AND u.verdict = 'defait' AND u.id > o.id)) AS begun,
    CASE WHEN {placed} THEN
      (SELECT r.region_id FROM linkage_side s JOIN places r ON r.registration_id = s.registration_id
        WHERE s.pair_id = p.id AND r.region_id IS NOT NULL
        ORDER BY s.registration_id DESC, r.returned_on DESC LIMIT 1) END AS region_id
  FROM linkage_pair p LEFT JOIN linkage_drawn d ON d.pair_id = p.id
  WHERE p.organisation_id IS NOT NULL AND p.probability >= %(written)s
    AND (%(organisation)s::uuid IS NULL OR p.organisation_id = %(organisation)s::uuid)
)
"""
_SIZES = """
SELECT count(*), count(*) FILTER (WHERE p.state <> 'ouverte'),
  count(*) FILTER (WHERE p.state <> 'ouverte' AND d.pair_id IS NOT NULL)
FROM linkage_pair p LEFT JOIN linkage_drawn d ON d.pair_id = p.id
WHERE p.organisation_id IS NOT NULL AND p.probability >= %(written)s
  AND (%(organisation)s::uuid IS NULL OR p.organisation_id = %(organisation)s::uuid)
"""
_TOTALS = """
SELECT organisation_id, region_id, word, model, stratum, state, drawn, weight, begun, count(*), min(proposed_at)
FROM proposed GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9
"""
_LIST = """
SELECT count(*) OVER (), id, organisation_id, region_id, word, state, begun, proposed_at, settled_at FROM proposed
WHERE {behind} ORDER BY coalesce(settled_at, proposed_at), id LIMIT %(limit)s OFFSET %(offset)s
"""
# The first answers of the first two people of a side, before anything was undone: neither had seen the other's.
_BLIND = """
WITH first AS (
  SELECT DISTINCT ON (o.pair_id, o.organisation_id, o.by_id) o.pair_id, o.organisation_id, o.by_id, o.verdict, o.id
  FROM linkage_decision o JOIN linkage_pair p ON p.id = o.pair_id AND p.hard
  WHERE o.verdict = ANY ('{meme,differente,famille}'::text[])
    AND (%(organisation)s::uuid IS NULL OR o.organisation_id = %(organisation)s::uuid)
    AND NOT EXISTS (SELECT FROM linkage_decision u WHERE u.pair_id = o.pair_id
      AND u.organisation_id = o.organisation_id AND u.verdict = 'defait' AND u.id < o.id)
  ORDER BY o.pair_id, o.organisation_id, o.by_id, o.id
), ranked AS (
  SELECT *, row_number() OVER (PARTITION BY pair_id, organisation_id ORDER BY id) AS place FROM first
)
SELECT pair_id, organisation_id, by_id, verdict = 'meme' FROM ranked WHERE place <= 2
"""


@dataclass(frozen=True)
class Cell:
    """Pairs that are alike in all that is counted of them: how many, and the earliest of them. `stratum` as
    `engine.intervals` numbers them; `begun`: a hard pair that one person answered and that waits for another."""

    organisation: UUID
    region: UUID | None
    word: str
    model: str  # that proposed them
    stratum: int
    state: str
    drawn: bool
    weight: float
    begun: bool
    count: int
    oldest: dt.datetime


@dataclass(frozen=True)
class Listed:
    """One pair behind a number: where and when, never who."""

    id: UUID
    organisation: UUID
    region: UUID | None
    word: str
    state: str
    begun: bool
    proposed_at: dt.datetime
    settled_at: dt.datetime | None


@dataclass(frozen=True)
class Sizes:
    """How many pairs were proposed, how many of them are answered, and how many of these were drawn."""

    proposed: int
    answered: int
    drawn_and_answered: int


def sizes(organisation: UUID | None) -> Sizes:
    """Of an organisation, or of all: one query, without looking where anybody is counted."""
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_SIZES, {"organisation": organisation, "written": WRITTEN})
        return Sizes(*cursor.fetchone())


def cells(organisation: UUID | None, *, drawn_alone: bool) -> list[Cell]:
    """All proposed pairs of an organisation, or of all, as cells: one query.

    Their region is looked up where it is counted: of answers, and with `drawn_alone` of those that were drawn.
    """
    placed = "p.state <> 'ouverte'" + (" AND d.pair_id IS NOT NULL" if drawn_alone else "")
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_rows(placed) + _TOTALS, _asked(organisation))
        return [Cell(*row) for row in cursor.fetchall()]


def listed(organisation: UUID | None, behind: Mapping[str, object], page: int = 1) -> tuple[int, list[Listed]]:
    """How many pairs answer to `behind`, and a page of them, the earliest first. (0, []) past the last page.

    `behind` says of each column of a pair its value, a list of values, or None where it has none.
    """
    known = ("organisation_id", "region_id", "word", "model", "state", "stratum", "drawn", "begun")
    if unknown := set(behind) - set(known):
        raise ValueError(f"pairs are not listed by {', '.join(sorted(unknown))}")
    parts = [
        f"{name} = ANY (%({name})s)" if isinstance(behind[name], list) else f"{name} IS NOT DISTINCT FROM %({name})s"
        for name in known
        if name in behind
    ]
    asked = _asked(organisation) | behind | {"limit": PAGE, "offset": (page - 1) * PAGE}
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_rows("true") + _LIST.format(behind=" AND ".join(parts) or "true"), asked)
        found = cursor.fetchall()
    return (found[0][0] if found else 0), [Listed(*row) for _, *row in found]


def blind_answers(organisation: UUID | None) -> list[tuple[tuple[UUID, UUID], UUID, bool]]:
    """((pair, side), who answered, whether « the same ») of hard pairs: two answers of a pair at most, both blind."""
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_BLIND, {"organisation": organisation})
        return [((pair, side), by, same) for pair, side, by, same in cursor.fetchall()]


def _asked(organisation: UUID | None) -> dict:
    return {"organisation": organisation, "borders": list(BORDERS[:-1]), "written": WRITTEN}


def _rows(placed: str) -> str:
    """Where files are counted is known above: an app says it by `regions_of_files` (SQL). `placed`: of which pairs it
    is asked.
    """
    named = [app.regions_of_files for app in apps.get_app_configs() if hasattr(app, "regions_of_files")]
    return _PROPOSED.format(regions=import_string(named[0]) if named else NO_REGION, placed=placed)
