"""Accounts are opened, roles given to colleagues and taken back. Duties apart are refused together by the database."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import Q

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check, may
from benkan.common.typography import jour
from benkan.organisations import verbs
from benkan.organisations.models import Account, Membership, Organisation
from benkan.organisations.permissions import MANAGE_MEMBERS, MANAGE_ORGANISATIONS, roles_to_give
from benkan.organisations.reads.entering import has_place, works_for_several
from benkan.organisations.roles import ROLES

APART = "BK001"  # what the database answers to a role that may not meet another of the same account
ADMINISTRATION = "administration"
ASK_THE_NATIONAL = {
    True: "Demandez-le à l’administrateur national.",
    False: "Son administrateur le donne : nommez celui-ci.",
}


@transaction.atomic
def open_account(*, by: Actor, email: str, name: str, password: str | None = None) -> Account:
    """Open an account at the founding, without any role yet; later, whoever is invited opens her own (`answers.join`).
    Without a password it cannot sign in until one is chosen by a link."""
    check(by, MANAGE_MEMBERS)
    if by.account_id is not None:
        raise Refused("Personne n’ouvre le compte d’un autre\u00a0: invitez la personne, elle ouvre le sien.")
    account = Account(email=email.strip().lower(), name=name.strip())
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
    """Give a role to a colleague, everywhere or at one place, for ever or until a day; anybody else is invited.

    Duties that must stay apart (`roles.APART`) are refused together, whatever the organisation that gave the other.
    """
    check(by, MANAGE_MEMBERS)
    check_may_give(by=by, organisation=organisation, role=role)
    _check_colleague(by, account, organisation)
    membership = Membership(
        account=account,
        organisation=organisation,
        role=role,
        place=place,
        given_by_id=by.account_id,
        begins=begins or clock.today(),
        ends=ends,
    )
    add_membership(membership, apart=_apart_words(account, role))
    record(verbs.MEMBERSHIP_GIVEN, by=by, on=membership, reason=role)
    return membership


def add_membership(membership: Membership, *, apart: str) -> None:
    """Write a role that was given, or accepted. Raises `Impossible`: what the table forbids, or `apart` where the role
    may not meet another of the same account. The caller has checked the right and writes the audit."""
    membership.full_clean(exclude={"account", "given_by"}, validate_constraints=False)
    _check_constraints(membership)
    with _kept_apart(apart):
        membership.save(force_insert=True)


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership) -> Membership:
    """Take a role back, at this moment. An organisation cannot take back the role of its last administrator."""
    administrators = _administrators_held(by)
    membership = _held(by, membership)
    _check_not_the_last(by, membership, administrators)
    membership.ended_at, membership.ended_by_id = clock.now(), by.account_id
    membership.save(update_fields=["ended_at", "ended_by"])
    record(verbs.MEMBERSHIP_ENDED, by=by, on=membership, reason=membership.role)
    return membership


@transaction.atomic
def change_end(*, by: Actor, membership: Membership, ends: dt.date | None) -> Membership:
    """Give a role another last day, today or later; None: no last day."""
    administrators = _administrators_held(by)
    membership = _held(by, membership)
    if ends is not None and ends < max(clock.today(), membership.begins):
        raise Impossible("Donnez aujourd’hui, ou un jour à venir.")
    if ends == membership.ends:
        return membership
    if ends is not None and (membership.ends is None or ends < membership.ends):
        _check_not_the_last(by, membership, administrators)
    membership.ends = ends
    _check_constraints(membership)
    with _kept_apart(_apart_words(membership.account, membership.role)):
        membership.save(update_fields=["ends"])
    record(verbs.MEMBERSHIP_EXTENDED, by=by, on=membership, reason=membership.role)
    return membership


@transaction.atomic
def rename_account(*, by: Actor, account: Account, name: str) -> Account:
    """Correct the name of a member of one's organisation, and of no other, as colleagues and the journal show it."""
    check(by, MANAGE_MEMBERS)
    held = Membership.objects.filter(account=account, organisation=by.organisation_id, ended_at=None)
    if not held.filter(Q(ends=None) | Q(ends__gte=clock.today())).exists():
        raise Refused("Vous corrigez le nom des membres de votre organisation seulement.")
    if works_for_several(account):
        raise Impossible(
            "Cette personne travaille aussi pour une autre organisation, qui la connaît sous ce nom\u00a0: il ne se "
            "corrige pas d’ici."
        )
    if account.name == name.strip():
        return account
    account.name = name.strip()
    account.full_clean(validate_unique=False, validate_constraints=False)
    account.save(update_fields=["name"])
    record(verbs.ACCOUNT_RENAMED, by=by, on=account, fields=["name"])
    return account


def check_may_give(*, by: Actor, organisation: Organisation, role: str) -> None:
    """Raise unless `by` gives this role in this organisation; when founding there is nobody yet who could."""
    if by.account_id is None:
        return
    if organisation.closed_at is not None:
        raise Impossible("Cette organisation est fermée\u00a0: plus personne n’y reçoit de rôle.")
    if organisation.pk != by.organisation_id and not may(by, MANAGE_ORGANISATIONS):
        raise Refused("Vous donnez des rôles dans votre organisation seulement.")
    if role not in roles_to_give(by, organisation):
        raise Refused(
            f"Vous ne donnez pas le rôle «\u00a0{ROLES[role].label}\u00a0» dans cette organisation. "
            + ASK_THE_NATIONAL[organisation.pk == by.organisation_id]
        )


def _check_colleague(by: Actor, account: Account, organisation: Organisation) -> None:
    """Nobody is bound to an organisation without her agreement, nor gives herself a role; the database says so too."""
    if by.account_id is None:
        return
    if account.pk == by.account_id:
        raise Impossible("Vous ne vous donnez pas de rôle\u00a0: demandez-le à un autre administrateur.")
    if not has_place(account, organisation):
        raise Impossible(
            "Cette personne n’a pas de rôle en cours dans cette organisation. Invitez-la\u00a0: le rôle sera à elle "
            "quand elle l’aura accepté."
        )


def _held(by: Actor, membership: Membership) -> Membership:
    """The membership as it stands, held until the end of the transaction, if one may still do something of it."""
    check(by, MANAGE_MEMBERS)
    if membership.organisation_id != by.organisation_id and not may(by, MANAGE_ORGANISATIONS):
        raise Refused("Vous retirez des rôles dans votre organisation seulement.")
    if membership.account_id == by.account_id:
        raise Impossible(
            "Vous ne pouvez ni retirer ni prolonger votre propre rôle\u00a0: demandez-le à un autre administrateur."
        )
    membership = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if membership.ended_at is not None:
        raise Impossible("Ce rôle est déjà retiré.")
    if membership.ends is not None and membership.ends < clock.today():
        raise Impossible(f"Ce rôle a pris fin le {jour(membership.ends)}. Donnez-le de nouveau.")
    return membership


def _administrators_held(by: Actor) -> list[Membership]:
    """Those in force of one's organisation, all held, in one order, before any other row: two administrators who take
    each other's role back at the same moment wait for each other, and do not both go."""
    held = Membership.objects.in_force().filter(organisation=by.organisation_id, role=ADMINISTRATION)
    return list(held.filter(account__is_active=True).order_by("pk").select_for_update(of=("self",)))


def _check_not_the_last(by: Actor, membership: Membership, administrators: list[Membership]) -> None:
    """Of one's own organisation; the national administrator may take back any, and names the next."""
    if membership.role != ADMINISTRATION or membership.organisation_id != by.organisation_id:
        return
    if not any(other.account_id != membership.account_id for other in administrators):
        raise Impossible(
            "C’est le dernier administrateur de votre organisation\u00a0: sans lui, plus personne n’ouvrirait de "
            "compte. Nommez d’abord son successeur, ou demandez-le à l’administrateur national."
        )


def _check_constraints(membership: Membership) -> None:
    """What the table forbids, in its own sentences."""
    try:
        membership.validate_constraints()
    except ValidationError as error:
        raise Impossible(" ".join(error.messages)) from None


@contextmanager
def _kept_apart(sentence: str) -> Iterator[None]:
    """Say in a sentence what the trigger refused; what role is held elsewhere is not told."""
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if getattr(error.__cause__, "sqlstate", None) != APART:
            raise
        raise Impossible(sentence) from None


def _apart_words(account: Account, role: str) -> str:
    return (
        f"{account.name} tient déjà un rôle qui ne peut pas se joindre à «\u00a0{ROLES[role].label}\u00a0»\u00a0: "
        "qui ouvre les comptes ou lit les journaux n’ouvre pas de dossier. Retirez d’abord l’autre rôle, ou "
        "choisissez une autre personne."
    )
