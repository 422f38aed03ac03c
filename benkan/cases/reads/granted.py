"""What a grant did, for its donor: persons, sums, proofs, a sample to call; by numbers of accompaniments, unnamed.

Read as `figures`. One query makes the rows; the totals are added from the same rows, so that they are of equal length.
Sums of two grants are never added here.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from benkan.cases.reads.funding import Taken, taken_elsewhere
from benkan.offers.words import Pillar

FIGURES = "figures"
PAGE = 100

# A row for each request that the grant pays; of each, what was paid and proved. A person counts once in a grant.
_ROWS = """
WITH given AS (
  SELECT d.request_id,
    coalesce(sum(d.amount) FILTER (WHERE d.status::text = ANY ('{preparee,validee}'::text[])), 0) AS on_the_way,
    coalesce(sum(d.amount) FILTER (WHERE d.status = 'payee'), 0) AS paid,
    count(*) FILTER (WHERE d.status = 'payee') AS payments,
    count(*) FILTER (WHERE d.status = 'payee' AND d.received_on IS NOT NULL) AS receipts,
    count(*) FILTER (WHERE d.status = 'contrepassee') AS reversed,
    count(k.id) FILTER (WHERE k.done_at IS NOT NULL AND k.differs IS NOT NULL) AS checked,
    count(k.id) FILTER (WHERE k.done_at IS NOT NULL AND k.differs IS NULL) AS unreached,
    count(k.id) FILTER (WHERE k.differs) AS differing
  FROM cases_delivery d LEFT JOIN cases_deliverycheck k ON k.delivery_id = d.id
  WHERE d.grant_id = %(grant)s GROUP BY d.request_id
), rows AS (
  SELECT r.id, c.number, coalesce(g.person_id, g.id) AS person, r.sex, r.granted,
    coalesce(o.on_the_way, 0) AS on_the_way, coalesce(o.paid, 0) AS paid, coalesce(o.payments, 0) AS payments,
    coalesce(o.receipts, 0) AS receipts, coalesce(o.reversed, 0) AS reversed, coalesce(o.checked, 0) AS checked,
    coalesce(o.differing, 0) AS differing, coalesce(o.unreached, 0) AS unreached, r.organisation_id, r.pillar
  FROM cases_fundingrequest r
  JOIN cases_planline l ON l.id = r.line_id JOIN cases_plan p ON p.id = l.plan_id
  JOIN cases_case c ON c.id = p.case_id JOIN people_registration g ON g.id = c.registration_id
  LEFT JOIN given o ON o.request_id = r.id
  WHERE r.grant_id = %(grant)s AND r.status = 'financee'
)
"""
_TOTALS = """
SELECT count(DISTINCT person), count(DISTINCT person) FILTER (WHERE sex = 'F'),
  count(DISTINCT person) FILTER (WHERE paid > 0), count(DISTINCT person) FILTER (WHERE paid > 0 AND sex = 'F'),
  coalesce(sum(granted), 0)::bigint, coalesce(sum(on_the_way), 0)::bigint, coalesce(sum(paid), 0)::bigint,
  coalesce(sum(payments), 0)::int, coalesce(sum(receipts), 0)::int, coalesce(sum(reversed), 0)::int,
  coalesce(sum(checked), 0)::int, coalesce(sum(differing), 0)::int, coalesce(sum(unreached), 0)::int, count(*)
FROM rows
"""
_LIST = """
SELECT number, organisation_id, granted, on_the_way, paid, payments, receipts FROM rows
ORDER BY number, id LIMIT %(limit)s OFFSET %(offset)s
"""
_PILLARS = """
SELECT pillar, count(DISTINCT person), count(*), sum(granted)::bigint, sum(paid)::bigint FROM rows
GROUP BY pillar ORDER BY 4 DESC, pillar
"""
# The same sample all the month long, for whoever opens the page; nobody chooses it.
_SAMPLE = """
SELECT DISTINCT number, md5(number || %(month)s) FROM rows WHERE paid > 0 ORDER BY 2 LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Followed:
    """Of one grant, in whole F CFA and in persons; `promised` is the grant's own sum, `groups` what no person holds."""

    promised: int
    persons: int
    women: int
    helped: int
    women_helped: int
    granted: int
    on_the_way: int
    paid: int
    payments: int
    receipts: int
    reversed: int
    checked: int
    differing: int
    unreached: int
    requests: int
    groups: Taken

    @property
    def left(self) -> int:
        return self.promised - self.granted - self.groups.granted

    @property
    def unspent(self) -> int:
        return self.promised - self.paid - self.groups.paid

    @property
    def unit_cost(self) -> int | None:
        """Paid for each person to whom something was paid; None before the first."""
        return round(self.paid / self.helped) if self.helped else None

    @property
    def proved(self) -> float | None:
        """Share of the payments whose receipt is signed; None before the first."""
        return self.receipts / self.payments if self.payments else None


@dataclass(frozen=True)
class Paid:
    """One request behind the totals: the number of her accompaniment, who accompanies, what she was given."""

    number: str
    organisation_id: UUID
    granted: int
    on_the_way: int
    paid: int
    payments: int
    receipts: int


@dataclass(frozen=True)
class ByPillar:
    """Of one grant, under one pillar: persons, requests, whole F CFA; never the kind of help."""

    pillar: str
    persons: int
    requests: int
    granted: int
    paid: int

    @property
    def label(self) -> str:
        return Pillar(self.pillar).label


def by_pillar(grant_id: UUID) -> list[ByPillar]:
    """The same rows by pillar, the largest sum first; somebody helped under two pillars is a person in each."""
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_ROWS + _PILLARS, {"grant": grant_id})
        return [ByPillar(*row) for row in cursor.fetchall()]


def followed(grant_id: UUID, promised: int) -> Followed:
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_ROWS + _TOTALS, {"grant": grant_id})
        return Followed(promised, *cursor.fetchone(), taken_elsewhere([grant_id], FIGURES)[grant_id])


def listed(grant_id: UUID, page: int = 1) -> list[Paid]:
    """One page of the rows that make the totals, by number."""
    asked = {"grant": grant_id, "limit": PAGE, "offset": (page - 1) * PAGE}
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_ROWS + _LIST, asked)
        return [Paid(*row) for row in cursor.fetchall()]


def sample(grant_id: UUID, month: dt.date, size: int) -> list[str]:
    """Numbers of accompaniments to call about what they received, at most `size`."""
    asked = {"grant": grant_id, "month": f"{month:%Y-%m}", "limit": size}
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_ROWS + _SAMPLE, asked)
        return [number for number, _ in cursor.fetchall()]
