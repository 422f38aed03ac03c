"""The accompaniment that a page is about, found before the right is checked: strangers learn nothing of it."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from benkan.cases.models import Case
from benkan.common.permissions import Permission, check
from benkan.people.lifecycle import refuse_erased


def case_of(request, case_id: UUID, right: Permission) -> Case:
    """The case under the row policy (404 where it is another organisation's), if the right is held (403).

    Of an erased person nothing is left to read: refused (409).
    """
    around = Case.objects.select_related("registration", "registration__destination", "worker", "episode")
    case = get_object_or_404(around, pk=case_id)
    check(request.actor, right)
    refuse_erased(case.registration)
    return case
