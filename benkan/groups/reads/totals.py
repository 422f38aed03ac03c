"""Numbers of groups and community projects (R13), by region, without a name: read as `figures`.

Persons are counted where an accompaniment links them, once each; host members are counted apart, for nobody knows who
they are. « Population touchée » is no person helped: it is read nowhere here, and is added to nothing.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from benkan.places.reads import regions

FIGURES = "figures"
_REGION = " ".join(
    (
        "CASE WHEN p.level = 'region' THEN p.id",
        "WHEN pp.level = 'region' THEN pp.id WHEN ppp.level = 'region' THEN ppp.id END",
    )
)
_PLACES = (
    "LEFT JOIN places_place p ON p.id = one.place_id LEFT JOIN places_place pp ON pp.id = p.parent_id"
    " LEFT JOIN places_place ppp ON ppp.id = pp.parent_id"
)
_MEMBERS = f"""
WITH members AS (
  SELECT one.id AS group_id, one.status, {_REGION} AS region_id, m.id AS member_id, m.kind, m.sex, r.person_id,
    e.member_id IS NOT NULL AS gone
  FROM groups_group one {_PLACES}
  LEFT JOIN groups_member m ON m.group_id = one.id
  LEFT JOIN groups_exit e ON e.member_id = m.id
  LEFT JOIN cases_case c ON c.id = m.case_id
  LEFT JOIN people_registration r ON r.id = c.registration_id
  WHERE %(organisation)s::uuid IS NULL OR one.organisation_id = %(organisation)s
    OR m.organisation_id = %(organisation)s
)
SELECT grouping(region_id), region_id, count(DISTINCT group_id) FILTER (WHERE status = 'en_activite'),
  count(DISTINCT person_id) FILTER (WHERE NOT gone), count(DISTINCT person_id) FILTER (WHERE NOT gone AND sex = 'F'),
  count(DISTINCT member_id) FILTER (WHERE NOT gone AND kind = 'hote'),
  count(DISTINCT member_id) FILTER (WHERE gone)
FROM members GROUP BY GROUPING SETS ((region_id), ())
"""  # noqa: S608 - our own words
_WORKS = f"""
SELECT {_REGION} AS region_id, count(*), count(*) FILTER (WHERE one.status = 'acheve')
FROM groups_communityproject one {_PLACES}
WHERE %(organisation)s::uuid IS NULL OR one.organisation_id = %(organisation)s GROUP BY 1
"""  # noqa: S608 - our own words


@dataclass(frozen=True)
class GroupCount:
    """One region, or (`whole`) all: running groups, persons of return who are members, women among them, host members,
    members who left."""

    region: str
    whole: bool
    running: int
    persons: int
    women: int
    hosts: int
    gone: int


def group_totals(organisation: UUID | None = None) -> list[GroupCount]:
    """By region in the order of names, the whole last, which is no sum: a person of two groups is one person."""
    rows = _asked(_MEMBERS, organisation)
    names = dict(regions().values_list("pk", "name"))
    found = [GroupCount(names.get(region, "Non dite"), bool(whole), *counts) for whole, region, *counts in rows]
    return sorted(found, key=lambda one: (one.whole, one.region))


def community_totals(organisation: UUID | None = None) -> list[tuple[str, int, int]]:
    """(region, projects, of which finished), in the order of names."""
    names = dict(regions().values_list("pk", "name"))
    return sorted((names.get(region, "Non dite"), count, done) for region, count, done in _asked(_WORKS, organisation))


def _asked(query: str, organisation: UUID | None) -> list[tuple]:
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(query, {"organisation": organisation})
        return cursor.fetchall()
