"""The queue of pairs: those to decide, those that wait for somebody else, those decided."""

from urllib.parse import urlencode

from django.shortcuts import render
from django.views.decorators.http import require_GET

from benkan.audit.writes import record
from benkan.common.permissions import check, may
from benkan.common.typography import pluriel
from benkan.linkage import verbs
from benkan.linkage.lifecycle import State
from benkan.linkage.models import Pair
from benkan.linkage.permissions import REVIEW, REVIEW_MANY
from benkan.linkage.reads import queue as pairs
from benkan.linkage.reads.standing import votes_of
from benkan.linkage.views.reach import FORCES, force_asked
from benkan.linkage.views.shown import listed

AT_ONCE = 50
# What each list shows, and how it is named in the address.
LISTS = {
    "": ("À décider", pairs.to_decide),
    "attente": ("En attente", pairs.waiting),
    "decidees": ("Décidées", pairs.settled),
}
STATES = {
    State.SAME: ("ok", "une personne"),
    State.DIFFERENT: ("", "deux personnes"),
    State.FAMILY: ("", "une famille"),
}


@require_GET
def queue(request):
    """One of the three lists, fifty at a time. One audit row: filters and count."""
    actor = request.actor
    check(actor, REVIEW)
    chosen = request.GET.get("liste", "")
    chosen = chosen if chosen in LISTS else ""
    force, start = force_asked(request.GET), _start(request)
    wanted = LISTS[chosen][1](actor, FORCES.get(force))
    shown = list(pairs.with_own_files(wanted, actor)[start : start + AT_ONCE])
    record(verbs.QUEUE_READ, by=actor, fields=[chosen or "a_decider"] + (["force"] if force else []), count=len(shown))
    open_ones = {key: LISTS[key][1](actor).count() for key in ("", "attente")}
    in_all = open_ones[chosen] if chosen in open_ones else LISTS[chosen][1](actor).count()
    count = wanted.count() if force else in_all
    context = {
        "rows": [_row(pair) for pair in shown],
        "chosen": chosen,
        "lists": [(key, words, open_ones.get(key)) for key, (words, _) in LISTS.items()],
        "force": force,
        "forces": [("", "Toutes"), *((key, word.value.capitalize()) for key, word in FORCES.items())],
        "count": count,
        "shown": f"Affichées\u00a0: {LISTS[chosen][0].lower()}{f', {FORCES[force].value}' if force else ''}.",
        "hidden": _hidden(in_all - count),
        "clear": _address(chosen) if force else "",
        "limited": actor.places_for(REVIEW) is not None,
        "batch": may(actor, REVIEW_MANY) and not chosen and pairs.for_a_batch(actor).exists(),
        "next_url": _address(chosen, force, start + AT_ONCE) if count > start + AT_ONCE else "",
        "last": min(start + AT_ONCE, count),
    }
    return render(request, "linkage/queue.html", context)


def _row(pair: Pair) -> dict:
    state, waits, put_off = STATES.get(State(pair.state)), _waits(pair), bool(getattr(pair, "put_off", 0))
    return listed(pair) | {
        "state": state,
        "waits": waits,
        "put_off": put_off,
        "plain": not (state or waits or put_off or pair.hard),  # a narrow screen need not repeat « à décider »
    }


def _waits(pair: Pair) -> str:
    """Whom an open pair waits for, once somebody has answered: never what she said."""
    voters = len(votes_of(pair.said))
    if not voters:
        return ""
    if not pair.hard:
        return "attend l’autre acteur"
    return "attend une deuxième réponse" if voters == 1 else "attend une troisième réponse"


def _hidden(others: int) -> str:
    """How many the force hides, in words; "" where it hides none."""
    return pluriel(others, "autre paire,autres paires") if others else ""


def _address(chosen: str, force: str = "", start: int = 0) -> str:
    said = {"liste": chosen, "force": force, "de": start}
    return f"?{urlencode({name: value for name, value in said.items() if value})}"


def _start(request) -> int:
    said = request.GET.get("de", "")
    return int(said) if said.isdecimal() and len(said) < 7 else 0
