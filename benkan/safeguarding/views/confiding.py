"""Confide a worry, from any ordinary file: the same page and the same answer for everybody."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benkan.common.forms import saying
from benkan.people.views.found import answers_of, file_of, status_of
from benkan.safeguarding import writes
from benkan.safeguarding.forms import ConfideForm
from benkan.safeguarding.permissions import CONFIDE


@require_http_methods(["GET", "POST"])
def confide(request, registration_id):
    registration = file_of(request, registration_id, CONFIDE)
    form = ConfideForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.confide(by=request.actor, registration=registration, **form.cleaned_data)
            # Without a name: the page may be seen by who stands behind.
            messages.success(request, "C’est confié. Rien n’en est gardé ici, et personne ne le voit.")
            return redirect("safeguarding:mine")
    context = {
        "form": form,
        "registration": registration,
        "cancel_url": reverse("people:file", args=[registration.pk]),
    }
    return render(request, "safeguarding/confide.html", context, status=status_of(form))
