"""Papers attached to a file: joined, opened, removed. Sealed, listed on the file, opened one by one."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from benkan.attachments import writes
from benkan.attachments.content import MAX_BYTES, media_type_of
from benkan.attachments.permissions import ADD, READ
from benkan.attachments.reads import attachment_of
from benkan.common.errors import Impossible
from benkan.common.forms import saying
from benkan.common.typography import NBSP, jour
from benkan.people.forms.papers import AttachForm
from benkan.people.sections import OPEN_TO_PAPERS
from benkan.people.views.found import file_of, status_of


@require_http_methods(["GET", "POST"])
def attach(request, registration_id):
    """A photograph or a PDF, judged by its bytes."""
    registration = file_of(request, registration_id, ADD)
    if registration.status not in OPEN_TO_PAPERS:
        raise Impossible(f"Ce dossier ne reçoit pas de pièce{NBSP}: il est annoncé, annulé ou effacé.")
    form = AttachForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        with saying(form, "file"):
            _attach(request, registration, form)
            messages.success(request, "La pièce est jointe. Chaque ouverture sera notée au journal.")
            return redirect("people:file", registration_id=registration.pk)
    context = {
        "registration": registration,
        "form": form,
        "title": "Joindre une pièce",
        "button": "Joindre cette pièce",
        "sentence": "Une copie de papier, une feuille de consentement signée. Pas de photo de la personne elle-même.",
        "cancel_url": reverse("people:file", args=[registration.pk]),
    }
    return render(request, "people/form.html", context, status=status_of(form))


def _attach(request, registration, form) -> None:
    file = form.cleaned_data["file"]
    # Not one byte more than what shows that it is too heavy is brought into memory.
    content = file.read(MAX_BYTES + 1)
    writes.attach(
        by=request.actor, on=registration, kind=form.cleaned_data["kind"], name=file.name, content=content,
        file_id=registration.pk,
    )  # fmt: skip


@require_GET
def take(request, registration_id, attachment_id):
    """The paper itself: a reading, with its audit row. It is saved on the device, never shown among our pages."""
    _, attachment = _found(request, registration_id, attachment_id, READ)
    content = writes.open_attachment(by=request.actor, attachment=attachment, file_id=registration_id)
    answer = HttpResponse(content, content_type=media_type_of(content))
    answer["Content-Disposition"] = content_disposition_header(True, attachment.file_name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


@require_http_methods(["GET", "POST"])
def remove(request, registration_id, attachment_id):
    """Ask, then forget the bytes; the line stays."""
    registration, attachment = _found(request, registration_id, attachment_id, ADD)
    if request.method == "POST":
        writes.remove_attachment(by=request.actor, attachment=attachment, file_id=registration.pk)
        messages.success(request, "La pièce est retirée. Une ligne dit qu’elle a été jointe.")
        return redirect("people:file", registration_id=registration.pk)
    if attachment.removed_at is not None:
        raise Impossible(f"Cette pièce est déjà retirée{NBSP}: elle n’est plus gardée.")
    return render(
        request,
        "people/remove_paper.html",
        {
            "registration": registration,
            "attachment": attachment,
            "consequence": f"{attachment.get_kind_display()}, jointe le {jour(attachment.at)}. Le fichier est effacé "
            "et ne peut pas être repris. Une ligne dit qu’il a été joint, par qui et jusqu’à quand.",
        },
    )


def _found(request, registration_id, attachment_id, right):
    registration = file_of(request, registration_id, right)
    attachment = attachment_of(registration, attachment_id)
    if attachment is None:
        raise Http404
    return registration, attachment
