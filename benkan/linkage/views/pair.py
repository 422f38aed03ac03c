"""Two files side by side: what each says, what speaks for one person, the four answers; then the next pair."""

from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.common.errors import Impossible
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.linkage import verbs
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.forms import BUTTONS, KEYS, AnswerForm
from benkan.linkage.lifecycle import LABELS, State, Verdict
from benkan.linkage.models import Pair
from benkan.linkage.reads.queue import to_decide
from benkan.linkage.reads.standing import Standing, standing
from benkan.linkage.views.reach import FORCES, force_asked, pair_of
from benkan.linkage.views.shown import TONES, reasons_of, side_by_side
from benkan.linkage.writes import undo
from benkan.linkage.writes.answering import respond
from benkan.people.kinship import tie_said
from benkan.people.lifecycle import CLOSED
from benkan.people.models import FamilyLink, Registration
from benkan.people.permissions import REGISTER

# What follows when an answer is undone.
FOLLOWS = {
    Verdict.SAME: "Les deux dossiers redeviennent ceux de deux personnes\u00a0; tous les comptes suivent. "
    "Rien de ce qui est écrit dans les dossiers ne change.",
    Verdict.DIFFERENT: "La paire revient dans la file, et quelqu’un pourra dire autre chose.",
    Verdict.FAMILY: "La paire revient dans la file. Un lien de famille noté reste\u00a0: il se retire depuis la page "
    "«\u00a0Le ménage\u00a0».",
}
SAID = {
    Verdict.SAME: "C’est noté\u00a0: ces deux dossiers sont d’une seule personne. Elle ne compte plus qu’une fois.",
    Verdict.DIFFERENT: "C’est noté\u00a0: deux personnes différentes. La question n’est plus posée.",
    Verdict.FAMILY: "C’est noté\u00a0: deux personnes d’une même famille.",
    Verdict.LATER: "La paire attend, en fin de file.",
}
VOTED = "Votre réponse est gardée. Une autre personne répond sans la lire\u00a0; rien ne change d’ici là."
THIRD = (
    "Votre réponse est gardée. Deux réponses ne disent pas la même chose\u00a0: une troisième personne est nécessaire."
)
LINKED = "Le lien de famille est noté."
TWO_AGAIN = "Les réponses des deux personnes sont reprises\u00a0: deux répondront de nouveau."
NOT_LINKED = "Le lien se note depuis le dossier, par l’accueil ou l’accompagnement."


@require_GET
def pair(request, pair_id):
    """Opening two files at once is reading both: an audit row each."""
    found, files = pair_of(request, pair_id)
    return _page(request, found, files)


@require_POST
def answer(request, pair_id):
    """Keep one of the four answers, then straight to the next pair of the same force; to the list where none is."""
    found, files = pair_of(request, pair_id)
    form = AnswerForm(files, request.POST)
    if not form.is_valid():
        return _page(request, found, files, form)
    with saying(form):
        tie = form.tie
        found = respond(by=request.actor, pair=found, verdict=form.verdict, kind=tie.kind, senior=tie.senior)
    if form.errors:
        return _page(request, found, files, form)
    messages.success(request, _done(request.actor, found, form.verdict))
    return redirect(_next(request, found, form.verdict))


@require_http_methods(["GET", "POST"])
def undone(request, pair_id):
    """Take back what one's own side answered, after reading what follows."""
    found, files = pair_of(request, pair_id)
    stands = standing(request.actor, found)
    if stands.answer is None:
        raise Impossible(
            "Rien n’est à défaire sur ces deux dossiers\u00a0: un collègue l’a peut-être déjà fait. Rechargez la page."
        )
    if request.method == "POST":
        undo(by=request.actor, pair=found)
        messages.success(request, f"C’est défait. {FOLLOWS[stands.answer]}")
        return redirect("linkage:pair", pair_id=found.pk)
    context = {"pair": found, "files": files, "answer": LABELS[State(stands.answer)], "by_whom": stands.by_whom,
               "at": stands.said[-1].at, "follows": _follows(found, stands)}  # fmt: skip
    return render(request, "linkage/undo.html", context)


def _page(request, found: Pair, files: tuple[Registration, ...], form: AnswerForm | None = None):
    actor = request.actor
    for file in files:
        record(verbs.COMPARED, by=actor, on=found, file_id=file.pk)
    stands = standing(actor, found)
    open_to_answers = stands.answer is None and not any(file.status in CLOSED for file in files)
    rows, silent = side_by_side(*files)
    side = found.sides.filter(organisation_id=actor.organisation_id).first()
    force = force_asked(request.POST if request.method == "POST" else request.GET)
    context = {
        "pair": found,
        "files": files,
        "force_tag": (TONES[Word(found.word)], found.get_word_display().lower()),
        "reasons": reasons_of(side),
        "rows": rows,
        "differing": ", ".join(row.in_a_sentence for row in rows if row.differs),
        "silent": ", ".join(row.in_a_sentence for row in silent),
        "stands": stands,
        "answer": LABELS[State(stands.answer)] if stands.answer else "",
        "said_at": stands.said[-1].at if stands.said else None,
        "form": (form or AnswerForm(files)) if open_to_answers else None,
        "refused": form.non_field_errors() or form.errors.get("reponse") if form else None,
        "buttons": [(verdict, words, KEYS[verdict]) for verdict, words in BUTTONS.items()],
        "closed": [file for file in files if file.status in CLOSED],
        "family": _family(files),
        "may_link": may(actor, REGISTER),
        "force": force,
        "before": _before(request),
    }
    return render(request, "linkage/pair.html", context, status=422 if form and form.errors else 200)


def _done(actor, found: Pair, verdict: Verdict) -> str:
    """What was kept; of a hard pair that still waits, nothing of what others said."""
    if verdict == Verdict.LATER or found.state != State.OPEN:
        words = SAID[verdict] if verdict == Verdict.LATER else SAID[Verdict(found.state)]
        if found.state == State.FAMILY and verdict != Verdict.LATER:
            words = f"{words} {LINKED if may(actor, REGISTER) else NOT_LINKED}"
        return words
    return THIRD if standing(actor, found).third_needed else VOTED


def _next(request, found: Pair, verdict: Verdict) -> str:
    """The next pair to decide; after « plus tard », never one that was put off already."""
    force = force_asked(request.POST)
    waiting = to_decide(request.actor, FORCES.get(force))
    following = waiting.filter(organisation=request.actor.organisation_id).exclude(pk=found.pk)
    if verdict == Verdict.LATER:
        following = following.filter(put_off=0)
    after = following.first()
    narrowed = f"force={force}" if force else ""
    if after is None:
        return f"{reverse('linkage:queue')}{f'?{narrowed}' if narrowed else ''}"
    said = "&".join(part for part in (f"avant={found.pk}", narrowed) if part)
    return f"{reverse('linkage:pair', args=[after.pk])}?{said}"


def _before(request) -> UUID | None:
    """The pair that was answered just before this one, for whoever wants to look at it again."""
    try:
        return UUID(request.GET.get("avant", ""))
    except ValueError:
        return None


def _family(files: tuple[Registration, ...]) -> list[str]:
    """What the two are noted to be to each other already: « sœur »."""
    links = FamilyLink.objects.filter(one__in=files, other__in=files).select_related("one", "other").order_by("at")
    return [tie_said(link, files[0]) for link in links]


def _follows(found: Pair, stands: Standing) -> str:
    words = FOLLOWS[stands.answer]
    return f"{words} {TWO_AGAIN}" if found.hard else words
