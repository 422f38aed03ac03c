"""One transfer, as each side reads it; its answers, the day when she is received, its sheet of paper."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.referrals import ReasonForm
from benkan.cases.forms.transfers import ReceivedForm, TransferAnswerForm, WordsForm
from benkan.cases.lifecycles.referrals import Side
from benkan.cases.lifecycles.transfers import TransferStatus
from benkan.cases.models import Transfer
from benkan.cases.permissions import KEEP, OVERDUE, READ, READ_RESTRICTED, RECEIVE, REFER
from benkan.cases.reads.sides import side_of
from benkan.cases.views.transfer_shown import known_by_liaison, page_of, prefilled, restricted_of, sheet_of
from benkan.cases.writes import transfer_moves as moves
from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.common.permissions import Permission, check, check_either
from benkan.people.forms import IdentityForm
from benkan.people.identifiers import number_typed
from benkan.people.models import Registration
from benkan.people.permissions import REGISTER
from benkan.people.reads.search import unreadable
from benkan.people.views.found import answers_of, status_of


@require_GET
def transfer(request, transfer_id):
    """Opening it is a reading, on either side."""
    found = _found(request, transfer_id, (READ, REFER, OVERDUE), (RECEIVE,))
    record(verbs.TRANSFER_READ, by=request.actor, on=found, file_id=_own_file(request, found))
    return render(request, "cases/transfer.html", page_of(request.actor, found))


@require_http_methods(["GET", "POST"])
def answer(request, transfer_id):
    found = _found(request, transfer_id, (), (RECEIVE,))
    form = TransferAnswerForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            said = form.cleaned_data
            if said["answer"] == "refuser":
                moves.refuse(by=request.actor, transfer=found, reason=said["reason"], words=said["words"])
                messages.success(request, "Le refus est noté, avec son motif.")
            else:
                moves.accept(by=request.actor, transfer=found, words=said["words"])
                messages.success(
                    request, "Transfert accepté\u00a0: la fiche de liaison est ici. Dites quand elle vient."
                )
            return redirect("cases:transfer", transfer_id=found.pk)
    return _page(request, found, form, "Répondre au transfert", "Envoyer la réponse")


@require_http_methods(["GET", "POST"])
def meet(request, transfer_id):
    """She is there: her answers are prefilled from the sheet, checked with her, and become one's own file."""
    found = _found(request, transfer_id, (), (RECEIVE,))
    check(request.actor, REGISTER)
    if found.status != TransferStatus.ACCEPTED:
        raise Impossible("Ce transfert n’attend personne. Rouvrez la page pour voir où il en est.")
    sent = answers_of(request)
    form = ReceivedForm(sent, transfer=found, known=known_by_liaison(found))
    identity = IdentityForm(prefilled(request.actor, found), sent)
    # An existing file keeps its own answers: those below are not asked.
    if form.is_valid() and (form.cleaned_data["known"] or identity.is_valid()):
        with saying(form):
            own = _known(request, form.cleaned_data["known"])
            link = moves.meet(
                by=request.actor, transfer=found, registration=own, met_on=form.cleaned_data["met_on"],
                answers=None if own else identity.answers,
            )  # fmt: skip
            messages.success(
                request,
                "Elle est reçue\u00a0: vous êtes responsable. Complétez son dossier avec elle, et accompagnez-la.",
            )
            return redirect("people:file", registration_id=link.registration_id)
    status = 422 if form.errors or identity.errors else 200
    context = {"transfer": found, "form": form, "identity": identity}
    return render(request, "cases/transfer_meet.html", context, status=status)


def _known(request, typed: str) -> Registration | None:
    if not typed:
        return None
    number = number_typed(typed)
    if number is None:
        raise Impossible(unreadable(typed))
    own = Registration.objects.filter(number=number, organisation=request.actor.organisation_id).first()
    if own is None:
        raise Impossible(f"Aucun dossier de votre organisation ne porte le numéro {number}. Relisez la carte.")
    return own


@require_http_methods(["GET", "POST"])
def not_come(request, transfer_id):
    found = _found(request, transfer_id, (), (RECEIVE,))
    form = WordsForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            moves.say_not_come(by=request.actor, transfer=found, **form.cleaned_data)
            messages.success(request, f"C’est noté\u00a0: {found.organisation.name} reste responsable, et la cherche.")
            return redirect("cases:transfer", transfer_id=found.pk)
    return _page(request, found, form, "Elle n’est pas venue", "Noter qu’elle n’est pas venue")


@require_http_methods(["GET", "POST"])
def withdraw(request, transfer_id):
    found = _found(request, transfer_id, (REFER,), ())
    form = WordsForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            moves.withdraw(by=request.actor, transfer=found, **form.cleaned_data)
            messages.success(request, "Le transfert est retiré. Vous restez responsable.")
            return redirect("cases:transfer", transfer_id=found.pk)
    return _page(request, found, form, "Retirer le transfert", "Retirer le transfert")


@require_POST
def back(request, transfer_id):
    """She is at her first holder's again."""
    found = _found(request, transfer_id, (KEEP,), ())
    case = moves.come_back(by=request.actor, transfer=found)
    messages.success(request, "L’accompagnement est repris, avec tout ce qu’il contenait. L’autre acteur est prévenu.")
    return redirect("cases:case", case_id=case.pk)


@require_GET
def sheet(request, transfer_id):
    """Shown to be printed, so each showing is a reading."""
    found = _found(request, transfer_id, (READ,), (RECEIVE,))
    opened = sheet_of(request.actor, found)
    if opened is None:
        raise Impossible(
            "La fiche de liaison se lit une fois le transfert accepté, et tant que la personne est chez vous."
        )
    record(verbs.TRANSFER_PRINTED, by=request.actor, on=found, file_id=_own_file(request, found))
    return render(request, "cases/transfer_sheet.html", {"transfer": found, "found": opened})


@require_http_methods(["GET", "POST"])
def reserved(request, transfer_id):
    """The reason first; then, in the answer to it alone, what is reserved."""
    found = _found(request, transfer_id, (READ_RESTRICTED,), (READ_RESTRICTED,))
    form = ReasonForm(answers_of(request))
    if not form.is_valid():
        return _page(request, found, form, "Lire ce qui est réservé", "Lire")
    record(
        verbs.TRANSFER_RESERVED_READ, by=request.actor, on=found, reason=form.cleaned_data["reason"],
        file_id=_own_file(request, found),
    )  # fmt: skip
    rows = restricted_of(request.actor, found)
    return render(request, "cases/transfer_reserved.html", {"transfer": found, "rows": rows})


def _found(request, transfer_id: UUID, sending: tuple[Permission, ...], receiving: tuple[Permission, ...]) -> Transfer:
    """404 for who is on neither side; 403 without a right of one's side. Empty: the page is the other side's."""
    around = Transfer.objects.select_related("organisation", "receiver", "place__parent")
    found = get_object_or_404(around, pk=transfer_id)
    sends = side_of(request.actor, found) is Side.SENDER
    rights = sending if sends else receiving
    if not rights:
        other = "reçoit" if sends else "propose"
        raise Refused(f"Cette page est celle de l’acteur qui {other} le transfert.")
    check_either(request.actor, *rights)
    return found


def _own_file(request, found: Transfer) -> UUID | None:
    own = found.organisation_id == request.actor.organisation_id
    return found.case.registration_id if own else None


def _page(request, found: Transfer, form, title: str, button: str):
    context = {
        "transfer": found,
        "form": form,
        "title": title,
        "button": button,
        "cancel_url": reverse("cases:transfer", args=[found.pk]),
    }
    return render(request, "cases/transfer_form.html", context, status=status_of(form))
