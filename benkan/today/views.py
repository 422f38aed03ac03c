"""The home page."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET


@require_GET
def home(request):
    return render(request, "today/home.html", {"today": timezone.localdate()})
