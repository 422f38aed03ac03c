"""What waits, since when and why, without a name: read as `figures`, as the steps are (`cohorts`).

Each subject is one query of rows, one for each thing that waits or was refused; its totals and the list behind each
number are made of these rows, so that they are of equal length. What waits now is counted whenever she returned;
what was refused, over the months that are looked at.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import connections

from benkan.cases import reserved
from benkan.cases.lifecycles import cases, needs, plans, referrals
from benkan.cases.lifecycles.funding import LABELS as REQUESTS
from benkan.cases.lifecycles.funding import DecisionReason
from benkan.cases.reads.cohorts import EVERYTHING, KEYED, Scope
from benkan.offers.models import HelpKind
from benkan.organisations.models import Organisation

FIGURES = "figures"
PAGE = 100
UNSAID = "Sans motif"

# Each gives: id, case_id, organisation_id, what, since, amount, pillar, and what the conditions on a line below take.
_REFUSALS = """
SELECT r.id, r.case_id, r.organisation_id, r.refusal::text AS what, r.sent_at AS since, NULL::bigint AS amount,
  coalesce(n.pillar, l.pillar)::text AS pillar, r.line_id, r.need_id
FROM cases_referral r LEFT JOIN cases_need n ON n.id = r.need_id LEFT JOIN cases_planline l ON l.id = r.line_id
WHERE r.status = 'refusee' AND r.sent_at >= %(since)s
"""
_UNANSWERED = """
SELECT r.id, r.case_id, r.organisation_id,
  CASE WHEN r.status = 'sans_suite' THEN 'sans_suite' ELSE 'retard' END AS what,
  CASE WHEN r.status = 'sans_suite' THEN coalesce(r.done_due, r.sent_at) ELSE r.answer_due END AS since,
  NULL::bigint AS amount, coalesce(n.pillar, l.pillar)::text AS pillar, r.line_id, r.need_id
FROM cases_referral r LEFT JOIN cases_need n ON n.id = r.need_id LEFT JOIN cases_planline l ON l.id = r.line_id
WHERE r.status = 'sans_suite' OR r.status = ANY ('{envoyee,vue}'::text[]) AND r.answer_due < %(now)s
"""
_REJECTIONS = """
SELECT s.id, p.case_id, f.organisation_id, s.reason::text AS what, s.at AS since, f.amount::bigint AS amount,
  f.pillar::text AS pillar, f.line_id
FROM cases_fundingstatusrow s JOIN cases_fundingrequest f ON f.id = s.request_id
JOIN cases_planline l ON l.id = f.line_id JOIN cases_plan p ON p.id = l.plan_id
WHERE s.status = 'rejetee' AND s.at >= %(since)s
"""
_MONEY = """
SELECT f.id, p.case_id, f.organisation_id, f.status || ':' || f.payer_id AS what,
  CASE WHEN f.status = 'retenue' THEN coalesce((SELECT max(s.at) FROM cases_fundingstatusrow s
    WHERE s.request_id = f.id AND s.status = 'retenue'), f.filed_at) ELSE f.filed_at END AS since,
  (CASE WHEN f.status = 'retenue' THEN coalesce(f.granted, f.amount) ELSE f.amount END)::bigint AS amount,
  f.pillar::text AS pillar, f.line_id
FROM cases_fundingrequest f
JOIN cases_planline l ON l.id = f.line_id JOIN cases_plan p ON p.id = l.plan_id
WHERE f.status = ANY ('{deposee,ajournee,retenue}'::text[])
"""
_UNMET = """
SELECT n.id, n.case_id, n.organisation_id, coalesce(n.kind_id, '') AS what,
  coalesce((SELECT max(s.at) FROM cases_needstatusrow s WHERE s.need_id = n.id AND s.status = 'non_couvert'),
    n.written_at) AS since, NULL::bigint AS amount, n.pillar::text AS pillar, n.id AS need_id
FROM cases_need n WHERE n.status = 'non_couvert'
"""
_WHY_UNMET = """
SELECT n.id, n.case_id, n.organisation_id, coalesce(latest.reason, '') AS what,
  coalesce(latest.at, n.written_at) AS since, NULL::bigint AS amount, n.pillar::text AS pillar, n.id AS need_id
FROM cases_need n LEFT JOIN LATERAL (SELECT s.at, s.reason::text AS reason FROM cases_needstatusrow s
  WHERE s.need_id = n.id AND s.status = 'non_couvert' ORDER BY s.at DESC, s.id DESC LIMIT 1) latest ON true
WHERE n.status = 'non_couvert'
"""
# Where an accompaniment that is under way, and what hangs on it, stands now.
_STATUSES = """
SELECT c.id, c.id AS case_id, c.organisation_id, 'accompagnement:' || c.status AS what,
  coalesce((SELECT max(s.at) FROM cases_casestatusrow s WHERE s.case_id = c.id AND s.status = c.status),
    c.opened_at) AS since, NULL::bigint AS amount, NULL::text AS pillar, NULL::uuid AS plan_id, NULL::uuid AS need_id,
  NULL::uuid AS line_id, c.id AS of_case
FROM cases_case c WHERE c.status = ANY ('{ouvert,suspendu,perdu}'::text[])
UNION ALL
SELECT p.id, p.case_id, p.organisation_id, 'plan:' || p.status,
  coalesce((SELECT max(s.at) FROM cases_planstatusrow s WHERE s.plan_id = p.id AND s.status = p.status), p.written_at),
  NULL, NULL, p.id, NULL, NULL, NULL
FROM cases_plan p JOIN cases_case c ON c.id = p.case_id
WHERE p.status = ANY ('{redige,soumis,approuve,finance,en_cours}'::text[])
  AND c.status = ANY ('{ouvert,suspendu,perdu}'::text[])
UNION ALL
SELECT n.id, n.case_id, n.organisation_id, 'besoin:' || n.status,
  coalesce((SELECT max(s.at) FROM cases_needstatusrow s WHERE s.need_id = n.id AND s.status = n.status), n.written_at),
  NULL, n.pillar, NULL, n.id, NULL, NULL
FROM cases_need n JOIN cases_case c ON c.id = n.case_id
WHERE n.status = ANY ('{exprime,prevu,non_couvert}'::text[]) AND c.status = ANY ('{ouvert,suspendu,perdu}'::text[])
UNION ALL
SELECT r.id, r.case_id, r.organisation_id, 'orientation:' || r.status,
  coalesce((SELECT max(s.at) FROM cases_referralstatusrow s WHERE s.referral_id = r.id AND s.status = r.status),
    r.sent_at), NULL, coalesce(n.pillar, l.pillar), NULL, r.need_id, r.line_id, NULL
FROM cases_referral r JOIN cases_case c ON c.id = r.case_id
LEFT JOIN cases_need n ON n.id = r.need_id LEFT JOIN cases_planline l ON l.id = r.line_id
WHERE r.status = ANY ('{envoyee,vue,a_evaluer,attente,acceptee}'::text[])
  AND c.status = ANY ('{ouvert,suspendu,perdu}'::text[])
"""
# Which lines of plans a row is about.
_BY_LINE, _BY_NEED = "l.id = o.line_id", "l.need_id = o.need_id"
_OF_REFERRAL = (_BY_LINE, _BY_NEED)
_OF_STATUS = (*_OF_REFERRAL, "l.plan_id = o.plan_id", "p.case_id = o.of_case")


@dataclass(frozen=True)
class Subject:
    """Something that is counted by cause: its code, titles, and the SQL of its rows; the conditions by which a row
    finds its lines of plans; how the causes are called; whether it waits (then it is told by how long) or is over;
    whether it has a sum."""

    code: str
    title: str
    heading: str
    rows: str
    of_lines: tuple[str, ...]
    labels: Callable[[], Mapping[str, str]]
    aged: bool = True
    priced: bool = False


def _of_kinds() -> dict[str, str]:
    return dict(HelpKind.objects.values_list("code", "label")) | {"": reserved.NEED}


def _of_money() -> dict[str, str]:
    payers = dict(Organisation.objects.values_list("pk", "name"))
    return {f"{status}:{pk}": f"{label}, {name}" for status, label in REQUESTS.items() for pk, name in payers.items()}


def _of_statuses() -> dict[str, str]:
    things = {"accompagnement": cases.LABELS, "plan": plans.PLAN_LABELS, "besoin": needs.LABELS,
              "orientation": referrals.LABELS}  # fmt: skip
    return {
        f"{thing}:{status}": f"{thing.capitalize()}\u00a0: {label.lower()}"
        for thing, labels in things.items()
        for status, label in labels.items()
    }


SUBJECTS = {
    one.code: one
    for one in (
        Subject("etats", "Depuis quand", "État d’aujourd’hui", _STATUSES, _OF_STATUS, _of_statuses),
        Subject("argent", "Argent attendu", "Demande, et qui paie", _MONEY, (_BY_LINE,), _of_money, priced=True),
        Subject(
            "orientations", "Orientations sans nouvelles", "Ce qui manque", _UNANSWERED, _OF_REFERRAL,
            lambda: {"retard": "Sans réponse, délai passé", "sans_suite": "Sans suite connue"},
        ),
        Subject("refus", "Orientations refusées", "Motif", _REFUSALS, _OF_REFERRAL,
                lambda: dict(referrals.RefusalReason.choices), aged=False),
        Subject("rejets", "Financements rejetés", "Motif", _REJECTIONS, (_BY_LINE,),
                lambda: dict(DecisionReason.choices), aged=False),
        Subject("besoins", "Besoins sans réponse", "Besoin", _UNMET, (_BY_NEED,), _of_kinds),
        Subject("manques", "Pourquoi sans réponse", "Motif", _WHY_UNMET, (_BY_NEED,),
                lambda: dict(needs.UnmetReason.choices)),
    )
}  # fmt: skip

_PLACED = """
WITH objects AS ({rows}), placed AS (
  SELECT o.*, c.number, e.returned_on,
    CASE WHEN p.level = 'region' THEN p.id WHEN pp.level = 'region' THEN pp.id
         WHEN ppp.level = 'region' THEN ppp.id END AS region_id,
    {age} AS age
  FROM objects o JOIN cases_case c ON c.id = o.case_id
  LEFT JOIN arrivals_returnepisode e ON e.id = c.episode_id
  LEFT JOIN places_place p ON p.id = e.destination_id
  LEFT JOIN places_place pp ON pp.id = p.parent_id
  LEFT JOIN places_place ppp ON ppp.id = pp.parent_id
  WHERE %(organisation)s::uuid IS NULL OR o.organisation_id = %(organisation)s::uuid
), cut AS (SELECT o.*, {key} AS key FROM placed o {join})
"""
_AGE = "(SELECT count(*) FROM unnest(%(bands)s::int[]) days WHERE o.since <= %(now)s - make_interval(days => days))"
# What has no pillar of its own stands under each of its lines.
_PILLARS = """LEFT JOIN LATERAL (
  SELECT o.pillar AS help WHERE o.pillar IS NOT NULL UNION SELECT l.pillar::text FROM ({lines}) l WHERE o.pillar IS NULL
) h ON true"""
_GRANTS = """LEFT JOIN LATERAL (SELECT DISTINCT f.grant_id::text AS help FROM ({lines}) l
  JOIN cases_fundingrequest f ON f.line_id = l.id WHERE f.status = 'financee') h ON true"""
_LINES = (
    "SELECT l.id, l.pillar FROM cases_planline l JOIN cases_plan p ON p.id = l.plan_id WHERE l.status <> 'annulee' AND "
)
# Who returned before the months that are looked at stands with those of whom it is not said.
_CUTS = {
    "mois": ("CASE WHEN returned_on >= %(since)s THEN date_trunc('month', returned_on)::date END", ""),
    "organisation": ("o.organisation_id", ""),
    "region": ("region_id", ""),
    "pilier": ("h.help", _PILLARS),
    "subvention": ("h.help", _GRANTS),
}
_TOTALS = "SELECT key, what, age, count(*), coalesce(sum(amount), 0)::bigint, min(since) FROM cut GROUP BY 1, 2, 3"
_WHOLE = "SELECT NULL, what, age, count(*), coalesce(sum(amount), 0)::bigint, min(since) FROM placed GROUP BY 1, 2, 3"
_LIST = """
SELECT count(*) OVER (), number, organisation_id, region_id, returned_on, since, amount FROM cut
WHERE what = %(what)s AND age = %(age)s AND {keyed}
ORDER BY since, id LIMIT %(limit)s OFFSET %(offset)s
"""


@dataclass(frozen=True)
class Figure:
    """How many things of one cause stand in one group, of one age (0: the youngest band), for how much (F CFA), and
    since when the oldest."""

    key: object
    what: str
    age: int
    count: int
    amount: int
    oldest: dt.datetime


@dataclass(frozen=True)
class Behind:
    """One thing behind a figure, by the number of an accompaniment, never a name; its amount where it has one."""

    number: str
    organisation_id: UUID
    region_id: UUID | None
    returned_on: dt.date | None
    since: dt.datetime
    amount: int | None


def count(subject: Subject, scope: Scope, by: str, bands: tuple[int, ...]) -> tuple[list[Figure], list[Figure]]:
    """The figures of each group of a cut, and those of all together, in which each thing counts once; two queries.

    `bands` are the days from which a wait is of the next age.
    """
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_sql(subject, by, _TOTALS), _arguments(scope, bands))
        groups = [Figure(*row) for row in cursor.fetchall()]
        cursor.execute(_sql(subject, "mois", _WHOLE), _arguments(scope, bands))
        return groups, [Figure(*row) for row in cursor.fetchall()]


def listed(
    subject: Subject, scope: Scope, by: str, key: object, what: str, age: int, bands: tuple[int, ...], page: int = 1
) -> tuple[int, list[Behind]]:
    """How many are behind a figure, and one page of them, the oldest first. (0, []) past the last page."""
    keyed, by = ("true", "mois") if key == EVERYTHING else (KEYED, by)
    asked = {"key": key, "what": what, "age": age, "limit": PAGE, "offset": (page - 1) * PAGE}
    with connections[FIGURES].cursor() as cursor:
        cursor.execute(_sql(subject, by, _LIST.format(keyed=keyed)), _arguments(scope, bands) | asked)
        rows = cursor.fetchall()
    return (rows[0][0] if rows else 0), [Behind(*row[1:]) for row in rows]


def _sql(subject: Subject, by: str, asked: str) -> str:
    key, join = _CUTS[by]
    age = _AGE if subject.aged else "0::bigint"
    lines = " UNION ".join(_LINES + condition for condition in subject.of_lines)
    return _PLACED.format(rows=subject.rows, age=age, key=key, join=join.format(lines=lines)) + asked


def _arguments(scope: Scope, bands: tuple[int, ...]) -> dict:
    return scope.arguments | {"bands": list(bands)}
