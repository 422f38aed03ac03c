"""A pair of two organisations: one's own file, the other side masked until it says more, and one's own answer."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from benkan.audit.writes import record
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Permission, check, may
from benkan.common.typography import jour
from benkan.linkage import verbs, writes
from benkan.linkage.lifecycle import ANSWERS, LABELS, VERDICTS, State, Verdict
from benkan.linkage.models import Disclosure, Pair
from benkan.linkage.permissions import ANSWER, REVIEW
from benkan.linkage.reads.across import Across, across, opened_to, told_in
from benkan.linkage.reads.asked import STRENGTHS
from benkan.linkage.writes import across as telling
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import Status
from benkan.people.reads.own_file import identity_told
from benkan.people.shared_fields import IDENTITY
from benkan.people.sharing import check_may_leave

NAME, OPENED = Disclosure.Kind.NAME, Disclosure.Kind.IDENTITY
TONES = {State.OPEN: "soon", State.SAME: "ok", State.DIFFERENT: "", State.FAMILY: ""}
OFFERED = (Verdict.SAME, Verdict.DIFFERENT, Verdict.FAMILY, Verdict.LATER)
ONE_NOW = "Les deux acteurs le disent\u00a0: leurs dossiers sont d’une seule personne. Chaque acteur garde le sien."
SAID = {
    Verdict.SAME: "Votre réponse est notée. Les dossiers seront ceux d’une personne si l’autre acteur le dit aussi.",
    Verdict.DIFFERENT: "Votre réponse est notée\u00a0: ce sont deux personnes.",
    Verdict.FAMILY: "Votre réponse est notée\u00a0: deux personnes d’une même famille.",
    Verdict.LATER: "Rien n’est décidé\u00a0: la question vous attend.",
}


@require_GET
def one(request, pair_id):
    """Opening it is a reading of one's own file: nothing of the other's is shown but a word."""
    seen = _seen(request, pair_id, REVIEW)
    record(verbs.COMPARED, by=request.actor, on=seen.pair, file_id=seen.own.registration_id)
    return render(request, "linkage/across.html", _context(request, seen))


@require_POST
def answer(request, pair_id):
    """For one's own side; the files are one person's once both sides say so."""
    pair = _seen(request, pair_id, REVIEW).pair
    verdict = next((one for one in OFFERED if one == request.POST.get("reponse")), None)
    if verdict is None:
        raise Impossible("Choisissez une réponse\u00a0: la même personne, deux personnes, une famille, ou plus tard.")
    decided = writes.decide(by=request.actor, pair=pair, verdict=verdict)
    one_now = verdict == Verdict.SAME and decided.state == State.SAME
    messages.success(request, ONE_NOW if one_now else SAID[verdict])
    return redirect("linkage:across", pair_id=pair.pk)


@require_POST
def undo(request, pair_id):
    """Take back one's own side's answer: the files part."""
    pair = _seen(request, pair_id, REVIEW).pair
    writes.undo(by=request.actor, pair=pair)
    messages.success(
        request, "Votre réponse est défaite. Les dossiers sont ceux de deux personnes\u00a0; tous les comptes suivent."
    )
    return redirect("linkage:across", pair_id=pair.pk)


@require_POST
def name(request, pair_id):
    """Tell whoever asked that one's own organisation knows her."""
    pair = _seen(request, pair_id, ANSWER).pair
    telling.name_oneself(by=request.actor, pair=pair)
    messages.success(request, "L’autre acteur sait maintenant que c’est vous. Rien du dossier ne lui est montré.")
    return redirect("linkage:across", pair_id=pair.pk)


@require_POST
def open_identity(request, pair_id):
    """Copy who she is for the other side, with her consent and under the agreement."""
    pair = _seen(request, pair_id, ANSWER).pair
    telling.open_identity(by=request.actor, pair=pair)
    messages.success(request, "Son identité est ouverte à l’autre acteur. Chaque lecture reste au journal.")
    return redirect("linkage:across", pair_id=pair.pk)


@require_GET
def extract(request, pair_id):
    """The other's extract beside one's own file: a reading, on purpose."""
    seen = _seen(request, pair_id, REVIEW)
    said = seen.said(OPENED, ours=False)
    copy = opened_to(request.actor, said) if said else None
    if copy is None:
        raise Http404
    record(verbs.EXTRACT_READ, by=request.actor, on=seen.pair, file_id=seen.own.registration_id, fields=copy.groups)
    theirs = dict(told_in(request.actor, copy))
    own = identity_told(seen.own.registration)
    context = {
        "seen": seen,
        "rows": [(question, answer, theirs.get(question, "")) for question, answer in own],
        "emptied": not theirs,
        "opened_at": said.at,
    }
    return render(request, "linkage/across_extract.html", context)


def _seen(request, pair_id: UUID, right: Permission) -> Across:
    """The pair of two organisations on a side of which one's own stands (404 elsewhere), if the right is held (403)."""
    pair = get_object_or_404(Pair, pk=pair_id, organisation=None, sides__organisation=request.actor.organisation_id)
    check(request.actor, right)
    seen = across(request.actor, pair)
    if seen.own.registration.status == Status.ERASED:
        raise Impossible("Votre dossier est effacé\u00a0: rien ne s’y compare plus.")
    return seen


def _context(request, seen: Across) -> dict:
    actor, pair = request.actor, seen.pair
    theirs = seen.said(OPENED, ours=False)
    opens, refusal = _opening(actor, seen)
    return {
        "seen": seen,
        "registration": seen.own.registration,
        "told": [pair for pair in identity_told(seen.own.registration) if pair[1]],
        "strength": STRENGTHS[pair.word],
        "state": (TONES[pair.state], LABELS[pair.state]),
        "named_by_us": seen.said(NAME, ours=True),
        "named_to_us": seen.said(NAME, ours=False),
        "opened_by_us": seen.said(OPENED, ours=True),
        "opened_to_us": theirs,
        "readable": theirs is not None and opened_to(actor, theirs) is not None,
        "may_name": may(actor, ANSWER) and not seen.asked and seen.said(NAME, ours=True) is None,
        "may_open": opens,
        "opening_refused": refusal,
        "answer": VERDICTS[seen.answer] if seen.answer else "",
        "verdicts": [(one, VERDICTS[one]) for one in OFFERED if one != seen.answer],
        "may_undo": seen.answer in ANSWERS,
        "thread": _thread(seen),
    }


def _opening(actor, seen: Across) -> tuple[bool, str]:
    """Whether one may open the identity now; else the sentence that says why not, "" where it is not to be asked."""
    if seen.other is None or not may(actor, ANSWER) or seen.said(OPENED, ours=True):
        return False, ""
    try:
        check_may_leave(seen.own.registration, seen.other, Purpose.CHECK, [IDENTITY])
    except (Refused, Impossible) as sentence:
        return False, str(sentence)
    return True, ""


def _thread(seen: Across) -> list[dict]:
    """What happened between the two sides, the oldest first; of the answers, one's own alone."""
    who = seen.other.name if seen.other else "Un autre acteur"
    asked = (
        "Vous avez demandé si un autre acteur la connaît" if seen.asked else f"{who} a demandé si vous la connaissez"
    )
    entries = [(seen.pair.proposed_at, asked)]
    for one in seen.disclosures:
        ours = one.organisation_id == seen.own.organisation_id
        told = {
            (NAME, True): "Vous avez dit que c’est vous",
            (NAME, False): f"{who} a dit que c’est lui",
            (OPENED, True): "Vous avez ouvert son identité",
            (OPENED, False): f"{who} a ouvert son identité",
        }[one.kind, ours]
        entries.append((one.at, told))
    entries += [(one.at, f"Votre réponse\u00a0: {VERDICTS[one.verdict].lower()}") for one in seen.decisions]
    return [
        {"when": jour(at), "words": words, "state": "done"} for at, words in sorted(entries, key=lambda entry: entry[0])
    ]
