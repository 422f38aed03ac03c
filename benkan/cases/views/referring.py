"""Send a person somewhere, in three questions at one address: for which help, to whom, with what.

What is asked travels in the body of the form, never in the address: the help may be one that no log may name.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from benkan.cases.forms.referrals import SendForm, WhichHelpForm
from benkan.cases.lifecycles.needs import WAITING
from benkan.cases.lifecycles.plans import IN_FORCE, LineStatus
from benkan.cases.models import Case, Need, PlanLine
from benkan.cases.permissions import RECEIVE, REFER
from benkan.cases.reads.answering import bodies_with
from benkan.cases.reads.candidates import candidates, cercle_of
from benkan.cases.reads.handing import choices
from benkan.cases.views.found import case_of
from benkan.cases.writes.referrals import Destination, send
from benkan.common import clock
from benkan.common.errors import Refused
from benkan.common.forms import saying
from benkan.offers.models import HelpKind
from benkan.offers.reads.directory import kinds_on, on_offer
from benkan.offers.reads.structures import found as structures_found
from benkan.offers.reads.structures import standing
from benkan.offers.views.directory import rows_of
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.reads import consents_in_force
from benkan.people.views.found import status_of

STRUCTURES_SHOWN = 8
_TO_DO = (LineStatus.PLANNED, LineStatus.FUNDED, LineStatus.IN_PROGRESS)
STEPS = ("Quelle aide", "Vers qui", "Avec quoi")


@dataclass
class _Asked:
    """What was answered so far."""

    case: Case
    need: Need | None = None
    line: PlanLine | None = None
    kind: HelpKind | None = None
    to: Destination | None = None
    search: str = ""
    hidden: dict[str, str] = field(default_factory=dict)


@require_http_methods(["GET", "POST"])
def refer(request, case_id):
    """GET takes `besoin` or `ligne`, which name nothing; the rest is posted."""
    asked = _asked(request, case_of(request, case_id, REFER))
    if asked.kind is None:
        return _which(request, asked)
    if asked.to is None:
        return _where(request, asked)
    return _send(request, asked)


def _asked(request, case: Case) -> _Asked:
    said = request.POST if request.method == "POST" else request.GET
    asked = _Asked(case, search=request.POST.get("q", "").strip()[:80])
    waiting = case.needs.filter(status__in=list(WAITING))
    asked.need = waiting.select_related("kind").filter(pk=_uuid(said.get("besoin"))).first()
    lines = PlanLine.objects.filter(plan__case=case).select_related("kind", "need")
    asked.line = lines.filter(pk=_uuid(said.get("ligne"))).first()
    if asked.line is not None and asked.need is None:
        asked.need = waiting.filter(pk=asked.line.need_id).first()
    kinds = kinds_on(clock.today())
    asked.kind = kinds.filter(pk=request.POST.get("aide", "")).first()
    asked.kind = asked.kind or next((one.kind for one in (asked.need, asked.line) if one and one.kind_id), None)
    asked.to = _destination(request.POST)
    pairs = {"besoin": asked.need, "ligne": asked.line, "aide": asked.kind}
    asked.hidden = {name: str(one.pk) for name, one in pairs.items() if one is not None}
    return asked


def _destination(said) -> Destination | None:
    """« offre:… », « structure:… », or the actor of the list where its button was pressed."""
    chosen = f"acteur:{said.get('acteur', '')}" if "acteur_choisi" in said else said.get("vers", "")
    what, _, identifier = chosen.partition(":")
    pk = _uuid(identifier)
    if what == "offre":
        offer = on_offer().filter(pk=pk).first()
        return Destination.of_offer(offer) if offer else None
    if what == "structure":
        structure = standing().filter(pk=pk).first()
        return Destination(structure=structure) if structure else None
    if what == "acteur":
        actor = Organisation.objects.filter(pk=pk, closed_at__isnull=True).first()
        return Destination(receiver=actor) if actor else None
    return None


def _which(request, asked: _Asked):
    """A need that waits, a line of her plan, or a help of the catalogue; of a restricted need its kind is chosen here,
    by whoever noted it."""
    form = WhichHelpForm(request.POST if "choisir" in request.POST else None)
    needs = asked.case.needs.filter(status__in=list(WAITING)).select_related("kind").order_by("-pressing", "written_at")
    lines = PlanLine.objects.filter(plan__case=asked.case, plan__status__in=list(IN_FORCE), status__in=_TO_DO)
    chosen = asked.need or asked.line
    context = {
        **_around(asked),
        "form": form,
        "needs": [] if chosen else list(needs),
        "lines": [] if chosen else list(lines),
        "restricted": chosen is not None and chosen.restricted,
    }
    return render(request, "cases/refer_which.html", context, status=status_of(form))


def _where(request, asked: _Asked):
    place = cercle_of(asked.case)
    held = candidates(asked.case, asked.kind)
    structures = structures_found(asked.search, None if asked.search else place)
    answering = Organisation.objects.filter(closed_at__isnull=True, pk__in=bodies_with(RECEIVE))
    others = answering.exclude(pk=asked.case.organisation_id)
    context = {
        **_around(asked),
        "rows": rows_of(held.offers),
        "held": held,
        "place": place,
        "structures": list(structures[:STRUCTURES_SHOWN]),
        "search": asked.search,
        "actors": others.order_by("name"),
    }
    return render(request, "cases/refer_where.html", context)


def _send(request, asked: _Asked):
    to = asked.to
    crossings = choices(asked.case, to.receiver)
    form = SendForm(crossings, request.POST if "envoyer" in request.POST else None, on_paper=to.on_paper)
    if form.is_valid():
        with saying(form), saying(form, "hand_on", Refused):
            said = form.cleaned_data
            sent = send(
                by=request.actor, case=asked.case, kind=asked.kind, to=to, urgency=said["urgency"],
                hand_on=said["hand_on"], message=said["message"], vital=said.get("vital", ""), need=asked.need,
                line=asked.line,
            )  # fmt: skip
            messages.success(request, _said(to))
            return redirect("cases:referral", referral_id=sent.pk)
    context = {
        **_around(asked),
        "form": form,
        "to": to,
        "vers": _words_of(to),
        "refused": [(one.group.label, one.refusal) for one in crossings if one.refusal],
        "none_may": all(one.refusal for one in crossings),
        "agrees": _agrees(asked.case),
        "restricted": asked.kind.restricted or any(one.restricted for one in (asked.need, asked.line) if one),
    }
    return render(request, "cases/refer_send.html", context, status=status_of(form))


def _agrees(case: Case) -> bool:
    """Whether what is missing is not her answer, but an agreement between the two organisations."""
    said = consents_in_force(case.registration).get(Purpose.REFERRAL)
    return said is not None and said.given and not said.lapsed


def _said(to: Destination) -> str:
    if to.on_paper:
        return "L’orientation est notée. Imprimez maintenant la fiche, et remettez-la à la personne."
    return f"L’orientation est envoyée à {to.name}. Sa réponse paraîtra ici, et à la page « Aujourd’hui »."


def _words_of(to: Destination) -> str:
    for what, one in (("offre", to.offer), ("structure", to.structure), ("acteur", to.receiver)):
        if one is not None:
            return f"{what}:{one.pk}"
    return ""


def _around(asked: _Asked) -> dict:
    shown = asked.kind.label if asked.kind else ""
    return {
        "case": asked.case,
        "registration": asked.case.registration,
        "kind": shown,
        "hidden": asked.hidden,
        "steps": STEPS,
    }


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None
