"""« Accords de partage »: what one's organisation may hand on and receive, and the two signatures of each."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.common.typography import jour
from benkan.organisations import writes
from benkan.organisations.agreement_forms import ProposalForm, ReasonForm
from benkan.organisations.agreements import AgreementState
from benkan.organisations.permissions import AGREE
from benkan.organisations.reads import names_of
from benkan.organisations.reads.agreements import Shown, agreement_of, agreements_of

SAID = {
    AgreementState.PROPOSED: "proposé et signé pour",
    AgreementState.SIGNED: "signé pour",
    AgreementState.REFUSED: "refusé pour",
    AgreementState.WITHDRAWN: "retiré pour",
    AgreementState.ENDED: "dénoncé pour",
}


@dataclass(frozen=True)
class Move:
    """One move as its page says it: its word in the address, what it does, and whether it is asked why."""

    word: str
    state: AgreementState
    write: Callable
    button: str
    consequence: str
    done: str
    grave: bool = False

    @property
    def reasoned(self) -> bool:
        return self.state in (AgreementState.REFUSED, AgreementState.ENDED)


MOVES = {
    move.word: move
    for move in (
        Move(
            "signer",
            AgreementState.SIGNED,
            writes.sign_agreement,
            "Signer pour notre organisation",
            "L’accord vaut dès lors, entre ses deux jours. Le consentement de chaque personne reste demandé en plus.",
            "L’accord est signé des deux côtés.",
        ),
        Move(
            "refuser",
            AgreementState.REFUSED,
            writes.refuse_agreement,
            "Refuser cet accord",
            "Rien ne sera transmis. L’autre partie lit votre motif, et peut en proposer un autre.",
            "L’accord est refusé.",
        ),
        Move(
            "retirer",
            AgreementState.WITHDRAWN,
            writes.withdraw_agreement,
            "Retirer notre proposition",
            "L’autre partie ne pourra plus le signer. Vous pourrez en proposer un autre.",
            "La proposition est retirée.",
        ),
        Move(
            "denoncer",
            AgreementState.ENDED,
            writes.end_agreement,
            "Dénoncer cet accord",
            "Plus rien ne sera transmis, dès maintenant. Ce qui l’a déjà été n’est pas repris. L’autre partie "
            "lit votre motif.",
            "L’accord est dénoncé\u00a0: plus rien n’est transmis.",
            grave=True,
        ),
    )
}


@require_GET
def agreement_list(request):
    """Those that wait for us first, then what we give and what we receive, then what is over."""
    check(request.actor, AGREE)
    known = agreements_of(request.actor)
    on = [shown for shown in known if shown.is_signed_on]
    context = {
        "ours": [shown for shown in known if shown.awaits_us],
        "theirs": [shown for shown in known if shown.is_waiting and not shown.awaits_us],
        "giving": [shown for shown in on if shown.giving],
        "receiving": [shown for shown in on if not shown.giving],
        "over": [shown for shown in known if not shown.is_waiting and not shown.is_signed_on],
    }
    return render(request, "organisations/agreements.html", context)


@require_http_methods(["GET", "POST"])
def propose(request):
    """Propose one, which signs it for our side."""
    by = request.actor
    check(by, AGREE)
    form = ProposalForm(by.organisation, request.POST if request.method == "POST" else None)
    if form.is_valid():
        with saying(form):
            made = writes.propose_agreement(by=by, **form.proposal)
            messages.success(request, "L’accord est proposé, et signé pour nous. Il attend l’autre signature.")
            return redirect("agreement", agreement_id=made.pk)
    context = {"form": form, "cancel_url": reverse("agreements")}
    return render(request, "organisations/propose_agreement.html", context, status=422 if form.errors else 200)


@require_GET
def agreement(request, agreement_id):
    """One agreement: its words, where it stands, who signed for each side, and what one may do."""
    shown = _shown(request, agreement_id)
    context = {
        "shown": shown,
        "thread": _thread(shown),
        "moves": [move for move in MOVES.values() if move.state in shown.moves],
    }
    return render(request, "organisations/agreement.html", context)


@require_http_methods(["GET", "POST"])
def move_agreement(request, agreement_id, word):
    """Sign, refuse, withdraw or end: asked once more, with its consequence, and why where the other side reads it."""
    shown = _shown(request, agreement_id)
    if (move := MOVES.get(word)) is None:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None) if move.reasoned else None
    if request.method == "POST" and (form is None or form.is_valid()):
        if form is None:
            move.write(by=request.actor, agreement=shown.agreement)
            return _moved(request, move, agreement_id)
        with saying(form):
            move.write(by=request.actor, agreement=shown.agreement, reason=form.cleaned_data["reason"])
            return _moved(request, move, agreement_id)
    context = {"shown": shown, "move": move, "form": form, "cancel_url": reverse("agreement", args=[agreement_id])}
    return render(request, "organisations/move_agreement.html", context, status=422 if form and form.errors else 200)


def _moved(request, move: Move, agreement_id):
    messages.success(request, move.done)
    return redirect("agreement", agreement_id=agreement_id)


def _shown(request, agreement_id) -> Shown:
    shown = agreement_of(request.actor, agreement_id)
    if shown is None:
        raise Http404
    check(request.actor, AGREE)
    return shown


def _thread(shown: Shown) -> list[dict]:
    """Who did what for which side: colleagues by name, the other side by its organisation alone."""
    sides = {side.pk: side.name for side in (shown.agreement.giver, shown.agreement.receiver)}
    rows = list(shown.agreement.statuses.all())
    names = names_of(row.by_id for row in rows if row.organisation_id == shown.own_id)
    return [
        {
            "day": row.at,
            "when": jour(row.at),
            "words": f"{SAID[AgreementState(row.status)].capitalize()} {sides[row.organisation_id]}",
            "detail": " · ".join(
                part for part in (f"par {names[row.by_id]}" if row.by_id in names else "", row.reason) if part
            ),
            "state": "done",
        }
        for row in rows
    ]
