"""Trained, certified, placed (R11), by cohort of the month in which the session ends or by region: read as `figures`.

People are not enrolments: who followed two sessions is one person trained. One query says what became of each
enrolment; totals and the list behind each number are made of it.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from benkan.common import clock
from benkan.common.thresholds.reads import all_values
from benkan.training.thresholds import PLACEMENT_FIRST, PLACEMENT_SECOND

FIGURES = "figures"
PAGE = 100
# code: (words, the condition on a row). The denominator of a placement is those of whom it is due.
COUNTED: dict[str, tuple[str, str]] = {
    "enrolled": ("Inscrites", "true"),
    "trained": ("Formées", "status = 'suivie'"),
    "dropped": ("Sorties avant la fin", "status IN ('abandonnee', 'jamais_venue')"),
    "certified": ("Attestées", "certified"),
    "due_first": ("À interroger, 1re", "first_due"),
    "placed_first": ("Au travail, 1re", "first_due AND first = 'placee'"),
    "due_second": ("À interroger, 2e", "second_due"),
    "placed_second": ("Au travail, 2e", "second_due AND second = 'placee'"),
}
GROUPS = {"mois": "date_trunc('month', ends)::date", "region": "region_id", "organisation": "organiser_id"}
_ENROLLED = """
WITH enrolled AS (
  SELECT e.id, e.organisation_id, e.organiser_id, e.status, s.trade, s.ends, r.person_id, c.number,
    CASE WHEN p.level = 'region' THEN p.id WHEN pp.level = 'region' THEN pp.id
         WHEN ppp.level = 'region' THEN ppp.id END AS region_id,
    coalesce((SELECT given FROM training_certificate t WHERE t.enrolment_id = e.id ORDER BY at DESC, id DESC LIMIT 1),
             false) AS certified,
    (SELECT state FROM training_placement t WHERE t.enrolment_id = e.id AND t.moment = 'premiere'
       ORDER BY at DESC, id DESC LIMIT 1) AS first,
    (SELECT state FROM training_placement t WHERE t.enrolment_id = e.id AND t.moment = 'seconde'
       ORDER BY at DESC, id DESC LIMIT 1) AS second,
    e.status = 'suivie' AND s.ends + make_interval(months => %(first_months)s) <= %(today)s AS first_due,
    e.status = 'suivie' AND s.ends + make_interval(months => %(second_months)s) <= %(today)s AS second_due
  FROM training_enrolment e JOIN training_session s ON s.id = e.session_id
  JOIN people_registration r ON r.id = e.registration_id JOIN cases_case c ON c.id = e.case_id
  LEFT JOIN places_place p ON p.id = s.place_id
  LEFT JOIN places_place pp ON pp.id = p.parent_id
  LEFT JOIN places_place ppp ON ppp.id = pp.parent_id
  WHERE e.status IN ('inscrite', 'suivie', 'jamais_venue', 'abandonnee') AND s.status <> 'annulee'
    AND s.ends >= %(since)s
    AND (%(organisation)s::uuid IS NULL OR e.organisation_id = %(organisation)s OR e.organiser_id = %(organisation)s)
)
"""
_LIST = """
SELECT number, organisation_id, region_id, trade, ends FROM enrolled
WHERE {condition} AND (%(all)s OR {group} IS NOT DISTINCT FROM %(key)s)
ORDER BY ends, id LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True)
class Counted:
    """One number: people, and the enrolments behind it."""

    people: int
    enrolments: int


@dataclass(frozen=True)
class Listed:
    """One enrolment behind a number, by the number of an accompaniment, never a name."""

    number: str
    organisation_id: UUID
    region_id: UUID | None
    trade: str
    ends: dt.date


def totals(by: str, *, since: dt.date, organisation: UUID | None) -> dict[object, dict[str, Counted]]:
    """By key of the group (`GROUPS`), then by code (`COUNTED`); one query. The key "" is the whole: people of several
    groups are counted once there, so that it is no sum."""
    columns = ", ".join(
        f"count(DISTINCT person_id) FILTER (WHERE {condition}), count(*) FILTER (WHERE {condition})"
        for _, condition in COUNTED.values()
    )
    group = GROUPS[by]
    query = f"SELECT grouping({group}), {group}, {columns} FROM enrolled GROUP BY GROUPING SETS (({group}), ())"  # noqa: S608 - our own words
    found: dict[object, dict[str, Counted]] = {}
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_ENROLLED + query, _asked(since, organisation))
        for whole, key, *numbers in cursor.fetchall():
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            found["" if whole else key] = {code: Counted(*pair) for code, pair in zip(COUNTED, pairs, strict=True)}
    return found


def listed(
    by: str, key: object, code: str, *, since: dt.date, organisation: UUID | None, page: int = 1
) -> list[Listed]:
    """One page of the enrolments behind a number; as many, over the pages, as it counts enrolments."""
    query = _LIST.format(condition=COUNTED[code][1], group=GROUPS[by])
    asked = _asked(since, organisation) | {
        "all": key == "", "key": None if key == "" else key, "limit": PAGE, "offset": (page - 1) * PAGE,
    }  # fmt: skip
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_ENROLLED + query, asked)
        return [Listed(*row) for row in cursor.fetchall()]


def _asked(since: dt.date, organisation: UUID | None) -> dict:
    today, values = clock.today(), all_values()
    return {
        "since": since, "organisation": organisation, "today": today,
        "first_months": values.on(PLACEMENT_FIRST, today), "second_months": values.on(PLACEMENT_SECOND, today),
    }  # fmt: skip
