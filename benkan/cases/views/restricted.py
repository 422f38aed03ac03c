"""What is restricted is opened with a reason, which stays in the journal; it is never on another page."""

from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.screening import ReasonForm
from benkan.cases.models import Case
from benkan.cases.permissions import ASSESS, READ_RESTRICTED
from benkan.cases.questions import all_questions, themes
from benkan.cases.reads.screenings import NO, YES, agreed, answers_of, standing, themes_to_open
from benkan.cases.views.assessed_shown import need_row
from benkan.cases.views.found import case_of
from benkan.cases.writes.needs import told
from benkan.common.permissions import may
from benkan.offers.models import HelpKind
from benkan.people.views.found import answers_of as sent
from benkan.people.views.found import status_of

SAID = {YES: "oui", NO: "non"}


@require_http_methods(["GET", "POST"])
def restricted(request, case_id):
    """The reason first; then, in the answer to it alone, what she said, and her restricted needs."""
    found = case_of(request, case_id, READ_RESTRICTED)
    form = ReasonForm(sent(request))
    around = {"case": found, "registration": found.registration}
    if not form.is_valid():
        context = {**around, "form": form, "cancel_url": reverse("cases:case", args=[found.pk])}
        return render(request, "cases/restricted_reason.html", context, status=status_of(form))
    answers, needs = _answers(found), _needs(found)
    opened = [name for name, held in (("réponses", answers["groups"]), ("besoins", needs)) if held]
    record(
        verbs.RESTRICTED_READ,
        by=request.actor,
        on=found,
        file_id=found.registration_id,
        fields=opened,
        reason=form.reason,
    )
    context = {**around, **answers, "needs": needs, "assesses": may(request.actor, ASSESS)}
    return render(request, "cases/restricted.html", context)


def _answers(case: Case) -> dict:
    """The flags raised, what was answered by set, and the sets that her answers ask for."""
    screenings = answers_of(case)
    latest = standing(answers for _, answers in screenings)
    groups: dict[str, list[tuple[str, str]]] = {}
    for code, question in all_questions().items():
        if code in latest:
            label = themes()[question.theme].label if question.theme else "Évaluation rapide"
            groups.setdefault(label, []).append((question.question, SAID[latest[code]]))
    return {
        "flags": list(dict.fromkeys(question.flag.label for question in agreed(latest))),
        "groups": list(groups.items()),
        "suggested": _suggested(latest),
        "to_open": [themes()[code] for code in themes_to_open(screenings)],
    }


def _suggested(latest: dict[str, str]) -> list[str]:
    """The kinds of help that her answers suggest, in words: proposed, never noted by the machine."""
    codes = [question.suggests for question in agreed(latest) if question.suggests]
    labels = dict(HelpKind.objects.filter(pk__in=codes).values_list("pk", "label"))
    return [labels[code] for code in dict.fromkeys(codes) if code in labels]


def _needs(case: Case) -> list[dict]:
    held = list(case.needs.filter(restricted=True).select_related("detail"))
    opened = [(need, *told(need)) for need in held]
    labels = dict(HelpKind.objects.filter(pk__in=[kind for _, kind, _ in opened]).values_list("pk", "label"))
    return [{**need_row(need), "label": labels.get(kind, kind), "wish": wish} for need, kind, wish in opened]
