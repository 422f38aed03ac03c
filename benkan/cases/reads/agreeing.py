"""Whether what was copied for another organisation may still cross, at the moment when that one says yes."""

from collections.abc import Iterable

from benkan.cases.models import Referral, Transfer
from benkan.common.errors import Refused
from benkan.common.permissions import Actor
from benkan.organisations.acting import entered
from benkan.organisations.agreements import FieldGroup
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import Status
from benkan.people.sharing import check_may_leave


def agrees_still(by: Actor, sent: Referral | Transfer, handed: Iterable[FieldGroup]) -> bool:
    """Her consent and the agreement hold for these groups. Asked on the sender's side, where her answers stand; nothing
    of them comes back here."""
    with entered(account_id=by.account_id, organisation_id=sent.organisation_id):
        registration = sent.case.registration
        if registration.status == Status.ERASED:
            return False
        try:
            check_may_leave(registration, sent.receiver, Purpose.REFERRAL, handed)
        except Refused:
            return False
        return True
