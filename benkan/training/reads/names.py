"""By what name each person of a session is shown to who reads: hers where it may be read, her token otherwise."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from benkan.common.permissions import Actor
from benkan.organisations.acting import entered
from benkan.people.models import Registration
from benkan.training.models import Enrolment, HandedName


def names_of(by: Actor, enrolments: Iterable[Enrolment]) -> dict[UUID, tuple[str, str]]:
    """(name, telephone) by enrolment, for those that may be named to `by`: one's own people, and those whose name was
    handed on. A query for one's own and one for each organisation that handed names on."""
    enrolments = list(enrolments)
    own = [one for one in enrolments if one.organisation_id == by.organisation_id]
    files = Registration.objects.in_bulk({one.registration_id for one in own})
    found = {one.pk: (files[one.registration_id].full_name, "") for one in own if one.registration_id in files}
    # The row policy says which of these may be read; only the keys that open them are asked for on the other sides.
    others = HandedName.objects.filter(enrolment__in=[one.pk for one in enrolments if one.pk not in found])
    senders: dict[UUID, list[HandedName]] = defaultdict(list)
    for handed in others:
        senders[handed.organisation_id].append(handed)
    for sender, handed_names in senders.items():
        with entered(account_id=by.account_id, organisation_id=sender):
            found |= {one.enrolment_id: (one.name, one.phone) for one in handed_names if one.name}
    return found
