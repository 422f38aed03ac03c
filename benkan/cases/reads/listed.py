"""The list of accompaniments: one's own, all, those to be given to somebody, those that ended."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.plans import PLAN_LABELS, PlanStatus
from benkan.cases.models import Case, Plan, Priority, Screening
from benkan.cases.permissions import READ
from benkan.common.permissions import Actor
from benkan.people.models import Registration
from benkan.people.reads import search
from benkan.people.reads.area import in_area_by

PAGE = 50
_SET_ASIDE = (PlanStatus.REPLACED, PlanStatus.ABANDONED)


@dataclass(frozen=True)
class Page:
    """Cases in their order, each with `priority` and `plan` ("" where there is none yet); `more` beyond them."""

    found: list[Case]
    more: bool = False
    by: str = "liste"
    sentence: str = ""


def readable(by: Actor) -> QuerySet[Case]:
    """Those of one's organisation, of the places of one's role, with their priority and where their plan stands."""
    latest = Screening.objects.filter(case=OuterRef("pk")).order_by("-at", "-id").values("priority")[:1]
    plan = Plan.objects.filter(case=OuterRef("pk")).exclude(status__in=_SET_ASIDE).order_by("-version")
    around = Case.objects.select_related("registration", "registration__destination", "worker")
    return around.filter(in_area_by(by, READ), organisation=by.organisation_id).annotate(
        priority=Subquery(latest), plan=Subquery(plan.values("status")[:1])
    )


def under_way() -> QuerySet[Case]:
    """Those by which somebody is accompanied, or will be again: her file is kept meanwhile (`people.reads.ends`)."""
    return Case.objects.filter(status__in=UNDER_WAY)


FILTERS = ("", "tous", "a-confier", "termines")


def filtered(by: Actor, cases: QuerySet[Case], chosen: str) -> QuerySet[Case]:
    """Under way and one's own (""), under way (`tous`), under way and nobody's (`a-confier`), ended (`termines`)."""
    if chosen == "termines":
        return cases.exclude(status__in=UNDER_WAY)
    under_way = cases.filter(status__in=UNDER_WAY)
    if chosen == "tous":
        return under_way
    return under_way.filter(worker=None if chosen == "a-confier" else by.account_id)


def listed(cases: QuerySet[Case], after: UUID | None = None) -> Page:
    """One page, the last opened first; `after` is the last one shown."""
    cases = cases.order_by("-opened_at", "-id")
    last = Case.objects.filter(pk=after).first() if after else None
    if last is not None:
        cases = cases.filter(Q(opened_at__lt=last.opened_at) | Q(opened_at=last.opened_at, pk__lt=last.pk))
    found = list(cases[: PAGE + 1])
    return Page(found[:PAGE], more=len(found) > PAGE)


def looked_for(text: str, cases: QuerySet[Case]) -> Page:
    """Those of the people who answer to these words, or to this number, in the order of the search of files."""
    accompanied = Registration.objects.filter(pk__in=cases.values("registration"))
    files = search(text, accompanied)
    of_file: dict[UUID, list[Case]] = {}
    for case in cases.filter(registration__in=list(files)).order_by("-opened_at"):
        of_file.setdefault(case.registration_id, []).append(case)
    found = [case for file in files for case in of_file.get(file.pk, ())]
    return Page(found, more=files.more, by=files.by or "nom", sentence=files.sentence)


def priority_words(priority: str | None) -> tuple[str, str]:
    """Tone and words of a priority; not assessed is said."""
    if not priority:
        return "", "à évaluer"
    tones = {Priority.URGENT: "late", Priority.HIGH: "soon"}
    return tones.get(Priority(priority), ""), f"priorité {Priority(priority).label.lower()}"


def plan_words(plan: str | None) -> str:
    return PLAN_LABELS[PlanStatus(plan)].lower() if plan else "pas encore"
