"""Trades that people of all actors showed or said, without a name: read as `figures`, the role that counts.

A row is a trade, a level and a region. Under the least number that may be shown, the row says « moins de … » and no
language: a trade, a region and a language are enough to know somebody.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.db import connections
from django.db.models import QuerySet

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Skill
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.organisations.purposes import Purpose
from benkan.people.models import Consent
from benkan.training.models import SkillRequest
from benkan.training.thresholds import LEAST_SHOWN

FIGURES = "figures"
_PEOPLE = """
WITH people AS (
  SELECT DISTINCT s.trade, s.shown_level AS level, r.person_id, r.languages,
    CASE WHEN p.level = 'region' THEN p.id WHEN pp.level = 'region' THEN pp.id
         WHEN ppp.level = 'region' THEN ppp.id END AS region_id
  FROM cases_skill s JOIN cases_case c ON c.id = s.case_id JOIN people_registration r ON r.id = c.registration_id
  LEFT JOIN arrivals_returnepisode e ON e.id = c.episode_id
  LEFT JOIN places_place p ON p.id = e.destination_id
  LEFT JOIN places_place pp ON pp.id = p.parent_id
  LEFT JOIN places_place ppp ON ppp.id = pp.parent_id
  WHERE s.removed_at IS NULL AND c.status = ANY (%(under_way)s)
    AND (%(trade)s = '' OR s.trade = %(trade)s)
), asked AS (
  SELECT * FROM people WHERE (%(region)s::uuid IS NULL OR region_id = %(region)s::uuid)
    AND (%(language)s = '' OR %(language)s = ANY (languages)) AND (NOT %(shown)s OR level <> '')
)
"""
_ROWS = "SELECT trade, level, region_id, count(DISTINCT person_id) FROM asked GROUP BY 1, 2, 3"
_SPOKEN = (
    "SELECT trade, level, region_id, spoken, count(DISTINCT person_id) FROM asked, unnest(languages) spoken"
    " GROUP BY 1, 2, 3, 4 HAVING count(DISTINCT person_id) >= %(least)s"
)


@dataclass
class SkillRow:
    """People of one trade, level and region. `count` is None under `least`."""

    trade: str
    level: str
    region_id: UUID | None
    count: int | None
    least: int
    languages: list[str] = field(default_factory=list)


def skills_found(
    *, trade: str = "", region: UUID | None = None, language: str = "", shown_only: bool = False
) -> list[SkillRow]:
    """Rows of those accompanied now, in no order; two queries. People, not accompaniments. A language narrows the
    search only together with numbers that are shown: rows under the least are left out of it."""
    least = value_of(LEAST_SHOWN, on=clock.today())
    asked = {
        "under_way": [str(status) for status in sorted(UNDER_WAY)], "trade": trade, "region": region,
        "language": language, "shown": shown_only, "least": least,
    }  # fmt: skip
    rows: dict[tuple, SkillRow] = {}
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_PEOPLE + _ROWS, asked)
        for *key, count in cursor.fetchall():
            if count >= least or not language:
                rows[tuple(key)] = SkillRow(*key, count if count >= least else None, least)
        cursor.execute(_PEOPLE + _SPOKEN, asked)
        for *key, spoken, _ in cursor.fetchall():
            rows[tuple(key)].languages.append(spoken)
    return list(rows.values())


def matching_own(by: Actor, request: SkillRequest) -> QuerySet[Skill]:
    """Of one's own organisation's people accompanied now, those who have the trade, and did not say no to being
    referred: for who accompanies them to ask them."""
    own = Skill.objects.filter(
        organisation=by.organisation_id, trade=request.trade, removed_at=None, case__status__in=UNDER_WAY
    ).select_related("case__registration", "case__worker", "case__episode__destination__parent__parent")
    if request.level:
        own = own.filter(shown_level=request.level)
    said_no = (
        Consent.objects.filter(registration__cases__skills__in=own, purpose=Purpose.REFERRAL)
        .order_by("registration_id", "-at")
        .distinct("registration_id")
    )
    refused = [one.registration_id for one in said_no if not one.given]
    return own.exclude(case__registration__in=refused).order_by("case__registration__number")
