"""Accounts are opened, roles given and taken back. Duties that stay apart are refused together by the database."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import DatabaseError, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check, may
from benkan.organisations import verbs
from benkan.organisations.models import Account, Membership, Organisation
from benkan.organisations.permissions import MANAGE_MEMBERS, MANAGE_ORGANISATIONS
from benkan.organisations.roles import ROLES

APART = "BK001"  # what the database answers to a role that may not meet another of the same account


@transaction.atomic
def open_account(*, by: Actor, email: str, name: str, password: str | None = None) -> Account:
    """Open an account, without any role yet. Without a password it cannot sign in until one is set by invitation."""
    check(by, MANAGE_MEMBERS)
    account = Account(email=email.strip().lower(), name=name.strip(), opened_by_id=by.account_id)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.full_clean(validate_unique=False)
    account.save(force_insert=True)
    record(verbs.ACCOUNT_OPENED, by=by, on=account)
    return account


@transaction.atomic
def give_membership(
    *,
    by: Actor,
    account: Account,
    organisation: Organisation,
    role: str,
    place=None,
    begins: dt.date | None = None,
    ends: dt.date | None = None,
) -> Membership:
    """Give a role in an organisation, everywhere or at one place, for ever or until a day.

    Duties that must stay apart (`roles.APART`) are refused together, whatever the organisation that gave the other.
    """
    check(by, MANAGE_MEMBERS)
    if organisation.pk != by.organisation_id and not may(by, MANAGE_ORGANISATIONS):
        raise Refused("Vous donnez des rôles dans votre organisation seulement.")
    membership = Membership(
        account=account,
        organisation=organisation,
        role=role,
        place=place,
        given_by_id=by.account_id,
        begins=begins or clock.today(),
        ends=ends,
    )
    # The account may be one of another organisation, which the giver does not read yet.
    membership.full_clean(exclude={"account"}, validate_constraints=False)
    membership.validate_constraints()
    with _kept_apart(account, role):
        membership.save(force_insert=True)
    record(verbs.MEMBERSHIP_GIVEN, by=by, on=membership, reason=role)
    return membership


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership, ends: dt.date | None = None) -> Membership:
    """End a membership: at this moment, or after a last day, today or later."""
    check(by, MANAGE_MEMBERS)
    if membership.organisation_id != by.organisation_id and not may(by, MANAGE_ORGANISATIONS):
        raise Refused("Vous retirez des rôles dans votre organisation seulement.")
    if membership.account_id == by.account_id:
        raise Impossible("Vous ne pouvez pas retirer votre propre rôle : demandez-le à un autre administrateur.")
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ended_at is not None:
        raise Impossible("Ce rôle est déjà retiré.")
    if ends is None:
        membership.ended_at, membership.ended_by_id = clock.now(), by.account_id
    elif ends < max(clock.today(), membership.begins):
        raise Impossible("Donnez aujourd’hui, ou un jour à venir.")
    else:
        membership.ends = ends
    membership.save(update_fields=["ends", "ended_at", "ended_by"])
    record(verbs.MEMBERSHIP_ENDED, by=by, on=membership, reason=membership.role)
    return membership


@contextmanager
def _kept_apart(account: Account, role: str) -> Iterator[None]:
    """Say in a sentence what the trigger refused; what role she holds elsewhere is not told."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) != APART:
            raise
        raise Impossible(
            f"{account.name} tient déjà un rôle qui ne peut pas se joindre à «\u00a0{ROLES[role].label}\u00a0»\u00a0: "
            "qui ouvre les comptes ou lit les journaux n’ouvre pas de dossier. Retirez d’abord l’autre rôle, ou "
            "choisissez une autre personne."
        ) from None
