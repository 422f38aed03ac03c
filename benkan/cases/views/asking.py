"""The page of one form about an accompaniment, the same for every gesture of the follow-up."""

from django.shortcuts import render
from django.urls import reverse

from benkan.cases.models import Case
from benkan.people.views.found import status_of


def ask(request, case: Case, form, *, title: str, button: str, sentence: str = "", template="cases/form.html", **more):
    """Render it; 422 where answers are to be corrected."""
    context = {
        "case": case,
        "registration": case.registration,
        "form": form,
        "title": title,
        "button": button,
        "sentence": sentence,
        "cancel_url": reverse("cases:case", args=[case.pk]),
        **more,
    }
    return render(request, template, context, status=status_of(form))
