"""The sittings of the body that pays: noted, decided request by request on one page, closed by their signed minutes."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.funding import DecisionForm, MinutesForm, SittingForm
from benkan.cases.lifecycles.funding import FundingStatus
from benkan.cases.models import FundingRequest, FundingStatusRow, Sitting
from benkan.cases.permissions import DECIDE
from benkan.cases.reads.funding import PAGE, decisions_of, waiting
from benkan.cases.views.funding_shown import RequestShown
from benkan.cases.views.plan_shown import help_words, person_words, request_state
from benkan.cases.writes import sittings as writes
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.common.typography import jour, montant, pluriel
from benkan.people.views.found import answers_of, status_of


@dataclass(frozen=True)
class Decided:
    """What a sitting decided of one request, and where that request stands now."""

    row: FundingStatusRow

    @property
    def request(self) -> FundingRequest:
        return self.row.request

    @property
    def person(self) -> str:
        return person_words(self.request)

    @property
    def help(self) -> str:
        return help_words(self.request)

    @property
    def words(self) -> str:
        """« Retenue pour 450 000 F CFA », « Rejetée : dossier incomplet »."""
        if self.row.status == FundingStatus.RETAINED:
            asked = f" sur {montant(self.request.amount)}" if self.row.amount != self.request.amount else ""
            return f"Retenue pour {montant(self.row.amount)}{asked}"
        return f"{self.row.get_status_display()}\u00a0: {self.row.get_reason_display().lower()}"

    @property
    def since(self) -> tuple[str, str] | None:
        """Where the request stands, if it has moved on."""
        return request_state(self.request) if self.request.status != self.row.status else None


@require_GET
def sittings(request):
    """All of one's organisation's, the latest first, with how many requests each took up."""
    check(request.actor, DECIDE)
    found = Sitting.objects.filter(organisation=request.actor.organisation_id)
    rows = found.annotate(requests=Count("decisions__request", distinct=True)).order_by("-held_on", "-written_at")
    context = {"sittings": rows, "waiting": waiting(request.actor).count()}
    return render(request, "cases/sittings.html", context)


@require_http_methods(["GET", "POST"])
def open_sitting(request):
    check(request.actor, DECIDE)
    form = SittingForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            made = writes.open_sitting(by=request.actor, **form.cleaned_data)
            messages.success(request, "La séance est notée. Notez ses décisions, demande par demande.")
            return redirect("cases:sitting", sitting_id=made.pk)
    return _form(request, form, "Noter une séance", "Noter la séance", reverse("cases:sittings"))


@require_http_methods(["GET", "POST"])
def correct_sitting(request, sitting_id):
    found = _sitting_of(request, sitting_id)
    form = SittingForm(answers_of(request), sitting=found)
    if form.is_valid():
        with saying(form):
            writes.correct_sitting(by=request.actor, sitting=found, **form.cleaned_data)
            messages.success(request, "La séance est corrigée.")
            return redirect("cases:sitting", sitting_id=found.pk)
    title = f"Séance du {jour(found.held_on)}"
    return _form(request, form, title, "Enregistrer", reverse("cases:sitting", args=[found.pk]))


@require_http_methods(["GET", "POST"])
def sitting(request, sitting_id):
    """The whole list on one page: each request with its answer; nothing chosen is nothing decided."""
    found = _sitting_of(request, sitting_id)
    open_ = found.closed_at is None
    asked = _to_decide(request, found) if open_ else []
    data = request.POST if request.method == "POST" else None
    decisions = [DecisionForm(one, data) for one in asked]
    form = forms.Form({}) if data is not None else None
    wrong = [one for one in decisions if data is not None and not one.is_valid()]
    if form is not None and not wrong:
        chosen = [one.decision for one in decisions if one.decision is not None]
        with saying(form, refusal=(Impossible, Refused)):
            if not chosen:
                raise Impossible("Aucune décision n’est choisie\u00a0: choisissez-en au moins une.")
            done = writes.decide(by=request.actor, sitting=found, decisions=chosen)
            noted = pluriel(len(done), "décision notée,décisions notées")
            messages.success(request, f"{noted}. Elles valent quand le procès-verbal est signé.")
            return redirect("cases:sitting", sitting_id=found.pk)
    record(verbs.FUNDING_LISTED, by=request.actor, on=found, count=len(asked))
    context = {
        "sitting": found,
        "is_open": open_,
        "coming": found.held_on > clock.today(),
        "decisions": [(RequestShown(one.request), one) for one in decisions],
        "decided": [Decided(row) for row in decisions_of(found)],
        "form": form,
        "wrong": [one.request.number for one in wrong],
        "later": waiting(request.actor).count() - len(asked) if open_ else 0,
        "most": PAGE,
    }
    refused = bool(wrong or (form is not None and form.errors))
    return render(request, "cases/sitting.html", context, status=422 if refused else 200)


@require_POST
def take_back_decision(request, sitting_id, request_id):
    """A decision noted by mistake, before the minutes are signed."""
    found = _sitting_of(request, sitting_id)
    asked = get_object_or_404(FundingRequest, pk=request_id, payer=request.actor.organisation_id)
    writes.take_back_decision(by=request.actor, sitting=found, request=asked)
    messages.success(request, f"La décision sur {asked.number} est reprise\u00a0: la demande est de nouveau à décider.")
    return redirect("cases:sitting", sitting_id=found.pk)


@require_http_methods(["GET", "POST"])
def close_sitting(request, sitting_id):
    """The reference of the signed minutes; from then on decisions count and are told."""
    found = _sitting_of(request, sitting_id)
    form = MinutesForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.close_sitting(by=request.actor, sitting=found, **form.cleaned_data)
            messages.success(
                request, "La séance est close. Les accompagnants sont prévenus\u00a0: ils le disent aux personnes."
            )
            return redirect("cases:sitting", sitting_id=found.pk)
    return _form(
        request,
        form,
        f"Clore la séance du {jour(found.held_on)}",
        "Clore la séance",
        reverse("cases:sitting", args=[found.pk]),
        "Les décisions valent dès lors, et plus aucune ne change ici.",
    )


def _sitting_of(request, sitting_id) -> Sitting:
    found = get_object_or_404(Sitting, pk=sitting_id, organisation=request.actor.organisation_id)
    check(request.actor, DECIDE)
    return found


def _to_decide(request, found: Sitting) -> list[FundingRequest]:
    """The oldest waiting, filed by the day of the sitting; none is decided before that day."""
    if found.held_on > clock.today():
        return []
    oldest = waiting(request.actor)[: PAGE * 2]
    return [one for one in oldest if clock.day_of(one.filed_at) <= found.held_on and not _adjourned_here(one, found)][
        :PAGE
    ]


def _adjourned_here(asked: FundingRequest, found: Sitting) -> bool:
    """Adjourned by this very sitting: it stands among what was decided."""
    return asked.last_sitting == found.pk and asked.status == FundingStatus.ADJOURNED


def _form(request, form, title: str, button: str, back: str, sentence: str = ""):
    context = {"form": form, "title": title, "button": button, "cancel_url": back, "sentence": sentence}
    return render(request, "cases/funding_form.html", context, status=status_of(form))
