"""Trades that people of all actors showed or said, without a name: read as `figures`, the role that counts.

A row is a trade, a level and a region. Under the least number that may be shown, the row says « moins de … ». No
language is searched: what people speak tells of their family of origin, and the role that counts does not read it.
"""

from dataclasses import dataclass
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
  SELECT DISTINCT s.trade, s.shown_level AS level, r.person_id,
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
    AND (NOT %(shown)s OR level <> '')
)
"""
_ROWS = "SELECT trade, level, region_id, count(DISTINCT person_id) FROM asked GROUP BY 1, 2, 3"


@dataclass
class SkillRow:
    """People of one trade, level and region. `count` is None under `least`."""

    trade: str
    level: str
    region_id: UUID | None
    count: int | None
    least: int


def skills_found(*, trade: str = "", region: UUID | None = None, shown_only: bool = False) -> list[SkillRow]:
    """Rows of those accompanied now, in no order; one query. People, not accompaniments."""
    least = value_of(LEAST_SHOWN, on=clock.today())
    asked = {
        "under_way": [str(status) for status in sorted(UNDER_WAY)], "trade": trade, "region": region,
        "shown": shown_only,
    }  # fmt: skip
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_PEOPLE + _ROWS, asked)
        return [SkillRow(*key, count if count >= least else None, least) for *key, count in cursor.fetchall()]


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
