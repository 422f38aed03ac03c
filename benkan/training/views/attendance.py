"""The sheet of a day, printed and typed back; certificates and kits handed over."""

import datetime as dt

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.training import verbs
from benkan.training.lifecycles.enrolments import EnrolmentStatus
from benkan.training.models import Half, Presence, Session
from benkan.training.permissions import KEEP
from benkan.training.reads.attendance import latest_marks
from benkan.training.reads.names import names_of
from benkan.training.reads.outcomes import last_certificates, last_kits
from benkan.training.views.asking import session_of
from benkan.training.views.shown import session_title
from benkan.training.writes.attendance import note_day
from benkan.training.writes.outcomes import Handed, hand_over


@require_http_methods(["GET", "POST"])
def day(request, session_id, day):
    """Everybody was there, unless it is said otherwise; typed once more, what differs is added."""
    found = session_of(request, session_id, KEEP, own=True)
    on = _day(found, day)
    people = _people(request.actor, found, (EnrolmentStatus.ENROLLED,))
    error = ""
    if request.method == "POST":
        held = [half for half in Half if half in request.POST.getlist("tenue")]
        absent = {half: _chosen(request, f"absente-{half}", people) for half in Half}
        try:
            added = note_day(by=request.actor, session=found, day=on, held=held, absent=absent)
        except Impossible as sentence:
            error = str(sentence)
        else:
            messages.success(request, "L’émargement est noté." if added else "Rien n’a changé depuis la dernière fois.")
            return redirect("training:session", session_id=found.pk)
    marks = {(mark.enrolment_id, mark.half): mark.state for mark in latest_marks(found, on)}
    held_before = {half for (_, half), state in marks.items() if state != Presence.NOT_HELD} or set(Half)
    context = {
        "session": found,
        "title": session_title(found),
        "day": on,
        "before": on - dt.timedelta(days=1) if on > found.begins else None,
        "after": on + dt.timedelta(days=1) if on < min(found.ends, clock.today()) else None,
        "halves": [(half, half.label, half in held_before) for half in Half],
        "people": [
            row | {"absent": [(half, half.label, marks.get((row["enrolment"].pk, half)) == Presence.ABSENT)
                              for half in Half]}
            for row in people
        ],
        "noted": bool(marks),
        "error": error,
    }  # fmt: skip
    return render(request, "training/day.html", context, status=422 if error else 200)


@require_GET
def sheet(request, session_id, day):
    """Shown to be printed, so each showing is a reading."""
    found = session_of(request, session_id, KEEP, own=True)
    people = _people(request.actor, found, (EnrolmentStatus.ENROLLED,))
    record(verbs.SHEET_PRINTED, by=request.actor, on=found, count=len(people))
    context = {"session": found, "title": session_title(found), "day": _day(found, day), "people": people}
    return render(request, "training/sheet.html", context)


@require_http_methods(["GET", "POST"])
def outcomes(request, session_id):
    """One line a person: the number of her certificate, the receipt of her kit; lines left empty say nothing."""
    found = session_of(request, session_id, KEEP, own=True)
    people = _people(request.actor, found, (EnrolmentStatus.ENROLLED, EnrolmentStatus.DONE))
    error, typed = "", request.POST
    if request.method == "POST":
        refused = _chosen(request, "refus", people)
        handed = [
            Handed(
                row["enrolment"],
                certificate=_number(typed.get(f"attestation-{row['enrolment'].pk}", "")),
                receipt=_number(typed.get(f"recu-{row['enrolment'].pk}", "")),
                refused=row["enrolment"].pk in refused,
            )
            for row in people
        ]
        try:
            added = hand_over(by=request.actor, session=found, day=_typed_day(typed), handed=handed)
        except Impossible as sentence:
            error = str(sentence)
        else:
            messages.success(request, "C’est noté." if added else "Rien n’a changé depuis la dernière fois.")
            return redirect("training:session", session_id=found.pk)
    certificates, kits = last_certificates(found), last_kits(found)
    for row in people:
        pk = row["enrolment"].pk
        held, kit = certificates.get(pk), kits.get(pk)
        row["certificate"] = typed.get(f"attestation-{pk}", held.reference if held else "")
        row["receipt"] = typed.get(f"recu-{pk}", kit.receipt if kit else "")
        row["refused"] = held is not None and not held.given
    context = {
        "session": found, "title": session_title(found), "people": people, "today": clock.today(), "error": error,
    }  # fmt: skip
    return render(request, "training/outcomes.html", context, status=422 if error else 200)


def _people(by, session: Session, statuses) -> list[dict]:
    enrolments = list(session.enrolments.filter(status__in=statuses).select_related("organisation").order_by("seat"))
    names = names_of(by, enrolments)
    return [{"enrolment": one, "name": names.get(one.pk, ("", ""))[0] or one.token} for one in enrolments]


def _chosen(request, name: str, people: list[dict]) -> set:
    chosen = set(request.POST.getlist(name))
    return {row["enrolment"].pk for row in people if str(row["enrolment"].pk) in chosen}


def _day(session: Session, text: str) -> dt.date:
    """A day of the session; another is no page."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        raise Http404 from None
    if not session.begins <= day <= session.ends:
        raise Http404
    return day


def _number(text: str) -> str:
    """As it was typed, without what no column holds."""
    return text.replace("\x00", "")[:40]


def _typed_day(typed) -> dt.date:
    try:
        return dt.date.fromisoformat(typed.get("jour", ""))
    except ValueError:
        raise Impossible("Dites quel jour la remise a eu lieu.") from None
