"""Somebody is enrolled; the page of one enrolment, as each side reads it, and its moves."""

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases.models import Case
from benkan.cases.views.found import case_of
from benkan.common import clock
from benkan.common.errors import Refused
from benkan.common.forms import saying
from benkan.common.typography import jour, pourcent
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration
from benkan.people.views.found import answers_of
from benkan.training import verbs
from benkan.training.forms import DropForm, EnrolForm, PlacementForm, RefuseForm
from benkan.training.lifecycles.enrolments import EnrolmentStatus, Side, mover
from benkan.training.lifecycles.sessions import ENROLLING
from benkan.training.models import Enrolment, Placement, Session
from benkan.training.permissions import ENROL
from benkan.training.reads.attendance import attended
from benkan.training.reads.names import names_of
from benkan.training.reads.outcomes import MOMENTS, due_on, last_certificates, last_kits, placements_of
from benkan.training.views.asking import ask, enrolment_of
from benkan.training.views.shown import enrolment_state, session_days, session_title, session_words
from benkan.training.writes import enrolments as writes
from benkan.training.writes import outcomes
from benkan.training.writes.sessions import ENROLMENTS

_MOVES = {
    "accepter": (writes.accept, "C’est noté."),
    "proposer-place": (writes.offer_place, "La place lui est gardée\u00a0: qui l’accompagne le lui demande."),
    "oui": (writes.she_says_yes, "Elle est inscrite. Dites-lui le jour et le lieu."),
    "non": (writes.she_says_no, "C’est noté\u00a0: elle garde son rang sur la liste d’attente."),
    "retirer": (writes.withdraw, "L’inscription est retirée."),
    "revient": (writes.come_back, "Elle est de nouveau inscrite. Ce qu’elle avait suivi compte toujours."),
}
# Word of the button, where it leads, its words, whether it is the main one.
_BUTTONS = (
    ("accepter", EnrolmentStatus.ENROLLED, EnrolmentStatus.PROPOSED, "Oui\u00a0: inscrire, ou mettre en attente", True),
    ("proposer-place", EnrolmentStatus.OFFERED, None, "Une place est libre\u00a0: la lui proposer", True),
    ("revient", EnrolmentStatus.ENROLLED, EnrolmentStatus.DROPPED, "Elle revient\u00a0: lui rendre une place", True),
    ("oui", EnrolmentStatus.ENROLLED, EnrolmentStatus.OFFERED, "Elle dit oui", True),
    ("non", EnrolmentStatus.WAITING, EnrolmentStatus.OFFERED, "Elle dit non\u00a0: elle garde son rang", False),
    ("retirer", EnrolmentStatus.WITHDRAWN, None, "Elle ne souhaite plus cette formation", False),
)


@require_http_methods(["GET", "POST"])
def enrol(request, case_id):
    found = case_of(request, case_id, ENROL)
    sessions = {str(one.pk): one for one in _open_sessions()}
    people = {str(one.pk): one for one in _household(found)}
    form = EnrolForm(
        [(key, session_words(one)) for key, one in sessions.items()],
        [(key, one.full_name) for key, one in people.items()],
        answers_of(request),
    )
    if form.is_valid():
        with saying(form), saying(form, refusal=Refused):
            said = form.cleaned_data
            made = writes.enrol(
                by=request.actor, case=found, session=sessions[said["session"]], registration=people[said["who"]],
                with_name=said["named"] == "nom",
            )  # fmt: skip
            messages.success(request, _told(made))
            return redirect("training:enrolment", enrolment_id=made.pk)
    return ask(
        request, form, title="Inscrire à une formation", button="Inscrire",
        back=reverse("cases:case", args=[found.pk]), back_words=found.registration.full_name,
        sentence="" if sessions else "Aucune formation n’est ouverte aux inscriptions en ce moment.",
    )  # fmt: skip


@require_GET
def enrolment(request, enrolment_id):
    """Opening it is a reading, on either side."""
    found = enrolment_of(request, enrolment_id)
    accompanies = found.organisation_id == request.actor.organisation_id
    file_id = found.registration_id if accompanies else None
    record(verbs.ENROLMENT_READ, by=request.actor, on=found, file_id=file_id)
    sides = writes.sides_of(by=request.actor, enrolment=found)
    name, phone = names_of(request.actor, [found]).get(found.pk, ("", ""))
    status, begun = EnrolmentStatus(found.status), found.marks.exists()
    context = {
        "enrolment": found,
        "session": found.session,
        "name": name,
        "title": session_title(found.session),
        "state": enrolment_state(found),
        "pairs": _pairs(found, phone),
        "buttons": [
            (word, words, main)
            for word, to, only_from, words, main in _BUTTONS
            if only_from in (None, status) and _may(found, to, sides) and not (begun and word == "retirer")
            and not (word == "revient" and found.session.status not in ENROLLING)
        ],
        "may_refuse": _may(found, EnrolmentStatus.REFUSED, sides),
        "may_drop": _may(found, EnrolmentStatus.DROPPED, sides),
        "placements": _placements(found) if Side.SENDER in sides else [],
        "thread": _thread(found),
        "accompanies": accompanies,
    }  # fmt: skip
    return render(request, "training/enrolment.html", context)


@require_POST
def move_enrolment(request, enrolment_id, word):
    found = enrolment_of(request, enrolment_id)
    if word not in _MOVES:
        raise Http404
    act, said = _MOVES[word]
    act(by=request.actor, enrolment=found)
    messages.success(request, said)
    return redirect("training:enrolment", enrolment_id=found.pk)


@require_http_methods(["GET", "POST"])
def refuse(request, enrolment_id):
    found = enrolment_of(request, enrolment_id)
    form = RefuseForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.refuse(by=request.actor, enrolment=found, **form.cleaned_data)
            messages.success(request, "C’est noté, avec son motif.")
            return redirect("training:enrolment", enrolment_id=found.pk)
    return _page(request, found, form, "Ne pas retenir", "Ne pas retenir")


@require_http_methods(["GET", "POST"])
def drop(request, enrolment_id):
    found = enrolment_of(request, enrolment_id)
    form = DropForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.drop_out(by=request.actor, enrolment=found, **form.cleaned_data)
            messages.success(request, "L’abandon est noté. Sa place est libre\u00a0; ce qu’elle a suivi reste.")
            return redirect("training:enrolment", enrolment_id=found.pk)
    return _page(request, found, form, "Noter un abandon", "Noter l’abandon")


@require_http_methods(["GET", "POST"])
def placement(request, enrolment_id):
    found = enrolment_of(request, enrolment_id)
    if found.organisation_id != request.actor.organisation_id:
        raise Refused("C’est à qui l’accompagne de le demander à la personne.")
    due = [one for one in _placements(found) if one["due"]]
    form = PlacementForm([(one["moment"], one["words"]) for one in due], answers_of(request))
    if form.is_valid():
        with saying(form):
            outcomes.note_placement(by=request.actor, enrolment=found, **form.cleaned_data)
            messages.success(request, "C’est noté.")
            return redirect("training:enrolment", enrolment_id=found.pk)
    return _page(request, found, form, "Travaille-t-elle aujourd’hui", "Noter")


def _may(found: Enrolment, to: EnrolmentStatus, sides) -> bool:
    side = mover(EnrolmentStatus(found.status), to)
    return ENROLMENTS.may_move(found, to) and (side in sides or side is Side.EITHER)


def _thread(found: Enrolment) -> list[dict]:
    """Each status with its day; an enrolment after a leaving is her coming back."""
    entries, before = [], ""
    for row in found.statuses.all():
        back = before == EnrolmentStatus.DROPPED and row.status == EnrolmentStatus.ENROLLED
        words = "Revient" if back else row.get_status_display()
        entries.append(
            {"day": clock.day_of(row.at), "words": words, "state": "done", "detail": row.get_reason_display()}
        )
        before = row.status
    return entries


def _pairs(found: Enrolment, phone: str) -> list[tuple[str, str]]:
    there = attended(found.session).get(found.pk)
    certificate, kit = last_certificates(found.session).get(found.pk), last_kits(found.session).get(found.pk)
    given = "" if certificate is None else f"n° {certificate.reference}" if certificate.given else "non remise"
    pairs = [
        ("Formation", f"{session_title(found.session)}, {session_days(found.session)}"),
        ("Tenue par", found.session.organisation.name),
        ("Accompagnée par", found.organisation.name),
        ("Jeton", found.token),
        ("Téléphone", phone),
        ("Présence", f"{pourcent(there.rate)} de {there.held} demi-journées" if there and there.held else ""),
        ("Attestation", given and f"{given}, le {jour(certificate.day)}"),
        ("Kit", f"reçu {kit.receipt}, le {jour(kit.day)}" if kit else ""),
    ]
    return [(question, answer) for question, answer in pairs if answer]


def _placements(found: Enrolment) -> list[dict]:
    """The two questions, when each is due and what is known; nothing is asked of who did not follow the session."""
    if found.status != EnrolmentStatus.DONE:
        return []
    said, today = placements_of(found), clock.today()
    rows = []
    for moment in MOMENTS:
        day, one = due_on(found.session, moment), said.get(moment)
        rows.append({"moment": moment.value, "words": f"{Placement.Moment(moment).label}, due le {jour(day)}",
                     "due": day <= today, "said": one, "on": day})  # fmt: skip
    return rows


def _told(made: Enrolment) -> str:
    return {
        EnrolmentStatus.PROPOSED: f"Elle est proposée sous le jeton {made.token}\u00a0; la réponse vous sera dite.",
        EnrolmentStatus.WAITING: "Aucune place n’est libre\u00a0: elle est en liste d’attente.",
    }.get(EnrolmentStatus(made.status), f"Elle est inscrite, place n° {made.seat}.")


def _open_sessions():
    around = Session.objects.filter(status__in=ENROLLING, ends__gte=clock.today())
    return around.select_related("organisation", "place").order_by("begins", "code")


def _household(case: Case):
    """Her whom one accompanies, first, and those who live with her."""
    household = case.registration.household
    if household is None:
        return [case.registration]
    together = Q(household=household.whole_id) | Q(household__lives_as=household.whole_id)
    others = Registration.objects.filter(together).exclude(pk=case.registration_id).exclude(status__in=CLOSED)
    return [case.registration, *others.order_by("registered_at")]


def _page(request, found: Enrolment, form, title: str, button: str):
    return ask(
        request, form, title=title, button=button, back=reverse("training:enrolment", args=[found.pk]),
        back_words=f"Inscription {found.token}",
    )  # fmt: skip
