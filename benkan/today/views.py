"""The home page."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from benkan.cases.reads.once import read_once
from benkan.common import clock
from benkan.common.work import parts_of
from benkan.today.duties import duties_of


@require_GET
def home(request):
    """What awaits whoever asks: the parts that the contexts give for her rights, then the pages of her duties."""
    with read_once():
        found = list(parts_of(request.actor))
    context = {
        "today": clock.today(),
        "parts": [(part.anchor, render_to_string(part.template, given, request)) for part, given in found],
        "shortcuts": [(part.anchor, part.title, given.get("awaiting")) for part, given in found if part.title],
        "duties": duties_of(request.actor),
    }
    return render(request, "today/home.html", context)
