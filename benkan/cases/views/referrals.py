"""One referral, as each side reads it; its answers, its end, the help that is not said, the sheet of paper."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.referrals import (
    AnswerForm,
    OutcomeForm,
    ReasonForm,
    WithdrawForm,
    answers_offered,
)
from benkan.cases.lifecycles.needs import NeedStatus
from benkan.cases.lifecycles.referrals import Side
from benkan.cases.models import Referral
from benkan.cases.permissions import OVERDUE, READ, READ_RESTRICTED, RECEIVE, REFER
from benkan.cases.reads.extracts import handed
from benkan.cases.reads.sides import may_make, side_of
from benkan.cases.views.referral_shown import page_of, sheet_of
from benkan.cases.writes import referral_moves as moves
from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.common.permissions import Permission, check_either
from benkan.people.views.found import answers_of, status_of

_MOVES = {
    "accepter": moves.accept,
    "attente": moves.put_on_waiting_list,
    "evaluer": moves.must_assess,
}
_SAID = {
    "accepter": "Réponse notée\u00a0: elle est acceptée.",
    "attente": "Réponse notée\u00a0: elle est en liste d’attente.",
    "evaluer": "Réponse notée\u00a0: elle doit d’abord être vue.",
    "refuser": "Le refus est noté, avec son motif.",
    "recue": "L’accusé de réception est parti.",
}


@require_GET
def referral(request, referral_id):
    """Opening it is a reading, on either side."""
    found = _found(request, referral_id, (READ, REFER, OVERDUE), (RECEIVE,))
    own = found.organisation_id == request.actor.organisation_id
    file_id = found.case.registration_id if own else None
    record(verbs.REFERRAL_READ, by=request.actor, on=found, file_id=file_id)
    return render(request, "cases/referral.html", page_of(request.actor, found))


@require_http_methods(["GET", "POST"])
def answer(request, referral_id):
    found = _found(request, referral_id, (REFER,), (RECEIVE,))
    side = side_of(request.actor, found)
    offered = answers_offered(found, lambda to: may_make(side, found, to))
    if not offered:
        raise Impossible("Cette orientation n’attend plus de réponse. Rouvrez la page pour voir où elle en est.")
    form = AnswerForm(offered, answers_of(request), on_paper=found.structure_id is not None)
    if form.is_valid():
        with saying(form):
            _answered(request.actor, found, form.cleaned_data)
            messages.success(request, _SAID[form.cleaned_data["answer"]])
            return redirect("cases:referral", referral_id=found.pk)
    return _page(request, found, form, "Répondre", "Envoyer la réponse")


def _answered(by, found: Referral, said) -> None:
    if said["answer"] == "refuser":
        moves.refuse(by=by, referral=found, reason=said["reason"], words=said["words"])
    elif said["answer"] == "recue":
        moves.acknowledge(by=by, referral=found)
    else:
        _MOVES[said["answer"]](by=by, referral=found, words=said["words"])


@require_http_methods(["GET", "POST"])
def close(request, referral_id):
    found = _found(request, referral_id, (REFER,), (RECEIVE,))
    form = OutcomeForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            moves.close_referral(by=request.actor, referral=found, **form.cleaned_data)
            messages.success(request, "La suite est dite\u00a0: l’orientation est close.")
            return redirect("cases:referral", referral_id=found.pk)
    return _page(request, found, form, "Dire ce qui a été fait", "Clore l’orientation")


@require_http_methods(["GET", "POST"])
def withdraw(request, referral_id):
    found = _found(request, referral_id, (REFER,), ())
    form = WithdrawForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            moves.withdraw(by=request.actor, referral=found, **form.cleaned_data)
            messages.success(request, "L’orientation est retirée.")
            return redirect("cases:referral", referral_id=found.pk)
    return _page(request, found, form, "Retirer l’orientation", "Retirer l’orientation")


@require_POST
def unknown(request, referral_id):
    """« Sans suite connue » is no end: what is heard later is said."""
    found = _found(request, referral_id, (REFER,), ())
    moves.say_unknown(by=request.actor, referral=found)
    messages.success(request, "Notée «\u00a0sans suite connue\u00a0». Si une nouvelle vient, dites-la ici.")
    return redirect("cases:referral", referral_id=found.pk)


@require_http_methods(["GET", "POST"])
def kind(request, referral_id):
    """The reason first; then, in the answer to it alone, the help, and what was to be known."""
    found = _found(request, referral_id, (READ_RESTRICTED,), (READ_RESTRICTED,))
    form = ReasonForm(answers_of(request))
    if not form.is_valid():
        return _page(request, found, form, "Lire l’aide demandée", "Lire")
    own = found.organisation_id == request.actor.organisation_id
    record(
        verbs.REFERRAL_KIND_READ, by=request.actor, on=found, reason=form.cleaned_data["reason"],
        file_id=found.case.registration_id if own else None,
    )  # fmt: skip
    extract = handed(request.actor, found)
    return render(request, "cases/referral_kind.html", {"referral": found, "message": extract and extract.message})


@require_POST
def need(request, referral_id):
    """What becomes of the need once the referral ended: a person says it."""
    found = _found(request, referral_id, (REFER,), ())
    if found.need_id is None:
        raise Impossible("Cette orientation ne répond à aucun besoin noté.")
    to = NeedStatus.MET if "couvert" in request.POST else NeedStatus.SAID
    moves.settle_need(by=request.actor, referral=found, to=to)
    said = "Le besoin est couvert." if to is NeedStatus.MET else "Le besoin attend de nouveau une réponse."
    messages.success(request, said)
    return redirect("cases:case", case_id=found.case_id)


@require_GET
def sheet(request, referral_id):
    """Shown to be printed, so each showing is a reading."""
    found = _found(request, referral_id, (REFER,), ())
    if found.structure_id is None:
        raise Impossible("Cette orientation va vers un acteur qui a un compte\u00a0: rien n’est à imprimer.")
    record(verbs.REFERRAL_PRINTED, by=request.actor, on=found, file_id=found.case.registration_id)
    return render(request, "cases/referral_sheet.html", sheet_of(request.actor, found))


def _found(request, referral_id: UUID, sending: tuple[Permission, ...], receiving: tuple[Permission, ...]) -> Referral:
    """404 for who is on neither side; 403 without a right of one's side. `receiving` empty: the sender's page."""
    around = Referral.objects.select_related(
        "kind", "organisation", "receiver", "structure__place", "offer", "cercle__parent"
    )
    found = get_object_or_404(around, pk=referral_id)
    rights = sending if side_of(request.actor, found) is Side.SENDER else receiving
    if not rights:
        raise Refused("Cette page est celle de qui envoie l’orientation.")
    check_either(request.actor, *rights)
    return found


def _page(request, found: Referral, form, title: str, button: str):
    context = {
        "referral": found,
        "form": form,
        "title": title,
        "button": button,
        "cancel_url": reverse("cases:referral", args=[found.pk]),
    }
    return render(request, "cases/referral_form.html", context, status=status_of(form))
