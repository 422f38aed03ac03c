"""Agreements for tests: who signs for whom, and one made in each state."""

import datetime as dt

from benkan.common import clock
from benkan.demo.cast import body_of
from benkan.organisations.acting import acting_for
from benkan.organisations.agreements import AgreementState
from benkan.organisations.founding import founding
from benkan.organisations.models import Account, Agreement
from benkan.organisations.purposes import Purpose
from benkan.organisations.writes import (
    end_agreement,
    give_membership,
    open_account,
    propose_agreement,
    refuse_agreement,
    sign_agreement,
    withdraw_agreement,
)


def signatory(code: str, key: str = "", role: str = "administration") -> Account:
    """An account of its own that may sign for an organisation of the cast."""
    with founding() as by:
        account = open_account(by=by, email=f"{key or 'signe'}-{code.lower()}@exemple.ml", name=f"Signataire {code}")
        give_membership(by=by, account=account, organisation=body_of(code), role=role)
    return account


def proposed(account: Account, *, giver="SAR", receiver="BENKADI", days=(0, 30), **traits) -> Agreement:
    """Proposed by an account, for its side; identity, for orientation, unless traits say otherwise."""
    today = clock.today()
    words = {"purpose": Purpose.REFERRAL, "fields": ["identite"], "reference": "Protocole 2026-014"} | traits
    with acting_for(account) as by:
        return propose_agreement(
            by=by,
            giver=body_of(giver),
            receiver=body_of(receiver),
            begins=today + dt.timedelta(days=days[0]),
            ends=today + dt.timedelta(days=days[1]),
            **words,
        )


def brought_to(state: AgreementState, ours: Account, theirs: Account, **traits) -> Agreement:
    """An agreement that `ours` proposed, where `state` says."""
    agreement = proposed(ours, **traits)
    if state in (AgreementState.SIGNED, AgreementState.ENDED):
        with acting_for(theirs) as by:
            sign_agreement(by=by, agreement=agreement)
    if state is AgreementState.REFUSED:
        with acting_for(theirs) as by:
            refuse_agreement(by=by, agreement=agreement, reason="Trop de données")
    with acting_for(ours) as by:
        if state is AgreementState.WITHDRAWN:
            withdraw_agreement(by=by, agreement=agreement)
        if state is AgreementState.ENDED:
            end_agreement(by=by, agreement=agreement, reason="Le projet est fini")
        return Agreement.objects.get(pk=agreement.pk)
