"""Sessions of all actors, the page of one, and what its organisation does of it."""

from django.contrib import messages
from django.db.models import Case, IntegerField, Value, When
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.forms import saying
from benkan.common.permissions import check, may
from benkan.people.views.found import answers_of
from benkan.training import verbs
from benkan.training.forms import CancelForm, SessionForm
from benkan.training.lifecycles.enrolments import ON_THE_SHEET, EnrolmentStatus
from benkan.training.lifecycles.sessions import ENDED, SessionStatus
from benkan.training.models import Session
from benkan.training.permissions import KEEP, SEE
from benkan.training.reads.attendance import attended, days_noted
from benkan.training.reads.names import names_of
from benkan.training.reads.outcomes import last_certificates, last_kits
from benkan.training.views.asking import ask, session_of
from benkan.training.views.shown import enrolment_state, session_days, session_pairs, session_state, session_title
from benkan.training.writes import sessions as writes

SHOWN = 100
_MOVES = {
    "ouvrir": (writes.open_session, "Les inscriptions sont ouvertes."),
    "commencer": (writes.begin_session, "La formation a commencé. Notez l’émargement chaque jour."),
    "terminer": (writes.finish_session, "La formation est terminée. Notez maintenant attestations et kits."),
}


@require_GET
def sessions(request):
    """Those to come and under way first; ended ones on demand."""
    check(request.actor, SEE)
    ended = request.GET.get("etat") == "closes"
    found = Session.objects.select_related("organisation", "place")
    found = found.filter(status__in=ENDED) if ended else found.exclude(status__in=ENDED)
    own_first = Case(
        When(organisation=request.actor.organisation_id, then=Value(0)), default=Value(1), output_field=IntegerField()
    )
    rows = found.order_by(own_first, "-begins" if ended else "begins", "code")[:SHOWN]
    context = {
        "rows": [{"session": one, "title": session_title(one), "state": session_state(one), "days": session_days(one)}
                 for one in rows],
        "ended": ended,
        "keeps": may(request.actor, KEEP),
    }  # fmt: skip
    return render(request, "training/sessions.html", context)


@require_http_methods(["GET", "POST"])
def new_session(request):
    check(request.actor, KEEP)
    form = SessionForm(request.actor, answers_of(request))
    if form.is_valid():
        with saying(form):
            made = writes.announce_session(by=request.actor, said=form.said)
            messages.success(request, "La formation est annoncée à tous les acteurs. Ouvrez-la quand on peut inscrire.")
            return redirect("training:session", session_id=made.pk)
    return ask(
        request, form, title="Annoncer une formation", button="Annoncer", back=reverse("training:list"),
        back_words="Formations",
    )  # fmt: skip


@require_GET
def session(request, session_id):
    """One's own: everybody on it. Another's: those whom one's organisation proposed. It is a reading of people."""
    found = session_of(request, session_id, SEE)
    own = found.organisation_id == request.actor.organisation_id
    keeps = own and may(request.actor, KEEP)
    people = _people(request.actor, found) if may(request.actor, KEEP) else []
    if people:
        record(verbs.SESSION_READ, by=request.actor, on=found, count=len(people))
    seated = [one for one in people if one["enrolment"].seat]
    context = {
        "session": found,
        "title": session_title(found),
        "state": session_state(found),
        "pairs": session_pairs(found, own=own),
        "own": own,
        "keeps": keeps,
        "reads_people": may(request.actor, KEEP),
        "seated": seated,
        "waiting": [one for one in people if one["enrolment"].status == EnrolmentStatus.WAITING],
        "proposed": [one for one in people if one["enrolment"].status == EnrolmentStatus.PROPOSED],
        "others": [one for one in people if one["enrolment"].status in ("abandonnee", "refusee", "retiree", "annulee")],
        "free": found.places - len(seated),
        "days": [(day, there / held) for day, (there, held) in days_noted(found).items()] if keeps else [],
        "today": min(max(clock.today(), found.begins), found.ends),
        "running": found.status == SessionStatus.RUNNING,
        "next": {"annoncee": ("ouvrir", "Ouvrir aux inscriptions"), "ouverte": ("commencer", "Elle a commencé"),
                 "en_cours": ("terminer", "Elle est terminée")}.get(found.status),
        "over": found.status in ENDED,
        "hands_over": keeps and found.status in (SessionStatus.RUNNING, SessionStatus.FINISHED),
        "why": found.statuses.filter(status=SessionStatus.CANCELLED).first(),
    }  # fmt: skip
    return render(request, "training/session.html", context)


@require_http_methods(["GET", "POST"])
def correct_session(request, session_id):
    found = session_of(request, session_id, KEEP, own=True)
    form = SessionForm(request.actor, answers_of(request), session=found)
    if form.is_valid():
        with saying(form):
            writes.correct_session(by=request.actor, session=found, said=form.said)
            messages.success(request, "La formation est corrigée.")
            return redirect("training:session", session_id=found.pk)
    return _page(request, found, form, "Corriger la formation", "Enregistrer")


@require_POST
def move_session(request, session_id, word):
    found = session_of(request, session_id, KEEP, own=True)
    if word not in _MOVES:
        raise Http404
    act, said = _MOVES[word]
    act(by=request.actor, session=found)
    messages.success(request, said)
    return redirect("training:session", session_id=found.pk)


@require_http_methods(["GET", "POST"])
def cancel_session(request, session_id):
    found = session_of(request, session_id, KEEP, own=True)
    form = CancelForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.cancel_session(by=request.actor, session=found, **form.cleaned_data)
            messages.success(request, "La formation est annulée. Dites-le aux personnes inscrites.")
            return redirect("training:session", session_id=found.pk)
    return _page(request, found, form, "Annuler la formation", "Annuler la formation")


def _people(by, session: Session) -> list[dict]:
    """Everybody whom the reader may see of it, in the order of the seats, then of the waiting list."""
    enrolments = list(session.enrolments.select_related("organisation"))
    names, there = names_of(by, enrolments), attended(session)
    certificates, kits = last_certificates(session), last_kits(session)
    rows = [
        {
            "enrolment": one,
            "name": names.get(one.pk, ("", ""))[0] or one.token,
            "state": enrolment_state(one),
            "rate": there[one.pk].rate if one.pk in there else None,
            "certificate": certificates.get(one.pk),
            "kit": kits.get(one.pk),
            "on_sheet": one.status in ON_THE_SHEET,
        }
        for one in enrolments
    ]
    return sorted(rows, key=lambda row: (row["enrolment"].seat or MANY, row["enrolment"].asked_at))


MANY = 10_000


def _page(request, found: Session, form, title: str, button: str):
    return ask(
        request, form, title=title, button=button, back=reverse("training:session", args=[found.pk]),
        back_words=f"{session_title(found)}, {found.code}",
    )  # fmt: skip
