"""Where people wait, by cohort of return, without a name: read as `figures`, the role that counts and does not read.

One query says who has come how far; totals and the list behind each are made of it, so that they are of equal length.
The denominator of a step is those for whom it is due: who came as far as the step before, or passed it all the same.
Who is closed, transferred or suspended waits for nothing: a step not reached then is not due.
"""

import datetime as dt
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db import connections

from benkan.cases.medians import median_wait
from benkan.common import clock
from benkan.common.months import months_after, months_before

FIGURES = "figures"
PAGE = 100
DAY = dt.timedelta(days=1)
MONTHS = 12  # of returns that a board shows


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
    Step("followed", "Revue depuis, par visite ou appel", without="pas encore revues"),
    Step("closed", "Accompagnement clos", without="encore en cours"),
)
CAME = Step("came", "Retours enregistrés")  # the denominator of all: nobody waits for it
BY_CODE = {step.code: step for step in (CAME, *STEPS)}
EVERYTHING = "*"  # the key of all groups together

# Rows of the cohort: each return with the moment of each step. An approved plan that costs nothing begins unfunded.
_CAME = """
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
)"""
# The moments of a plan as a whole, for cuts by who, when and where.
_WHOLE_PLANS = """, helps AS (
  SELECT p.case_id, NULL::text AS help,
    min(s.at) FILTER (WHERE s.status = 'soumis') AS planned_at,
    min(s.at) FILTER (WHERE s.status = 'approuve') AS approved_at,
    min(s.at) FILTER (WHERE s.status = ANY ('{{finance,en_cours}}'::text[])) AS funded_at,
    min(s.at) FILTER (WHERE s.status = 'en_cours') AS started_at
  FROM cases_plan p JOIN cases_planstatusrow s ON s.plan_id = p.id
  WHERE p.case_id IN (SELECT case_id FROM came) GROUP BY 1
)"""
# The moments of each line, for cuts by what is given and by who gives it; whoever pays agrees line by line.
_LINES = """, lines AS (
  SELECT p.case_id, l.id, l.pillar,
    (SELECT min(s.at) FROM cases_planstatusrow s WHERE s.plan_id = p.id AND s.status = 'soumis') AS planned_at,
    CASE WHEN l.cost = 0 THEN
      (SELECT min(s.at) FROM cases_planstatusrow s WHERE s.plan_id = p.id AND s.status = 'approuve')
    ELSE min(r.at) FILTER (WHERE r.status = ANY ('{{retenue,financee,en_cours,rendue}}'::text[])) END AS approved_at,
    min(r.at) FILTER (WHERE r.status = ANY ('{{financee,en_cours,rendue}}'::text[])) AS funded_at,
    min(r.at) FILTER (WHERE r.status = ANY ('{{en_cours,rendue}}'::text[])) AS started_at
  FROM cases_plan p JOIN cases_planline l ON l.plan_id = p.id
  LEFT JOIN cases_planlinestatusrow r ON r.line_id = l.id
  WHERE p.case_id IN (SELECT case_id FROM came) AND l.status <> 'annulee' GROUP BY p.id, l.id
)"""
_BY_PILLAR = """, helps AS (
  SELECT case_id, pillar::text AS help, min(planned_at) AS planned_at, min(approved_at) AS approved_at,
    min(funded_at) AS funded_at, min(started_at) AS started_at
  FROM (
    SELECT case_id, pillar, planned_at, approved_at, funded_at, started_at FROM lines
    UNION ALL
    SELECT n.case_id, n.pillar, NULL, NULL, NULL, NULL FROM cases_need n
    WHERE n.status <> 'retire' AND n.case_id IN (SELECT case_id FROM came)
  ) given GROUP BY 1, 2
)"""
# Who has a grant stands under it; of all others the whole plan, under none.
_BY_GRANT = """, helps AS (
  SELECT n.case_id, f.grant_id::text AS help, min(n.planned_at) AS planned_at, min(n.approved_at) AS approved_at,
    min(n.funded_at) AS funded_at, min(n.started_at) AS started_at
  FROM lines n LEFT JOIN cases_fundingrequest f ON f.line_id = n.id AND f.status = 'financee'
  WHERE f.grant_id IS NOT NULL OR NOT EXISTS (
    SELECT FROM lines o JOIN cases_fundingrequest g ON g.line_id = o.id AND g.status = 'financee'
    WHERE o.case_id = n.case_id)
  GROUP BY 1, 2
)"""
_STEPS = """, reached AS (
  SELECT came.*, h.help, h.planned_at, h.approved_at, h.funded_at, h.started_at,
    (SELECT min(s.at) FROM cases_screening s WHERE s.case_id = came.case_id) AS assessed_at,
    (SELECT min(v.day) FROM cases_visit v WHERE v.case_id = came.case_id AND v.status = 'faite'
       AND v.day >= h.started_at::date)::timestamptz AS seen_at,
    EXISTS (SELECT FROM cases_inaccessiblezone z WHERE z.case_id = came.case_id AND z.since <= %(now)s::date
       AND (z.until IS NULL OR z.until > %(now)s::date)) AS out_of_reach,
    CASE WHEN came.status = 'clos' THEN (
      SELECT max(s.at) FROM cases_casestatusrow s WHERE s.case_id = came.case_id AND s.status = 'clos'
    ) END AS closed_at
  FROM came LEFT JOIN helps h ON h.case_id = came.case_id
  WHERE %(region)s::uuid IS NULL OR came.region_id = %(region)s::uuid
), steps AS (
  SELECT reached.*, {group} AS key, s.step, s.since, s.at FROM reached CROSS JOIN LATERAL (VALUES
    ('came', registered_at, registered_at),
    ('aided', received_at, aided_at),
    ('accompanied', registered_at, accompanied_at),
    ('assessed', accompanied_at, assessed_at),
    -- Who passed a step without the one before is counted from the opening of her accompaniment.
    ('planned', coalesce(assessed_at, CASE WHEN planned_at IS NOT NULL THEN accompanied_at END), planned_at),
    ('approved', coalesce(planned_at, CASE WHEN approved_at IS NOT NULL THEN accompanied_at END), approved_at),
    ('funded', coalesce(approved_at, CASE WHEN funded_at IS NOT NULL THEN accompanied_at END), funded_at),
    ('started', coalesce(funded_at, CASE WHEN started_at IS NOT NULL THEN accompanied_at END), started_at),
    -- Visits have a day and no hour: of the day on which her help began, as soon as it began.
    ('followed', started_at, CASE WHEN seen_at IS NOT NULL THEN greatest(seen_at, started_at) END),
    ('closed', coalesce(started_at, CASE WHEN closed_at IS NOT NULL THEN accompanied_at END), closed_at)
  ) AS s(step, since, at)
  WHERE s.since IS NOT NULL AND (s.at IS NOT NULL
    OR (reached.status IS NULL OR reached.status <> ALL ('{{clos,transmis,suspendu}}'::text[]))
    AND NOT (s.step = 'followed' AND reached.out_of_reach))
)
"""


@dataclass(frozen=True)
class Cut:
    """A way to group returns: its French words, the SQL of its key, how the moments of help are read, and whether one
    return may stand in several groups, which then do not add up."""

    label: str
    key: str
    helps: str = _WHOLE_PLANS
    overlaps: bool = False

    @property
    def rows(self) -> str:
        return (_CAME + self.helps + _STEPS).format(group=self.key)


CUTS = {
    "mois": Cut("Mois de retour", "date_trunc('month', returned_on)::date"),
    "organisation": Cut("Organisation", "organisation_id"),
    "region": Cut("Région de destination", "region_id"),
    "pilier": Cut("Pilier", "help", _LINES + _BY_PILLAR, overlaps=True),
    "subvention": Cut("Subvention", "help", _LINES + _BY_GRANT, overlaps=True),
}
_TOTALS = """
SELECT key, step, at IS NULL AS waits,
  greatest(0, floor(extract(epoch FROM coalesce(at, %(now)s) - since)
    / CASE step WHEN 'aided' THEN 3600 ELSE 86400 END))::int AS lasted, count(*)
FROM steps GROUP BY 1, 2, 3, 4
"""
KEYED = "key IS NOT DISTINCT FROM %(key)s"
_LIST = """
SELECT count(*) OVER (), number, organisation_id, region_id, returned_on, since, at FROM steps
WHERE step = %(step)s AND (at IS NULL) = %(waits)s AND {keyed}
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


def _narrowed(scope: Scope, by: str, key: object) -> Scope:
    """The same returns, as far as a key alone bounds them: those of other groups are not even looked at.

    What bounds the scope already is never replaced: whoever counts one organisation opens no list of another.
    """
    if isinstance(key, dt.date):
        return replace(scope, since=max(scope.since, key), until=min(scope.until, months_after(key, 1) - DAY))
    if isinstance(key, UUID):
        bound = "organisation" if by == "organisation" else "region"
        return scope if getattr(scope, bound) else replace(scope, **{bound: key})
    return scope


def scope_of(months: int, organisation: UUID | None = None) -> Scope:
    """The returns of the last months, this one included."""
    today = clock.today()
    return Scope(months_before(today.replace(day=1), months - 1), today, clock.now(), organisation)


@dataclass(frozen=True)
class Cell:
    """One step of one group. `median` and `longest` are in the unit of the step; those who wait are in the median,
    which is None while half of them wait; `longest` is how long the one who waits longest has waited."""

    step: Step
    served: int = 0
    waits: int = 0
    median: int | None = None
    longest: int | None = None

    @property
    def due(self) -> int:
        return self.served + self.waits


@dataclass(frozen=True)
class Group:
    """A cohort, an organisation, a region, a pillar or a grant: how many returns, and a cell for each step."""

    key: object
    returns: int = 0
    cells: dict[str, Cell] = field(default_factory=lambda: {step.code: Cell(step) for step in STEPS})


@dataclass(frozen=True)
class Counted:
    """The groups of a cut, in no order, and all returns as one group, in which each counts once."""

    groups: list[Group]
    whole: Group


@dataclass(frozen=True)
class Listed:
    """One return behind a figure: the number of its accompaniment ("" before one is opened), never a name."""

    number: str
    organisation_id: UUID
    region_id: UUID | None
    returned_on: dt.date
    since: dt.datetime
    at: dt.datetime | None


class _Durations:
    """Of one group: durations of those served and of those who wait, by step."""

    def __init__(self):
        self.done: dict[str, Counter] = defaultdict(Counter)
        self.waiting: dict[str, Counter] = defaultdict(Counter)

    def add(self, step: str, waits: bool, lasted: int, count: int) -> None:
        (self.waiting if waits else self.done)[step][lasted] += count

    def group(self, key: object) -> Group:
        return Group(key, self.done["came"].total(), {step.code: self._cell(step) for step in STEPS})

    def _cell(self, step: Step) -> Cell:
        done, waiting = self.done[step.code], self.waiting[step.code]
        return Cell(step, done.total(), waiting.total(), median_wait(done, waiting), max(waiting, default=None))


def count(scope: Scope, by: str) -> Counted:
    """Each key of a cut (`CUTS`) that has returns, and all together: one query, or two where the groups overlap."""
    groups: dict[object, _Durations] = defaultdict(_Durations)
    whole = _Durations()
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(CUTS[by].rows + _TOTALS, scope.arguments)
        for key, *counted in cursor.fetchall():
            groups[key].add(*counted)
            whole.add(*counted)
    together = count(scope, "mois").whole if CUTS[by].overlaps else whole.group(None)
    return Counted([found.group(key) for key, found in groups.items()], together)


def listed(scope: Scope, by: str, key: object, step: str, *, waits: bool, page: int = 1) -> tuple[int, list[Listed]]:
    """How many are behind a figure, and one page of them, who has waited longest first. (0, []) past the last page.

    `key` is that of a group, or `EVERYTHING`.
    """
    keyed, by = ("true", "mois") if key == EVERYTHING else (KEYED, by)
    asked = _narrowed(scope, by, key).arguments | {
        "step": BY_CODE[step].code, "waits": waits, "key": key, "limit": PAGE, "offset": (page - 1) * PAGE,
    }  # fmt: skip
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(CUTS[by].rows + _LIST.format(keyed=keyed), asked)
        rows = cursor.fetchall()
    return (rows[0][0] if rows else 0), [Listed(number or "", *others) for _, number, *others in rows]
