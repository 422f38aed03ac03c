"""Who came back once more: the return that awaits a decision, and what was done before, dated."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, QuerySet

from benkan.arrivals.models import ImmediateAid, ReturnEpisode
from benkan.cases.lifecycles.plans import LINE_LABELS, PAID, SET_ASIDE, LineStatus
from benkan.cases.models import Case, PlanLine, PlanLineStatusRow, SecondReturn
from benkan.common import clock
from benkan.common.typography import montant
from benkan.people.models import Registration

RESERVED = "Aide réservée"


@dataclass(frozen=True)
class Help:
    """One thing that was given or granted, on its day; of what is reserved, no more than that."""

    day: dt.date
    words: str
    detail: str


def episode_to_decide(case: Case) -> ReturnEpisode | None:
    """Her latest return, where it was noted after this accompaniment began and nobody decided yet."""
    return _newer(case.registration_id, case.opened_at).exclude(_decided(case.pk)).first()


def undecided(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those of them that await this decision."""
    newer = ReturnEpisode.objects.filter(
        registration=OuterRef("registration"), annulled=False, opened_at__gt=OuterRef("opened_at")
    )
    decided = SecondReturn.objects.filter(case=OuterRef(OuterRef("pk")), episode=OuterRef("pk"))
    return cases.filter(Exists(newer.exclude(Exists(decided))))


def returns_of(registration: Registration) -> list[ReturnEpisode]:
    """Her returns, the latest first; those annulled left out."""
    found = registration.episodes.filter(annulled=False).select_related("entry_point", "country")
    return list(found.order_by("-returned_on", "-opened_at"))


def earlier_help(registration: Registration, *, until: dt.datetime | None = None) -> list[Help]:
    """All that her organisation gave or granted her, the latest first; before a moment, if said. Three queries."""
    until = until or clock.now()
    aid = ImmediateAid.objects.filter(line__registration=registration, given_at__lt=until)
    told = [Help(clock.day_of(one.given_at), one.get_kind_display(), "aide immédiate") for one in aid]
    lines = PlanLine.objects.filter(plan__case__registration=registration, status__in=list(PAID))
    rows = PlanLineStatusRow.objects.filter(line__in=lines.exclude(plan__status__in=list(SET_ASIDE)), at__lt=until)
    latest = {row.line_id: row for row in rows.filter(status=F("line__status")).select_related("line__payer")}
    told += [_of_line(row) for row in latest.values()]
    return sorted(told, key=lambda one: one.day, reverse=True)


def _of_line(row: PlanLineStatusRow) -> Help:
    line = row.line
    words = RESERVED if line.restricted else str(line)
    cost = f"{montant(line.cost)}{f', {line.payer}' if line.payer else ''}" if line.cost else ""
    detail = ", ".join(part for part in (LINE_LABELS[LineStatus(row.status)].lower(), cost) if part)
    return Help(clock.day_of(row.at), words, detail)


def _newer(registration_id, moment: dt.datetime) -> QuerySet[ReturnEpisode]:
    newer = ReturnEpisode.objects.filter(registration=registration_id, annulled=False, opened_at__gt=moment)
    return newer.select_related("entry_point").order_by("-returned_on", "-opened_at")


def _decided(case_id) -> Exists:
    return Exists(SecondReturn.objects.filter(case=case_id, episode=OuterRef("pk")))
