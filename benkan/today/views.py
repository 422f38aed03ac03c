"""The home page."""

from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET

from benkan.common import clock
from benkan.common.work import parts_of
from benkan.today.duties import duties_of


@require_GET
def home(request):
    """What awaits whoever asks: the parts that the contexts give for her rights, then the pages of her duties."""
    context = {
        "today": clock.today(),
        "parts": [render_to_string(template, part, request) for template, part in parts_of(request.actor)],
        "duties": duties_of(request.actor),
    }
    return render(request, "today/home.html", context)
