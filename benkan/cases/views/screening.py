"""She is screened in private: rapidly for everybody, in detail where she agrees to say more; then the priority."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.cases.forms.screening import AnswersForm, PriorityForm, ThemeForm
from benkan.cases.models import Case, Screening
from benkan.cases.permissions import ASSESS, READ_RESTRICTED
from benkan.cases.questions import Theme, detailed, rapid, themes
from benkan.cases.reads.screenings import last_screening, within_words
from benkan.cases.views.found import case_of
from benkan.cases.writes import assessment
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.people.views.found import answers_of, status_of

Mode = Screening.Mode


@require_http_methods(["GET", "POST"])
def screen(request, case_id):
    """First whether she may speak, then the questions. Nothing is chosen beforehand, nothing is kept on the device."""
    found = case_of(request, case_id, ASSESS)
    mode = request.POST.get("mode") or request.GET.get("menee", "")
    if mode not in Mode.values:
        return render(request, "cases/screening_gate.html", _around(found))
    questions = rapid(found.registration, in_person=mode == Mode.IN_PERSON)
    return _asked(request, found, mode, questions, None)


@require_http_methods(["GET", "POST"])
def deepen(request, case_id):
    """One set of questions, chosen by what is sent and never by an address: what it is about stays out of every log."""
    found = case_of(request, case_id, ASSESS)
    held = may(request.actor, READ_RESTRICTED)
    offered = [one for one in themes().values() if one.is_for(found.registration) and (held or not one.restricted)]
    form = ThemeForm(offered, answers_of(request))
    if not form.is_valid():
        return _form(request, found, form, "Approfondir l’évaluation", "Voir les questions", PRIVATE)
    theme, mode = form.themes[form.cleaned_data["theme"]], form.cleaned_data["mode"]
    return _asked(request, found, mode, detailed(theme, found.registration), theme)


@require_http_methods(["GET", "POST"])
def change_priority(request, case_id):
    """A person decides: the rule only proposed."""
    found = case_of(request, case_id, ASSESS)
    form = PriorityForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            changed = assessment.change_priority(by=request.actor, case=found, **form.cleaned_data)
            messages.success(request, f"La priorité est maintenant {changed.get_priority_display().lower()}.")
            return redirect("cases:case", case_id=found.pk)
    last = last_screening(found)
    today = f"La priorité est {last.get_priority_display().lower()} aujourd’hui." if last else ""
    return _form(request, found, form, "Changer la priorité", "Changer la priorité", today)


PRIVATE = (
    "Elle est seule avec vous, dans un lieu calme, et elle accepte d’en parler. Elle peut s’arrêter à tout moment."
)


def _asked(request, found: Case, mode: str, questions, theme: Theme | None):
    """The questions, or what was answered to them. A set that was only just chosen has no answer yet."""
    last = last_screening(found)
    sent = request.POST if request.method == "POST" and "after" in request.POST else None
    form = AnswersForm(questions, sent, initial={"after": last.pk if last else None, "mode": mode})
    if form.is_valid():
        with saying(form):
            done = assessment.screen(
                by=request.actor,
                case=found,
                mode=Mode(mode),
                theme=theme,
                answers=form.answers,
                after=form.cleaned_data["after"],
            )
            messages.success(request, _told(done, len(questions) - len(form.answers)))
            return redirect("cases:case", case_id=found.pk)
    context = {**_around(found), "form": form, "theme": theme, "by_phone": mode == Mode.PHONE}
    return render(request, "cases/screening.html", context, status=status_of(form))


def _told(done: Screening, left: int) -> str:
    """What was noted, in words that name no flag."""
    priority = done.get_priority_display().lower()
    within = within_words(done.priority)
    words = f"L’évaluation est enregistrée. Priorité {priority}\u00a0: une première réponse sous {within}."
    if left:
        words += f" Questions sans réponse\u00a0: {left}. Reprenez-les quand elle le voudra."
    return words


def _around(found: Case) -> dict:
    return {
        "case": found,
        "registration": found.registration,
        "cancel_url": reverse("cases:case", args=[found.pk]),
    }


def _form(request, found: Case, form, title: str, button: str, sentence: str):
    context = {**_around(found), "form": form, "title": title, "button": button, "sentence": sentence}
    return render(request, "cases/form.html", context, status=status_of(form))
