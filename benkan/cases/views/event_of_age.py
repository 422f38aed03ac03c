"""« Elle a 18 ans »: consents asked anew one by one, the safe contact, who accompanies her from now on. Not an end."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.cases.forms.events import OfAgeForm
from benkan.cases.permissions import NOTE_EVENT
from benkan.cases.reads.events import case_around
from benkan.cases.reads.of_age import to_ask_again
from benkan.cases.reads.workers import workers_of
from benkan.cases.writes.event_of_age import note_of_age
from benkan.cases.writes.events import under_way
from benkan.common import clock
from benkan.common.forms import saying
from benkan.common.permissions import may
from benkan.organisations.models import Account
from benkan.people.facts import refuse_dead
from benkan.people.majority import majority_of
from benkan.people.permissions import COMPLETE, CONSENT
from benkan.people.views.found import answers_of, file_of, status_of


@require_http_methods(["GET", "POST"])
def of_age(request, registration_id):
    """What is to be done before, and once the day has come; a doubt about her birth is asked of her, never decided."""
    registration = file_of(request, registration_id, NOTE_EVENT)
    refuse_dead(registration)
    case, majority = case_around(registration), majority_of(registration.birth)
    asked = to_ask_again(registration)
    known = majority is not None and majority.known
    to_come = known and majority.first > clock.today()
    workers = workers_of(request.actor) if under_way(case) else []
    form = OfAgeForm(workers, asks_day=not known, data=answers_of(request))
    if not to_come and not asked.noted and form.is_valid():
        with saying(form):
            chosen = form.cleaned_data.get("worker")
            worker = Account.objects.get(pk=chosen) if chosen else None
            note_of_age(
                by=request.actor, registration=registration, worker=worker, since=form.cleaned_data.get("since")
            )
            messages.success(request, "C’est noté. Redemandez-lui maintenant chaque accord, à elle.")
            return redirect("cases:of_age", registration_id=registration.pk)
    context = {
        "registration": registration,
        "case": case,
        "majority": majority,
        "known": known,
        "to_come": to_come,
        "asked": asked,
        "form": form,
        "back": reverse("cases:case", args=[case.pk]) if case else reverse("people:file", args=[registration.pk]),
        "may_consent": may(request.actor, CONSENT),
        "may_complete": may(request.actor, COMPLETE),
    }
    return render(request, "cases/events/of_age.html", context, status=status_of(form))
