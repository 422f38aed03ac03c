"""« Évaluation et besoins »: the priority and what may be said of why, her needs, what she can do, and what is next."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.needs import LABELS, NeedStatus
from benkan.cases.models import Case, Need, NeedStatusRow, Priority, PriorityChange, Screening, Skill
from benkan.cases.page import CasePart
from benkan.cases.permissions import ASSESS, READ, READ_RESTRICTED, REFER
from benkan.cases.questions import flag_label
from benkan.cases.reads.listed import priority_words
from benkan.cases.reads.screenings import due_at, has_an_answer, within_words
from benkan.cases.reserved import kind_said
from benkan.cases.views.assessed_shown import lower, need_row, skill_row
from benkan.cases.views.shown import FORMER
from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.common.typography import heure, jour, jour_court, pluriel
from benkan.organisations.models import Account
from benkan.people.words import language_words

TEMPLATE = "cases/parts/needs.html"
KINDS = {Screening.Kind.RAPID: "Évaluation rapide", Screening.Kind.DETAILED: "Évaluation approfondie"}


@dataclass(frozen=True)
class _Held:
    """All that the part shows, read once."""

    screenings: list[Screening]
    changes: list[PriorityChange]
    needs: list[Need]
    moves: list[NeedStatusRow]
    skills: list[Skill]
    names: dict[UUID, str]
    answered: bool

    def name_of(self, account_id: UUID | None) -> str:
        return self.names.get(account_id, FORMER) if account_id else "la plateforme"


def needs(by: Actor, case: Case) -> CasePart | None:
    """For whoever reads the accompaniment; buttons for whoever assesses. As many queries whatever is noted."""
    if not may(by, READ):
        return None
    held = _read(case)
    last = held.screenings[-1] if held.screenings else None
    shown = [need_row(need, held.moves) for need in held.needs if need.status != NeedStatus.WITHDRAWN]
    under_way = case.status in UNDER_WAY
    context = {
        "assesses": may(by, ASSESS) and under_way,
        "refers": may(by, REFER) and under_way,
        "last": last,
        "priority": _priority(held, last) if last else None,
        "needs": shown,
        "withdrawn": len(held.needs) - len(shown),
        "skills": [skill_row(skill) for skill in held.skills],
        "languages": language_words(case.registration.languages),
        "restricted": _restricted_words(held, last) if may(by, READ_RESTRICTED) else "",
    }
    tags = (priority_words(last.priority if last else None),) if under_way else ()
    return CasePart(TEMPLATE, context, tags, _thread(held))


def _read(case: Case) -> _Held:
    screenings = list(case.screenings.order_by("at", "id"))
    changes = list(PriorityChange.objects.filter(screening__case=case))
    found = list(case.needs.select_related("kind"))
    moves = list(NeedStatusRow.objects.filter(need__case=case))
    skills = list(case.skills.filter(removed_at=None).select_related("country"))
    told = {row.by_id for row in (*screenings, *changes, *moves)} | {row.written_by_id for row in skills}
    names = dict(Account.objects.filter(pk__in=told - {None}).values_list("pk", "name"))
    answered = Case.objects.filter(has_an_answer(), pk=case.pk).exists()
    return _Held(screenings, changes, found, moves, skills, names, answered)


def _priority(held: _Held, last: Screening) -> dict:
    """The priority that holds, who said it, why as far as it may be said, and when an answer is due."""
    change = next((one for one in reversed(held.changes) if one.screening_id == last.pk), None)
    until = due_at(last.priority, change.at if change else last.at)
    reasons = [lower(flag_label(code)) for code in last.reasons]
    if last.restricted_reasons:
        reasons.append(pluriel(last.restricted_reasons, "motif réservé,motifs réservés"))
    return {
        "tag": priority_words(last.priority),
        "urgent": last.priority == Priority.URGENT and not held.answered,
        "within": within_words(last.priority),
        "until": f"{jour_court(until)} à {heure(until)}" if last.priority == Priority.URGENT else jour_court(until),
        "late": not held.answered and until < clock.now(),
        "answered": held.answered,
        "reasons": ", ".join(reasons),
        "change": change,
        "changed_by": held.name_of(change.by_id) if change else "",
        "proposed": Priority(last.proposed).label.lower(),
        "rule": last.rule,
    }


def _restricted_words(held: _Held, last: Screening | None) -> str:
    """« 2 motifs et 1 besoin réservés »: how much there is to open, never what."""
    parts = [
        pluriel(count, words)
        for count, words in (
            (last.restricted_reasons if last else 0, "motif"),
            (sum(need.restricted for need in held.needs), "besoin"),
        )
        if count
    ]
    return " et ".join(parts) or ("ses réponses" if last else "")


def _thread(held: _Held) -> list[dict]:
    entries = [
        _entry(
            one.at,
            KINDS[Screening.Kind(one.kind)],
            f"priorité proposée\u00a0: {Priority(one.proposed).label.lower()}, par {held.name_of(one.by_id)}",
        )
        for one in held.screenings
    ]
    entries += [
        _entry(one.at, f"Priorité {one.get_priority_display().lower()}", f"par {held.name_of(one.by_id)}")
        for one in held.changes
    ]
    return entries + _of_needs(held) + _of_skills(held)


def _of_needs(held: _Held) -> list[dict]:
    """Needs noted on one day in one line; then each that changed."""
    by_id, begun, entries = {need.pk: need for need in held.needs}, set(), []
    days: dict[tuple, list[NeedStatusRow]] = {}
    for row in held.moves:
        if row.need_id not in begun:
            begun.add(row.need_id)
            days.setdefault((timezone.localdate(row.at), row.by_id), []).append(row)
            continue
        need = by_id[row.need_id]
        label, status = kind_said(need), LABELS[NeedStatus(row.status)].lower()
        words, detail = (label, status) if need.restricted else (f"Besoin {status}", label)
        entries.append(_entry(row.at, words, f"{detail}, par {held.name_of(row.by_id)}"))
    for (_, account), rows in days.items():
        words = pluriel(len(rows), "besoin noté,besoins notés")
        entries.append(_entry(rows[-1].at, words, f"par {held.name_of(account)}"))
    return entries


def _of_skills(held: _Held) -> list[dict]:
    days: Counter = Counter()
    last = {}
    for skill in held.skills:
        key = (timezone.localdate(skill.written_at), skill.written_by_id)
        days[key] += 1
        last[key] = skill.written_at
    return [
        _entry(last[key], "Bilan de compétences", f"{pluriel(count, 'métier')}, par {held.name_of(key[1])}")
        for key, count in days.items()
    ]


def _entry(at, words: str, detail: str) -> dict:
    return {"day": at, "when": jour(at), "words": words, "detail": detail, "state": "done"}
