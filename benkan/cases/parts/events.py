"""« Ce qui a changé dans sa vie »: the events noted; and, at the head of the page, what one of them asks today."""

from benkan.cases.lifecycles.cases import UNDER_WAY, CaseStatus
from benkan.cases.lifecycles.events import EventKind
from benkan.cases.models import Case, LifeEvent
from benkan.cases.page import CasePart
from benkan.cases.permissions import NOTE_EVENT
from benkan.cases.reads.events import annulled, day_words, events_of
from benkan.cases.reads.of_age import asks_of_age, to_ask_again
from benkan.cases.views.event_words import event_tags, event_title, thread_entry
from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.common.typography import jour, pluriel
from benkan.people.majority import majority_of


def first(by: Actor, case: Case) -> CasePart | None:
    """Her death, her 18 years, a pause whose end has come; None where nothing is to be said before all else."""
    stands = [one for one in events_of(case.registration) if not annulled(one)]
    death = next((one for one in stands if one.kind == EventKind.DEATH), None)
    context = {
        "death": death,
        "of_age": _of_age(case) if death is None and case.status in UNDER_WAY and may(by, NOTE_EVENT) else None,
        "resume": _to_resume(case, stands),
    }
    if not any(context.values()):
        return None
    tags = (("", "décédée"),) if death else ()
    return CasePart("cases/parts/event_first.html", context, tags)


def events(by: Actor, case: Case) -> CasePart:
    """All that was noted, what was annulled as well; two queries."""
    found = events_of(case.registration)
    dead = any(one.kind == EventKind.DEATH and not annulled(one) for one in found)
    context = {"rows": rows_of(found), "notes": may(by, NOTE_EVENT) and not dead}
    thread = [thread_entry(one) for one in found if one.case_id in (None, case.pk)]
    return CasePart("cases/parts/events.html", context, (), thread)


def rows_of(found: list[LifeEvent]) -> list[dict]:
    return [{"event": one, "title": event_title(one), "day": day_words(one), "tags": event_tags(one)} for one in found]


def _of_age(case: Case) -> dict | None:
    registration = case.registration
    if not asks_of_age(registration):
        return None
    majority, asked = majority_of(registration.birth), to_ask_again(registration)
    if asked.done:
        return None
    if asked.since is None and majority.known:
        words = f"Elle aura 18 ans le {jour(majority.first)}\u00a0: préparez-le avec elle."
        return {"title": "Bientôt 18 ans", "words": words}
    if asked.since is None:
        return {
            "title": "A-t-elle 18 ans\u00a0?",
            "words": "Sa naissance n’est pas connue au jour près\u00a0: demandez-le-lui.",
        }
    left = pluriel(asked.left, "accord à lui redemander,accords à lui redemander")
    words = f"Il reste {left}." if asked.left else "Il reste à noter son passage, ou son contact sûr."
    return {"title": "Elle a 18 ans", "words": words}


def _to_resume(case: Case, stands: list[LifeEvent]) -> LifeEvent | None:
    if case.status != CaseStatus.SUSPENDED:
        return None
    last = next((one for one in reversed(stands) if one.until is not None and one.case_id == case.pk), None)
    return last if last is not None and last.until <= clock.today() else None
