"""« Suivi »: the next visit first, then what stops the clock, who is looked for, visits, questionnaires, opinions."""

import datetime as dt

from django.urls import reverse
from django.utils import timezone

from benkan.cases.engine.grids import grid_of
from benkan.cases.engine.schedule import Standing
from benkan.cases.engine.scoring import response
from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus
from benkan.cases.lifecycles.surveys import NoSurvey
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, Ending, InaccessibleZone, Opinion, Survey, Visit
from benkan.cases.page import CasePart
from benkan.cases.permissions import FOLLOW
from benkan.cases.reads.surveys import restricted_answers
from benkan.cases.reads.visits import Following, following
from benkan.cases.views.followed import (
    appointment_words,
    card_address,
    slot_state,
    visit_state,
    window_words,
)
from benkan.cases.writes.attempts import missing_to_lose
from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.common.typography import jour, pluriel
from benkan.people.permissions import REGISTER


def part(by: Actor, case: Case) -> CasePart:
    """Read by whoever reads the accompaniment; gestures for those who follow."""
    known = following(case)
    surveys = list(Survey.objects.filter(case=case).select_related("grid"))
    opinions = list(Opinion.objects.filter(case=case))
    zones = list(InaccessibleZone.objects.filter(case=case).defer("why"))
    under_way = case.status in UNDER_WAY
    follows = may(by, FOLLOW) and under_way
    lost = case.status == CaseStatus.LOST
    context = {
        "follows": follows,
        "may_visit": follows and not lost,
        "lost": lost,
        "zone": known.zone,
        "next": _next(known) if under_way and not lost else None,
        "appointments": [_appointment(by, one) for one in known.appointments] if under_way else [],
        "tried": _tried(known) if under_way else [],
        "missing": missing_to_lose(case) if follows and case.status == CaseStatus.OPEN and known.attempts else "",
        "rows": _rows(known, case, under_way=under_way),
        "surveys": [_survey(one) for one in surveys],
        "unfinished": next((one for one in surveys if one.finished_at is None), None),
        "opinions": opinions,
        "ending": _ending(case),
    }
    thread = _thread(known, zones, surveys, opinions)
    return CasePart("cases/parts/followup.html", context, tuple(_tags(known, case)), thread)


def _next(known: Following) -> dict | None:
    """The next visit of the schedule, as the main thing of the part; None once all are settled."""
    slot = known.next
    if slot is None:
        return None
    return {
        "title": slot.planned.title,
        "done": slot.planned.done,
        "survey": slot.planned.survey,
        "state": slot_state(slot),
        "when": window_words(slot),
        "code": slot.code,
        "waiting": slot.standing == Standing.WAITING,
    }


def _appointment(by: Actor, visit: Visit) -> dict:
    return {
        "words": appointment_words(visit),
        "url": reverse("cases:visit", args=[visit.case_id, visit.pk]),
        "note": f"{reverse('cases:note_visit', args=[visit.case_id])}?visite=rdv-{visit.pk}&mode={visit.mode}",
        "card": card_address(by, visit) if may(by, REGISTER) else "",
    }


def _tried(known: Following) -> list[str]:
    return [
        f"{jour(one.day)}\u00a0: {one.get_means_display().lower()}, {one.get_result_display().lower()}"
        for one in known.attempts
    ]


def _rows(known: Following, case: Case, *, under_way: bool) -> list[dict]:
    """Visits in the order of their days: those of the schedule, and the others; appointments stand above."""
    rows = []
    for slot in known.slots:
        visit = slot.visit if slot.visit is not None and slot.standing is None else None
        if visit is None and not under_way:
            continue
        rows.append(
            {
                "title": slot.planned.title,
                "when": jour(visit.day) if visit else window_words(slot),
                "mode": visit.get_mode_display() if visit else "",
                "state": slot_state(slot),
                "url": reverse("cases:visit", args=[case.pk, visit.pk]) if visit else "",
                "day": visit.day if visit else slot.window.due or dt.date.max,
            }
        )
    codes = {slot.code for slot in known.slots}
    for visit in known.visits:
        if visit.status == VisitStatus.PLANNED or (visit.step in codes and visit.status != VisitStatus.CANCELLED):
            continue
        rows.append(
            {
                "title": "Hors calendrier" if not visit.step else "Visite du calendrier",
                "when": jour(visit.day),
                "mode": visit.get_mode_display(),
                "state": visit_state(visit),
                "url": reverse("cases:visit", args=[case.pk, visit.pk]),
                "day": visit.day,
            }
        )
    return sorted(rows, key=lambda row: row["day"])


def _survey(survey: Survey) -> dict:
    rates = response(grid_of(survey.grid.content), survey.answers | restricted_answers(survey))
    answered, asked = (sum(column) for column in zip(*rates.values(), strict=True))
    return {
        "survey": survey,
        "moment": survey.get_moment_display(),
        "rate": f"{pluriel(answered, 'réponse')} sur {asked}",
        "official": survey.grid.official,
    }


def _tags(known: Following, case: Case):
    if case.status == CaseStatus.OPEN and known.next is not None and known.next.standing == Standing.LATE:
        yield "late", "visite en retard"
    if known.zone is not None and case.status in UNDER_WAY:
        yield "", "zone inaccessible"


def _ending(case: Case) -> dict | None:
    """What was still open when it was last closed."""
    if case.status != CaseStatus.CLOSED:
        return None
    ending = Ending.objects.filter(row__case=case).order_by("-row__at").first()
    if ending is None:
        return None
    why = NoSurvey(ending.no_survey).label.lower() if ending.no_survey else ""
    return {"ending": ending, "why": why}


def _thread(known: Following, zones, surveys, opinions) -> list[dict]:
    entries = [
        _entry(one.day, "Visite faite" if one.status == VisitStatus.DONE else "Visite impossible",
               one.get_mode_display().lower(), reverse("cases:visit", args=[one.case_id, one.pk]), one.noted_at)
        for one in known.visits if one.status in (VisitStatus.DONE, VisitStatus.IMPOSSIBLE)
    ]  # fmt: skip
    for zone in zones:
        entries.append(_entry(zone.since, "Zone inaccessible", at=zone.at))
        if zone.until:
            entries.append(_entry(zone.until, "Zone de nouveau accessible"))
    entries += [
        _entry(one.day, "Tentative de la joindre", one.get_means_display().lower(), at=one.at) for one in known.tried
    ]
    entries += [
        _entry(one.day, "Questionnaire", one.get_moment_display().lower(),
               reverse("cases:survey", args=[one.case_id, one.pk]), one.finished_at)
        for one in surveys if one.finished_at is not None
    ]  # fmt: skip
    return entries + [_entry(one.day, "Avis sur l’aide", at=one.at) for one in opinions]


def _entry(day: dt.date, words: str, detail: str = "", href: str = "", at: dt.datetime | None = None) -> dict:
    """At the hour when it was noted (`at`), or at noon of its day where it was noted on another."""
    if at is None or clock.day_of(at) != day:
        at = timezone.make_aware(dt.datetime.combine(day, dt.time(12)))
    return {"day": at, "when": jour(day), "words": words, "detail": detail, "href": href, "state": "done"}
