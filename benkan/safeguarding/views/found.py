"""The restricted file that a page is about: under its policy first, so that nobody else learns that it exists."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from benkan.common.permissions import check_either
from benkan.safeguarding.models import RestrictedFile
from benkan.safeguarding.permissions import HOLD, RECEIVE


def restricted_file_of(request, file_id: UUID) -> RestrictedFile:
    """404 where one does not read it, 403 where one holds no right to hold any; nothing sealed is loaded."""
    found = get_object_or_404(RestrictedFile.objects.defer("person"), pk=file_id)
    check_either(request.actor, HOLD, RECEIVE)
    return found
