"""Sealed codes: the account library's recovery codes, printed beforehand, each of use once."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.db import transaction

from benkan.audit.writes import record
from benkan.common.permissions import Actor
from benkan.organisations.models import Account
from benkan.organisations.verbs import SEALED_CODES_MADE


@transaction.atomic
def make_codes(*, by: Actor) -> list[str]:
    """Make one's own codes anew and give them, for the only time; nobody makes another's."""
    account = Account.objects.select_for_update().get(pk=by.account_id)
    _held(account).delete()
    held = RecoveryCodes.activate(account)
    held.mark_as_viewed()  # the account library's own page does not show them again
    codes = held.generate_codes()
    record(SEALED_CODES_MADE, by=by, on=account)
    return codes


def codes_left(account: Account) -> int:
    """How many of an account's codes have not served."""
    held = _held(account).first()
    return len(held.wrap().get_unused_codes()) if held else 0


def spend(account: Account, code: str) -> bool:
    """Whether this is one of an account's codes that has not served; it has from now on."""
    held = _held(account).first()
    return held is not None and held.wrap().validate_code(code.replace(" ", ""))


def _held(account: Account):
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.RECOVERY_CODES)
