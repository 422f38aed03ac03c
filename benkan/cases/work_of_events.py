"""What events add to the work of the day: who comes of age, who may be taken up again, children without papers."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.lifecycles.events import EventKind, Tie
from benkan.cases.models import Case, LifeEvent, LifeEventPerson
from benkan.cases.permissions import NOTE_EVENT
from benkan.cases.reads.events import standing
from benkan.cases.reads.of_age import coming_of_age, in_turn
from benkan.common import clock
from benkan.common.asking import prepared, together
from benkan.common.permissions import Actor, may
from benkan.common.typography import jour, jour_court
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Identifier

SHOWN = 8


def events(by: Actor) -> dict | None:
    """One's own accompaniments, what is due first; None where nothing awaits. One query whatever awaits."""
    if not may(by, NOTE_EVENT):
        return None
    children, away, born = together(coming_of_age(by), _away.of(by, today=clock.today()), _without_papers.of(by))
    found = [*_of_age(children), *_to_resume(away), *map(_without_paper, born)]
    rows = sorted(found, key=lambda row: (row["day"], row["name"]))
    return {"rows": rows[:SHOWN], "more": max(len(rows) - SHOWN, 0), "awaiting": len(rows)} if rows else None


def _of_age(children: list[Case]):
    today = clock.today()
    for case, majority in in_turn(children):
        words = "A-t-elle 18 ans\u00a0? À lui demander"
        if majority.known:
            words = (
                "A 18 ans\u00a0: à redemander, à elle" if majority.first <= today else "Aura 18 ans\u00a0: à préparer"
            )
        when = jour(majority.first) if majority.known else f"dès {majority.first.year}"
        href = reverse("cases:of_age", args=[case.registration_id])
        yield _row(case.registration, words, majority.first, href, when)


@prepared
def _away(by: Actor, today: dt.date) -> QuerySet[LifeEvent]:
    mine = standing().filter(case__worker=by.account_id).select_related("registration")
    return mine.filter(case__status=CaseStatus.SUSPENDED, until__lte=today).order_by("at")


def _to_resume(away: list[LifeEvent]):
    """Why she was away is said nowhere: the day alone."""
    due: dict = {}
    for event in away:
        due[event.case_id] = event  # the last one noted says when
    for event in due.values():
        href = reverse("cases:case", args=[event.case_id])
        yield _row(event.registration, "Reprise de l’accompagnement à voir", event.until, href)


@prepared
def _without_papers(by: Actor) -> QuerySet[LifeEventPerson]:
    paper = Identifier.objects.filter(registration=OuterRef("registration"), kind=Identifier.Kind.BIRTH)
    born = LifeEventPerson.objects.filter(
        ~Exists(paper),
        tie=Tie.CHILD,
        event__kind=EventKind.BIRTH,
        event__annulment=None,
        event__case__worker=by.account_id,
    ).exclude(registration__status__in=CLOSED)
    return born.select_related("registration", "event__registration")


def _without_paper(one: LifeEventPerson) -> dict:
    href = reverse("cases:event", args=[one.event_id])
    day = one.event.day or clock.day_of(one.at)
    words = f"Naissance sans acte\u00a0: {one.registration.given_names or 'un enfant sans prénom encore'}"
    return _row(one.event.registration, words, day, href)


def _row(registration, words: str, day, href: str, when: str = "") -> dict:
    return {"name": registration.full_name, "words": words, "day": day, "when": when or jour_court(day), "href": href}
