"""The file that a page is about, found before the right is checked: strangers do not even learn that it exists."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from benkan.common.permissions import Permission, check
from benkan.people.models import Registration


def file_of(request, registration_id: UUID, right: Permission) -> Registration:
    """The registration under the row policy (404 where it is another organisation's), if the right is held (403)."""
    around = Registration.objects.select_related("nationality", "destination__parent", "household")
    registration = get_object_or_404(around, pk=registration_id)
    check(request.actor, right)
    return registration


def answers_of(request):
    return request.POST if request.method == "POST" else None


def status_of(form) -> int:
    """422 where answers are to be corrected: the page comes back, nothing was saved."""
    return 422 if form.errors else 200
