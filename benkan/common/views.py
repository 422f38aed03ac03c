"""Pages without a subject: what is shown when a page is refused, missing or broken."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET


@login_not_required
@require_GET
def health(request):
    """« ok » while the web process answers and the database too (the request's transaction has begun), else 503.

    What is behind it is told to who may know: `benkan.host.pages`.
    """
    return HttpResponse("ok", content_type="text/plain")


def refused(request, exception=None):
    return render(request, "common/refused.html", {"sentence": ""}, status=403)


def not_found(request, exception=None):
    return render(request, "common/not_found.html", status=404)


def failed(request):
    if request.path == reverse("health"):  # the database has gone: a load balancer looks elsewhere
        return HttpResponse("indisponible", content_type="text/plain", status=503)
    return render(request, "common/failed.html", status=500)
