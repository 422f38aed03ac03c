"""What waits, since when and why, in each cut; behind each number its list, without a name."""

import itertools
from urllib.parse import urlencode

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.reads import causes as reads
from benkan.cases.reads import cohorts, counted, waiting
from benkan.cases.views import cuts
from benkan.cases.views.totals import list_context, moved, page_context
from benkan.common import clock
from benkan.common.typography import depuis, pluriel


@require_GET
def causes(request):
    """One subject, by cause and by age. One audit row."""
    scope, by = cuts.asked(request)
    subject = _subject(request)
    labels = cuts.labels(by)
    kept = counted.causes(request.actor, subject, scope, by)
    figures, together = kept.found
    record(verbs.TOTALS_READ, by=request.actor, fields=[by, subject.code], count=len(figures))
    words = subject.labels()
    context = page_context(request, scope, by, kept) | {
        "subject": subject.code,
        "about": subject,
        "bands": headings(subject),
        "whole": _rows(by, subject, labels, words, [(cohorts.EVERYTHING, one) for one in together]),
        "rows": _rows(by, subject, labels, words, [(one.key, one) for one in figures]),
    }
    if subject.priced and scope.organisation is None:
        context |= _left_to_pay()
    return render(request, "cases/causes.html", context)


@require_GET
def behind(request):
    """The list behind one number. One audit row."""
    scope, by = cuts.asked(request)
    subject = _subject(request)
    words = subject.labels()
    key, what = cuts.key_of(by, request.GET.get("de", "")), request.GET.get("quoi", "")
    age = request.GET.get("age", "0")
    bands = counted.bands()
    if not (age.isascii() and age.isdecimal() and len(age) < 3 and int(age) <= len(bands)) or "\x00" in what:
        raise Http404
    page = cuts.page_of(request)
    count, rows = reads.listed(subject, scope, by, key, what, int(age), bands, page)
    record(verbs.BEHIND_READ, by=request.actor, fields=[by, subject.code], count=len(rows))
    kept = counted.causes(request.actor, subject, scope, by)
    figures = kept.found[1 if key == cohorts.EVERYTHING else 0]
    of_it = [one for one in figures if one.what == what and one.age == int(age)]
    then = sum(one.count for one in of_it if key in (cohorts.EVERYTHING, one.key))
    context = list_context(request, count, page, rows, lambda row: depuis(row.since)) | {
        "title": words.get(what, reads.UNSAID),
        "group": cuts.labels(by).of(key),
        "moved": moved(count, kept, then),
        "age": _band_words(bands)[int(age)].lower() if subject.aged else "",
        "last_heading": "Depuis",
        "priced": subject.priced,
        "back": f"causes/?{urlencode({'sujet': subject.code, 'par': by})}",
    }
    return render(request, "cases/behind.html", context)


def _left_to_pay() -> dict:
    """Why money does not come: what is left of the grants of today, and who retained requests and has none."""
    grants = waiting.grants(clock.today())
    with_one = {one.organisation for one in grants}
    without = [one.payer for one in waiting.unfunded() if one.payer not in with_one]
    return {"grants": sorted(grants, key=lambda one: (one.organisation, one.grant)), "without": without}


def _subject(request) -> reads.Subject:
    found = reads.SUBJECTS.get(request.GET.get("sujet", "etats"))
    if found is None:
        raise Http404
    return found


def headings(subject: reads.Subject) -> list[str]:
    """The words of the columns in which a subject is counted."""
    return _band_words(counted.bands()) if subject.aged else ["Nombre"]


def _band_words(bands: tuple[int, ...]) -> list[str]:
    """« Moins de 7 jours », « 7 à 29 jours », …, « 90 jours et plus »."""
    between = [f"{first} à {last - 1} jours" for first, last in itertools.pairwise(bands)]
    return [f"Moins de {pluriel(bands[0], 'jour')}", *between, f"{pluriel(bands[-1], 'jour')} et plus"]


def _rows(by: str, subject: reads.Subject, labels: cuts.Labels, words, figures) -> list[dict]:
    """A row for each cause of each group, with the number of each age; the most frequent cause first."""
    rows: dict[tuple, dict[int, reads.Figure]] = {}
    for key, one in figures:
        rows.setdefault((key, one.what), {})[one.age] = one
    heads = headings(subject)
    made = [
        {
            "key": key,
            "group": labels.of(key),
            "what": words.get(what, reads.UNSAID),
            "cells": [
                (words_of_age, found[age].count if age in found else 0, _behind(by, subject, key, what, age))
                for age, words_of_age in enumerate(heads)
            ],
            "total": sum(one.count for one in found.values()),
            "amount": sum(one.amount for one in found.values()),
            "oldest": min(one.oldest for one in found.values()),
        }
        for (key, what), found in rows.items()
    ]
    return sorted(made, key=lambda row: (_order(labels, row["key"]), -row["total"], row["what"]))


def _order(labels: cuts.Labels, key):
    return () if key == cohorts.EVERYTHING else labels.order(key)


def _behind(by: str, subject: reads.Subject, key, what: str, age: int) -> str:
    asked = {"sujet": subject.code, "par": by, "de": cuts.text_of(key), "quoi": what, "age": age}
    return f"{reverse('cases:causes_behind')}?{urlencode(asked)}"
