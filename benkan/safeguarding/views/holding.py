"""Who holds a file: accept it, leave it, propose it to somebody else."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from benkan.common.forms import saying
from benkan.common.permissions import check_either
from benkan.people.views.found import answers_of, status_of
from benkan.safeguarding import writes
from benkan.safeguarding.forms import ProposeForm
from benkan.safeguarding.kinds import Seat
from benkan.safeguarding.models import Holding
from benkan.safeguarding.permissions import HOLD, RECEIVE
from benkan.safeguarding.reads.candidates import candidates
from benkan.safeguarding.views.found import restricted_file_of

AS = {Seat.MAIN: "titulaire, à ma place", Seat.DEPUTY: "suppléant"}


@require_POST
def take(request, holding_id):
    holding = _proposed(request, holding_id)
    file_id = writes.take(by=request.actor, holding=holding)
    messages.success(request, "Ce dossier est à vous. Lisez d’abord ce qui a inquiété.")
    return redirect("safeguarding:file", file_id=file_id)


@require_POST
def decline(request, holding_id):
    holding = _proposed(request, holding_id)
    writes.decline(by=request.actor, holding=holding)
    messages.success(request, "C’est noté. Les autres référents peuvent l’accepter.")
    return redirect("safeguarding:mine")


@require_http_methods(["GET", "POST"])
def propose(request, file_id):
    """To a colleague or the authority, by name or by organisation; nothing is hers before she accepts."""
    file = restricted_file_of(request, file_id)
    choices = [
        (f"{seat}/{one.account_id}", f"{one.label}, {words}")
        for seat, words in AS.items()
        for one in candidates(request.actor, file, seat)
    ]
    form = ProposeForm(choices, answers_of(request))
    if form.is_valid():
        with saying(form):
            seat, account = form.said()
            writes.propose(by=request.actor, file=file, account_id=UUID(account), seat=seat)
            messages.success(request, "C’est proposé. Vous restez responsable jusqu’à son acceptation.")
            return redirect("safeguarding:file", file_id=file.pk)
    context = {
        "file": file,
        "form": form,
        "title": "Confier ce dossier",
        "button": "Proposer ce dossier",
        "purpose": "Elle n’en lit rien avant d’avoir accepté. Un suppléant le lit avec vous, et vérifie ce que "
        "vous notez.",
        "impossible": ""
        if choices
        else "Personne d’autre ne peut le recevoir. Demandez à l’administrateur de votre "
        "organisation de nommer un autre référent.",
        "cancel_url": reverse("safeguarding:file", args=[file.pk]),
    }
    return render(request, "safeguarding/form.html", context, status=status_of(form))


def _proposed(request, holding_id: UUID) -> Holding:
    """One's own, by its policy: nobody else's is found."""
    found = get_object_or_404(Holding, pk=holding_id, account=request.actor.account_id)
    check_either(request.actor, HOLD, RECEIVE)
    return found
