"""« Déjà aidée ? »: of persons whom one accompanies and whom two actors said to be the same, pillar and quarter alone.

Health, psychosocial support and whatever is reserved are never told, nor who gave: the database answers so, and files
that keep silent are left out (`people.silence`). What a partner entered late is not there yet: how fresh the data of
each partner are stands beside the answer.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from uuid import UUID

from django.db import connection, connections
from django.db.models import QuerySet

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case, HelpQuestion
from benkan.cases.permissions import READ
from benkan.cases.shared_fields import HELPED
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.offers.words import Pillar
from benkan.organisations.agreements import AgreementState
from benkan.organisations.models import Agreement, Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import CLOSED
from benkan.people.reads.area import in_area_by
from benkan.people.silence import silent_among, silent_organisations

_ANSWER = "SELECT case_id, file_id, number, holder, pillar, quarter FROM cases_already_helped(%s, %s)"
# The last day on which each entered anything of a delivery, of whomever.
_FRESH = "SELECT organisation_id, max(at) FROM cases_deliverystatusrow WHERE organisation_id = ANY (%s) GROUP BY 1"


@dataclass(frozen=True, order=True)
class Helped:
    """One help that she received from others: in which quarter (its first day), under which pillar."""

    quarter: dt.date
    pillar: Pillar

    @property
    def words(self) -> str:
        """« 2e trimestre 2026 »."""
        number = (self.quarter.month + 2) // 3
        return f"{'1er' if number == 1 else f'{number}e'} trimestre {self.quarter.year}"


@dataclass(frozen=True)
class Fresh:
    """A partner that may answer, and when it last entered something; None where it never did."""

    organisation: Organisation
    at: dt.datetime | None


def askable(by: Actor) -> QuerySet[Case]:
    """The accompaniments under way that are one's own, in the places of one's role."""
    own = Case.objects.filter(in_area_by(by, READ), organisation=by.organisation_id, worker=by.account_id)
    under_way = own.filter(status__in=UNDER_WAY).exclude(registration__status__in=CLOSED)
    return under_way.select_related("registration").order_by("-opened_at", "-id")


def already_helped(question: HelpQuestion) -> dict[UUID, list[Helped]]:
    """For each accompaniment of the question, what others gave, the last first; nothing once its day is over."""
    with connection.cursor() as cursor:
        cursor.execute(_ANSWER, [question.pk, clock.now()])
        rows = cursor.fetchall()
    silent = _silent(rows)
    found: dict[UUID, set[Helped]] = {}
    for case_id, file_id, _, _, pillar, quarter in rows:
        if file_id not in silent:
            found.setdefault(case_id, set()).add(Helped(quarter, Pillar(pillar)))
    return {case_id: sorted(some, reverse=True) for case_id, some in found.items()}


def partners(by: Actor) -> list[Fresh]:
    """Who signed that it answers, by name, with the freshness of its data; whether it knows anybody is not said."""
    today = clock.today()
    signed = Agreement.objects.filter(
        receiver=by.organisation_id, purpose=Purpose.CHECK, status=AgreementState.SIGNED, begins__lte=today,
        ends__gte=today, fields__contains=[HELPED.code], giver__closed_at__isnull=True,
    )  # fmt: skip
    givers = Organisation.objects.filter(pk__in=signed.values("giver")).exclude(pk__in=silent_organisations())
    found = list(givers.order_by("name"))
    with connections["figures"].cursor() as cursor:
        cursor.execute(_FRESH, [[one.pk for one in found]])
        last = dict(cursor.fetchall())
    return [Fresh(one, last.get(one.pk)) for one in found]


def _silent(rows: Iterable[tuple]) -> frozenset[UUID]:
    files = {file_id: (number, holder) for _, file_id, number, holder, _, _ in rows}
    kept = silent_among([SimpleNamespace(pk=pk, number=number) for pk, (number, _) in files.items()])
    houses = silent_organisations()
    return kept | {pk for pk, (_, holder) in files.items() if holder in houses}
