"""Whoever is invited answers: she accepts, with her account or one that she opens at that moment, or declines."""

from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.db import IntegrityError, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.ids import new_id
from benkan.common.permissions import Actor
from benkan.common.typography import jour
from benkan.organisations import verbs
from benkan.organisations.acting import Acting, as_member, entered, organisations_of, presenting
from benkan.organisations.models import Account, Invitation, Membership, Organisation
from benkan.organisations.permissions import roles_to_give
from benkan.organisations.roles import ROLES
from benkan.organisations.writes.members import add_membership

Answer = Invitation.Answer
NOT_YOURS = "Cette invitation est faite à une autre adresse que celle de votre compte."
NO_LONGER_GIVEN = (
    "La personne qui vous a invité ne donne plus ce rôle dans cette organisation, ou l’organisation est fermée. "
    "Demandez une autre invitation à son administration."
)
HAS_AN_ACCOUNT = (
    "Un compte existe déjà à cette adresse, ou vient d’y être ouvert. Entrez d’abord avec lui, puis répondez."
)


@dataclass(frozen=True)
class Outcome:
    """What came of an acceptance: the role and the account that holds it; or why it did not come off, for her alone."""

    account: Account | None = None
    membership: Membership | None = None
    sentence: str = ""


@transaction.atomic
def accept(*, by: Actor, invitation: Invitation) -> Outcome:
    """Take the role that is proposed to one's own address. Whether it may be given is looked at now, not when it was
    proposed; where it may not, the organisation reads that it did not come off, and nothing else."""
    with entered(account_id=by.account_id, organisation_id=invitation.organisation_id):
        own = Invitation.objects.to(by.account).filter(pk=invitation.pk)
        held = _held(own)
        if sentence := _why_not(held):
            return _failed(held, sentence)
        return _joined(by.account, held)


@transaction.atomic
def join(*, invitation: Invitation, digest: str, name: str, password: str) -> Outcome:
    """At the door, by who holds the link of an address without account: open it, and take the role, at once or not at
    all. Raises `ValidationError` for a password that will not do, `Impossible` where there is an account."""
    account = Account(pk=new_id(), email=invitation.email, name=name.strip(), opened_at=clock.now())
    validate_password(password, account)
    with presenting(digest):
        held = _held(Invitation.objects.filter(pk=invitation.pk, secret_digest=digest))
        if sentence := _why_not(held):
            return _failed(held, sentence)
        account.email = held.email
        with entered(door="open"):
            known = Account.objects.filter(email__iexact=held.email).exists()
        if known:
            raise Impossible(HAS_AN_ACCOUNT)
        with entered(account_id=account.pk, organisation_id=held.organisation_id):
            _open(account, held, password)
            return _joined(account, held)


@transaction.atomic
def decline(*, by: Actor, invitation: Invitation, digest: str = "") -> Invitation:
    """Say no: by the account of the address, or at the door by who holds the link. It leaves no trace of the account,
    for whoever invited does not learn that there is one."""
    if by.account_id is not None:
        return _declined(_held(Invitation.objects.to(by.account).filter(pk=invitation.pk)))
    if not digest:
        raise Refused(NOT_YOURS)
    with presenting(digest):
        return _declined(_held(Invitation.objects.filter(pk=invitation.pk, secret_digest=digest)))


def _held(rows) -> Invitation:
    """The invitation as it stands, held until the end of the transaction: the second of two answers waits, and is told
    that there is one."""
    held = rows.select_for_update(of=("self",)).first()
    if held is None:
        raise Refused(NOT_YOURS)
    if held.answer:
        raise Impossible(f"Cette invitation a déjà sa réponse\u00a0: {held.get_answer_display()}.")
    if held.withdrawn_at is not None:
        raise Impossible("L’organisation a retiré cette invitation.")
    if not held.is_waiting:
        raise Impossible(
            f"Cette invitation n’attend plus de réponse depuis le {jour(held.expires_at)}. Demandez à l’organisation "
            "de la renouveler."
        )
    return held


def _why_not(held: Invitation) -> str:
    """Why the role may not be given any more, as a sentence; "" where it may. Asked in the name of who invited."""
    if held.ends is not None and held.ends < clock.today():
        return f"Le dernier jour de ce rôle était le {jour(held.ends)}. Demandez une autre invitation."
    with entered(account_id=held.invited_by_id):
        giver = Account.objects.get(pk=held.invited_by_id)
        organisation = Organisation.objects.select_related("kind").get(pk=held.organisation_id)
        bodies = {membership.organisation_id for membership in organisations_of(giver)} if giver.is_active else set()
        gives = any(held.role in roles_to_give(as_member(giver, body), organisation) for body in bodies)
    return "" if gives and organisation.closed_at is None else NO_LONGER_GIVEN


def _open(account: Account, held: Invitation, password: str) -> None:
    """An account that opens itself: the database lets nobody else name who opened it."""
    account.opened_by_id = account.pk
    account.set_password(password)
    account.full_clean(exclude={"opened_by"}, validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:  # opened at the same moment by another way
        raise Impossible(HAS_AN_ACCOUNT) from None
    record(verbs.ACCOUNT_OPENED, by=_as(account, held), on=account)


def _joined(account: Account, held: Invitation) -> Outcome:
    membership = Membership(
        account=account,
        organisation_id=held.organisation_id,
        role=held.role,
        place_id=held.place_id,
        begins=clock.today(),
        ends=held.ends,
        given_by_id=held.invited_by_id,
    )
    try:
        add_membership(membership, apart=_apart_words(held.role))
    except Impossible as refused:
        return _failed(held, str(refused))
    _answer(held, Answer.ACCEPTED, membership)
    record(verbs.INVITATION_ACCEPTED, by=_as(account, held), on=membership, reason=held.role)
    return Outcome(account, membership)


def _failed(held: Invitation, sentence: str) -> Outcome:
    _answer(held, Answer.FAILED)
    _note(held, verbs.INVITATION_FAILED)
    return Outcome(sentence=sentence)


def _declined(held: Invitation) -> Invitation:
    _answer(held, Answer.DECLINED)
    _note(held, verbs.INVITATION_DECLINED)
    return held


def _answer(held: Invitation, answer: str, membership: Membership | None = None) -> None:
    held.answer, held.answered_at, held.membership = answer, clock.now(), membership
    held.save(update_fields=["answer", "answered_at", "membership"])


def _note(held: Invitation, verb) -> None:
    """In the journal of who invited, in nobody's name."""
    with entered(organisation_id=held.organisation_id):
        record(verb, by=Acting(organisation=Organisation(pk=held.organisation_id)), on=held)


def _as(account: Account, held: Invitation) -> Acting:
    return Acting(account, Organisation(pk=held.organisation_id))


def _apart_words(role: str) -> str:
    return (
        f"Vous tenez déjà un rôle qui ne peut pas se joindre à «\u00a0{ROLES[role].label}\u00a0»\u00a0: qui ouvre les "
        "comptes ou lit les journaux n’ouvre pas de dossier. Vos autres rôles restent. L’organisation lit seulement "
        "que l’invitation n’a pas abouti."
    )
