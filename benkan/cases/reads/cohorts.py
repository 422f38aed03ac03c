"""Where people wait, by cohort of return, without a name: read as `figures`, the role that counts and does not read.

One query says who has come how far; totals and the list behind each are made of it, so that they are of equal length.
The denominator of a step is those for whom it is due: who came as far as the step before, or passed it all the same.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connections

from benkan.cases.medians import median_wait

FIGURES = "figures"
PAGE = 100


@dataclass(frozen=True)
class Step:
    """A step of the way: its code, what is counted, the unit in which its wait is counted (`heure`, `jour`), and how
    those are called who have not come so far."""

    code: str
    label: str
    unit: str = "jour"
    without: str = "en attente"


STEPS = (
    Step("aided", "Première aide", "heure", "sans aide notée"),
    Step("accompanied", "Accompagnement ouvert"),
    Step("assessed", "Besoins évalués"),
    Step("planned", "Plan soumis"),
    Step("approved", "Plan approuvé"),
    Step("funded", "Plan financé"),
    Step("started", "Aide mise en route"),
    Step("closed", "Accompagnement clos"),
)
BY_CODE = {step.code: step for step in STEPS}

# Rows of the cohort: each return with the moment of each step. An approved plan that costs nothing begins unfunded.
_REACHED = """
WITH came AS (
  SELECT e.id, e.organisation_id, e.returned_on, e.opened_at AS registered_at, l.at AS received_at,
    (SELECT min(a.given_at) FROM arrivals_immediateaid a WHERE a.line_id = e.line_id) AS aided_at,
    CASE WHEN p.level = 'region' THEN p.id WHEN pp.level = 'region' THEN pp.id
         WHEN ppp.level = 'region' THEN ppp.id END AS region_id,
    c.id AS case_id, c.number, c.opened_at AS accompanied_at, c.status
  FROM arrivals_returnepisode e
  LEFT JOIN arrivals_line l ON l.id = e.line_id
  LEFT JOIN places_place p ON p.id = e.destination_id
  LEFT JOIN places_place pp ON pp.id = p.parent_id
  LEFT JOIN places_place ppp ON ppp.id = pp.parent_id
  LEFT JOIN LATERAL (SELECT id, number, opened_at, status FROM cases_case
    WHERE episode_id = e.id ORDER BY opened_at LIMIT 1) c ON true
  WHERE NOT e.annulled AND e.returned_on >= %(since)s AND e.returned_on <= %(until)s
    AND (%(organisation)s::uuid IS NULL OR e.organisation_id = %(organisation)s::uuid)
), reached AS (
  SELECT came.*, plan.planned_at, plan.approved_at, plan.funded_at, plan.started_at,
    (SELECT min(s.at) FROM cases_screening s WHERE s.case_id = came.case_id) AS assessed_at,
    CASE WHEN came.status = 'clos' THEN (
      SELECT max(s.at) FROM cases_casestatusrow s WHERE s.case_id = came.case_id AND s.status = 'clos'
    ) END AS closed_at
  FROM came
  LEFT JOIN LATERAL (
    SELECT min(s.at) FILTER (WHERE s.status = 'soumis') AS planned_at,
      min(s.at) FILTER (WHERE s.status = 'approuve') AS approved_at,
      min(s.at) FILTER (WHERE s.status IN ('finance', 'en_cours')) AS funded_at,
      min(s.at) FILTER (WHERE s.status = 'en_cours') AS started_at
    FROM cases_plan p JOIN cases_planstatusrow s ON s.plan_id = p.id WHERE p.case_id = came.case_id
  ) plan ON true
  WHERE %(region)s::uuid IS NULL OR came.region_id = %(region)s::uuid
), steps AS (
  SELECT reached.*, s.step, s.since, s.at FROM reached CROSS JOIN LATERAL (VALUES
    ('aided', received_at, aided_at),
    ('accompanied', registered_at, accompanied_at),
    ('assessed', accompanied_at, assessed_at),
    -- Who passed a step without the one before is counted from the opening of her accompaniment.
    ('planned', coalesce(assessed_at, CASE WHEN planned_at IS NOT NULL THEN accompanied_at END), planned_at),
    ('approved', coalesce(planned_at, CASE WHEN approved_at IS NOT NULL THEN accompanied_at END), approved_at),
    ('funded', coalesce(approved_at, CASE WHEN funded_at IS NOT NULL THEN accompanied_at END), funded_at),
    ('started', coalesce(funded_at, CASE WHEN started_at IS NOT NULL THEN accompanied_at END), started_at),
    ('closed', coalesce(started_at, CASE WHEN closed_at IS NOT NULL THEN accompanied_at END), closed_at)
  ) AS s(step, since, at)
  -- Who is closed waits for nothing any more, nor does who was received elsewhere: a step not reached is not due here.
  WHERE s.since IS NOT NULL AND (s.at IS NOT NULL OR coalesce(reached.status, '') <> ALL ('{clos,transmis}'::text[]))
)
"""
GROUPS = {
    "mois": "date_trunc('month', returned_on)::date",
    "organisation": "organisation_id",
    "region": "region_id",
}
_TOTALS = """
SELECT {group} AS key, step, at IS NULL AS waits,
  greatest(0, floor(extract(epoch FROM coalesce(at, %(now)s) - since)
    / CASE step WHEN 'aided' THEN 3600 ELSE 86400 END))::int AS lasted, count(*)
FROM steps GROUP BY 1, 2, 3, 4
"""
_RETURNS = "SELECT {group} AS key, count(*) FROM reached GROUP BY 1"
_LIST = """
SELECT number, organisation_id, region_id, returned_on, since, at FROM steps
WHERE step = %(step)s AND (at IS NULL) = %(waits)s AND {group} IS NOT DISTINCT FROM %(key)s
ORDER BY since, id LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True)
class Scope:
    """Which returns: between two days, of one organisation or one region or of all."""

    since: dt.date
    until: dt.date
    now: dt.datetime
    organisation: UUID | None = None
    region: UUID | None = None

    @property
    def arguments(self) -> dict:
        return {
            "since": self.since, "until": self.until, "now": self.now, "organisation": self.organisation,
            "region": self.region,
        }  # fmt: skip


@dataclass
class Cell:
    """One step of one group: durations of those served and of those who wait, in the unit of the step."""

    step: Step
    done: Counter = field(default_factory=Counter)
    waiting: Counter = field(default_factory=Counter)

    @property
    def served(self) -> int:
        return self.done.total()

    @property
    def waits(self) -> int:
        return self.waiting.total()

    @property
    def due(self) -> int:
        return self.served + self.waits

    @property
    def median(self) -> int | None:
        """Those who wait are in it; None while half of them wait."""
        return median_wait(self.done, self.waiting)

    @property
    def longest(self) -> int | None:
        """How long the one who waits longest has waited."""
        return max(self.waiting, default=None)


@dataclass
class Group:
    """A cohort, an organisation or a region: how many returns, and a cell for each step."""

    key: object
    returns: int = 0
    cells: dict[str, Cell] = field(default_factory=lambda: {step.code: Cell(step) for step in STEPS})


@dataclass(frozen=True)
class Listed:
    """One return behind a figure: the number of its accompaniment ("" before one is opened), never a name."""

    number: str
    organisation_id: UUID
    region_id: UUID | None
    returned_on: dt.date
    since: dt.datetime
    at: dt.datetime | None


def totals(scope: Scope, by: str) -> list[Group]:
    """A group for each key (`GROUPS`) that has returns, in no order; two queries, whatever their number."""
    groups: dict[object, Group] = {}
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_REACHED + _RETURNS.format(group=GROUPS[by]), scope.arguments)
        for key, count in cursor.fetchall():
            groups[key] = Group(key, count)
        cursor.execute(_REACHED + _TOTALS.format(group=GROUPS[by]), scope.arguments)
        for key, step, waits, lasted, count in cursor.fetchall():
            cell = groups[key].cells[step]
            (cell.waiting if waits else cell.done)[lasted] += count
    return list(groups.values())


def listed(scope: Scope, by: str, key: object, step: str, *, waits: bool, page: int = 1) -> list[Listed]:
    """One page of those behind a figure, who has waited longest first."""
    asked = scope.arguments | {
        "step": BY_CODE[step].code, "waits": waits, "key": key, "limit": PAGE, "offset": (page - 1) * PAGE,
    }  # fmt: skip
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_REACHED + _LIST.format(group=GROUPS[by]), asked)
        return [Listed(number or "", *others) for number, *others in cursor.fetchall()]


def added(groups: list[Group]) -> Group:
    """All groups as one: counts add up, and the median is that of all durations together."""
    whole = Group(None)
    for group in groups:
        whole.returns += group.returns
        for code, cell in group.cells.items():
            whole.cells[code].done.update(cell.done)
            whole.cells[code].waiting.update(cell.waiting)
    return whole
