"""« Second retour »: what she was given before, dated, and what becomes of the accompaniment that was under way."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.audit.writes import record
from benkan.cases import verbs
from benkan.cases.forms.transfers import SecondReturnForm
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.transfers import SecondReturnChoice
from benkan.cases.models import Case
from benkan.cases.permissions import KEEP
from benkan.cases.reads.second_returns import earlier_help, episode_to_decide, returns_of
from benkan.cases.views.shown import state
from benkan.cases.writes.second_return import decide
from benkan.common.errors import Impossible
from benkan.common.forms import saying
from benkan.people.lifecycle import Status
from benkan.people.views.found import answers_of, file_of, status_of

SAID = {
    SecondReturnChoice.ANEW: "Un nouvel accompagnement commence pour ce retour. Le premier est clos, et reste lisible.",
    SecondReturnChoice.CARRIED_ON: "L’accompagnement continue. Les deux retours restent au dossier.",
}


@require_http_methods(["GET", "POST"])
def second_return(request, registration_id):
    """Opening it is a reading. Where nobody accompanies her any more, one opens a new accompaniment from here."""
    registration = file_of(request, registration_id, KEEP)
    cases = list(Case.objects.filter(registration=registration).select_related("episode", "worker"))
    under_way = next((case for case in cases if case.status in UNDER_WAY), None)
    waits = episode_to_decide(under_way) if under_way else None
    form = SecondReturnForm(answers_of(request))
    if request.method == "POST":
        if under_way is None:
            raise Impossible("Cet accompagnement n’est plus en cours\u00a0: un collègue a peut-être déjà décidé.")
        if form.is_valid():
            with saying(form):
                choice = SecondReturnChoice(form.cleaned_data["choice"])
                after = decide(by=request.actor, case=under_way, choice=choice)
                messages.success(request, SAID[choice])
                return redirect("cases:case", case_id=after.pk)
    returns = returns_of(registration)
    record(verbs.READ, by=request.actor, on=registration, file_id=registration.pk)
    context = {
        "registration": registration,
        "returns": returns,
        "cases": [(case, state(case)) for case in cases],
        "case": under_way,
        "waits": waits,
        "help": earlier_help(registration),
        "form": form,
        "opens": under_way is None and bool(cases) and registration.status == Status.COMPLETED,
        "cancel_url": reverse("people:file", args=[registration.pk]),
    }
    return render(request, "cases/second_return.html", context, status=status_of(form))
