"""Ask the other organisations about a file, by a button on it."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from benkan.linkage.permissions import CHECK
from benkan.linkage.writes.asking import ask_others
from benkan.people.views.found import file_of


@require_POST
def ask(request, registration_id):
    """The answer is read on the file: the same sentence for whoever does not answer."""
    registration = file_of(request, registration_id, CHECK)
    ask_others(by=request.actor, registration=registration)
    messages.success(request, "La question est posée. La réponse est sur le dossier.")
    return redirect("people:file", registration_id=registration.pk)
