"""The texts that are said: what somebody answers for, and what waits for a speaker of the language."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from benkan.common.forms import saying
from benkan.common.permissions import check
from benkan.people import writes
from benkan.people.choices import LANGUAGE, label_of
from benkan.people.forms import SignTextForm
from benkan.people.models import SpokenText
from benkan.people.permissions import SIGN_TEXT
from benkan.people.views.found import answers_of, status_of


@require_GET
def texts(request):
    """All versions; only this page shows one that nobody signed, to those who may have it signed."""
    check(request.actor, SIGN_TEXT)
    found = SpokenText.objects.order_by("language", "-version")
    rows = [(label_of(LANGUAGE, text.language), text) for text in found]
    return render(request, "people/texts.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def sign(request, text_id):
    """Read a version whole, then have it signed by the person who answers for it."""
    check(request.actor, SIGN_TEXT)
    text = get_object_or_404(SpokenText, pk=text_id)
    form = SignTextForm(answers_of(request))
    if form.is_valid():
        with saying(form):
            writes.sign_spoken_text(by=request.actor, text=text, signed_by=form.cleaned_data["signed_by"])
            messages.success(request, "Le texte est signé : il est désormais dit à l’accueil.")
            return redirect("people:texts")
    context = {"text": text, "language": label_of(LANGUAGE, text.language), "form": form}
    return render(request, "people/sign_text.html", context, status=status_of(form))
