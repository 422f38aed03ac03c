"""The queues: « Orientations reçues », « Orientations envoyées », and why some went without consent."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.models import Referral, Transfer
from benkan.cases.permissions import OVERDUE, READ, READ_VITAL, RECEIVE, REFER
from benkan.cases.reads import referrals as reads
from benkan.cases.reads.vital import vital_reasons
from benkan.cases.views.referral_shown import phone_of
from benkan.cases.writes.referral_moves import note_vital_read
from benkan.common.permissions import Actor, check, check_either, may
from benkan.common.typography import jour, pluriel

_GROUPS = {"mineur": "mineur", "adulte": "adulte", "aine": "personne âgée"}
_SEX = {"F": "Femme", "M": "Homme"}


@require_GET
def received(request):
    check(request.actor, RECEIVE)
    return _queue(request, reads.RECEIVED, reads.received, sends=False)


@require_GET
def sent(request):
    check_either(request.actor, REFER, OVERDUE)
    return _queue(request, reads.SENT, reads.sent, sends=True)


def _queue(request, words, of, *, sends: bool):
    """One audit row: the filter and the count."""
    typed = request.GET.get("q", "").strip()[:40]
    if typed and (one := reads.of_number(request.actor, typed)) is not None:
        return redirect("cases:referral", referral_id=one.pk)
    state = request.GET.get("etat", "")
    state = state if state in words else ""
    shown = of(request.actor, state)
    start = start_of(request)
    queue = reads.in_order(shown, start)
    record(verbs.REFERRALS_LISTED, by=request.actor, fields=["envoyees" if sends else "recues"], count=len(queue.found))
    hidden = sum(of(request.actor, other).count() for other in words if other != state)
    context = {
        "sends": sends,
        "q": typed,
        "filters": list(words.items()),
        "state": state,
        "rows": rows_of(request.actor, queue.found, sends=sends),
        "shown": f"Affichées\u00a0: {words[state].lower()}.",
        "hidden": pluriel(hidden, "autre orientation,autres orientations") if hidden else "",
        "next_url": f"?{urlencode({'etat': state, 'a': start + reads.PAGE})}" if queue.more else "",
        "other_url": _other(request.actor, sends=sends),
    }
    return render(request, "cases/referrals.html", context)


def rows_of(by: Actor, referrals, *, sends: bool) -> list[dict]:
    """How a list shows each: of a restricted one neither the kind nor whom she was sent to, whose very name may tell;
    a name to who reads the accompaniment alone."""
    named = sends and may(by, READ)
    return [
        {
            "referral": one,
            "name": one.case.registration.full_name if named else "",
            "kind": reads.kind_words(one),
            "urgency": reads.urgency_of(one),
            "state": reads.state_of(one),
            "wait": reads.wait_of(one),
            "other": _other_side(one, sends=sends),
            "person": person_words(one),
            "cercle": one.cercle.name if one.cercle_id else "non dit",
            "phone": "" if sends and one.restricted else _phone_if_late(one, sends=sends),
        }
        for one in referrals
    ]


def _other_side(referral: Referral, *, sends: bool) -> str:
    if not sends:
        return referral.organisation.name
    return "réservé" if referral.restricted else reads.destination_name(referral)


def _phone_if_late(referral: Referral, *, sends: bool) -> str:
    return phone_of(referral, sends=sends) if reads.wait_of(referral)[0] == "late" else ""


def person_words(sent: Referral | Transfer) -> str:
    """All that is said of her before she is accepted."""
    return f"{_SEX.get(sent.sex, 'Sexe non dit')}, {_GROUPS.get(sent.age_group, 'âge inconnu')}"


def _other(by: Actor, *, sends: bool) -> str:
    if sends:
        return reverse("cases:received") if may(by, RECEIVE) else ""
    return reverse("cases:sent") if may(by, REFER) or may(by, OVERDUE) else ""


@require_http_methods(["GET", "POST"])
def vital(request):
    """For the data-protection delegate, who opens no file: the reasons, and that they were read."""
    check(request.actor, READ_VITAL)
    if request.method == "POST":
        note_vital_read(by=request.actor)
        return redirect("cases:vital")
    found = vital_reasons(request.actor)
    record(verbs.VITAL_READ, by=request.actor, count=len(found))
    rows = [(one.referral, one.reason, jour(one.referral.sent_at), one.read_at) for one in found]
    return render(request, "cases/vital.html", {"rows": rows, "unread": any(not read for *_, read in rows)})


def start_of(request) -> int:
    typed = request.GET.get("a", "")
    return int(typed) if typed.isdecimal() and len(typed) < 6 else 0
