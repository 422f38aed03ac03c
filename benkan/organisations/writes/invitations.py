"""People are invited: a role is proposed to an address, whoever has it. Nothing here looks whether an account does."""

import datetime as dt
from dataclasses import dataclass

from django.conf import settings
from django.core.validators import validate_email
from django.db import connection, transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check, may
from benkan.common.thresholds.reads import value_of
from benkan.organisations import verbs
from benkan.organisations.acting import Acting, entered
from benkan.organisations.doors.invitations import new_secret
from benkan.organisations.doors.mail import send_invitation
from benkan.organisations.models import Invitation, Membership, Organisation
from benkan.organisations.permissions import MANAGE_MEMBERS, MANAGE_ORGANISATIONS
from benkan.organisations.thresholds import INVITATION_DAYS, KEEP_INVITATION
from benkan.organisations.writes.members import check_may_give

OVER = "Cette invitation est finie. Invitez de nouveau la personne."


@dataclass(frozen=True)
class Sent:
    """An invitation on its way: by a letter (`path` is ""), or by the path of a link that somebody must hand over."""

    invitation: Invitation
    path: str = ""


@transaction.atomic
def invite(*, by: Actor, organisation: Organisation, email: str, name: str, role: str, place=None, ends=None) -> Sent:
    """Propose a role to whoever has this address, until she answers; she holds nothing before she accepts it.

    The same work whether the address has an account or not. Raises `Refused`, `Impossible`, or `ValidationError` for
    an address that is none.
    """
    check(by, MANAGE_MEMBERS)
    check_may_give(by=by, organisation=organisation, role=role)
    if ends is not None and ends < clock.today():
        raise Impossible("Le dernier jour de ce rôle est passé. Donnez aujourd’hui, ou un jour à venir.")
    invitation = Invitation(
        organisation=organisation,
        email=email.strip().lower(),
        name=name.strip(),
        role=role,
        place=place,
        ends=ends,
        invited_by_id=by.account_id,
        expires_at=_limit(),
    )
    validate_email(invitation.email)
    _check_is_new(by, invitation)
    invitation.full_clean(exclude={"organisation", "invited_by"}, validate_unique=False, validate_constraints=False)
    invitation.save(force_insert=True)
    record(verbs.INVITATION_MADE, by=by, on=invitation, reason=role)
    return _sent(by, invitation)


@transaction.atomic
def renew(*, by: Actor, invitation: Invitation) -> Sent:
    """Let an unanswered invitation wait anew, by another link: the former one is of no more use. It is now `by`'s."""
    invitation = _held(by, invitation)
    check_may_give(by=by, organisation=invitation.organisation, role=invitation.role)
    invitation.invited_by_id, invitation.expires_at, invitation.secret_digest = by.account_id, _limit(), ""
    invitation.save(update_fields=["invited_by", "expires_at", "secret_digest"])
    record(verbs.INVITATION_RENEWED, by=by, on=invitation)
    return _sent(by, invitation)


@transaction.atomic
def withdraw(*, by: Actor, invitation: Invitation) -> Invitation:
    """Take an unanswered invitation back: its link is of no more use."""
    invitation = _held(by, invitation)
    invitation.withdrawn_at, invitation.withdrawn_by_id = clock.now(), by.account_id
    invitation.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(verbs.INVITATION_WITHDRAWN, by=by, on=invitation)
    return invitation


def empty_ended() -> int:
    """Empty the address and the name of invitations that ended long enough ago, in all organisations; gives how many.

    No right is asked: the day decides. Each organisation's journal says how many of its own.
    """
    with entered(door="open"):  # thresholds are read by whoever is at the door; the clock has no account
        before = clock.now() - dt.timedelta(days=value_of(KEEP_INVITATION, on=clock.today()))
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT organisation, invitations FROM benkan_empty_invitations(%s)", [before])
            emptied = cursor.fetchall()
        for organisation_id, count in emptied:
            with entered(organisation_id=organisation_id):
                record(verbs.INVITATIONS_EMPTIED, by=Acting(organisation=Organisation(pk=organisation_id)), count=count)
    return sum(count for _, count in emptied)


def _limit() -> dt.datetime:
    return clock.now() + dt.timedelta(days=value_of(INVITATION_DAYS, on=clock.today()))


def _check_is_new(by: Actor, invitation: Invitation) -> None:
    """Refuse only what `by` reads already: her own address, a member, an invitation of this very organisation."""
    email, organisation = invitation.email, invitation.organisation
    if email == by.account.email.lower():
        raise Impossible("C’est votre propre adresse\u00a0: demandez ce rôle à un autre administrateur.")
    members = Membership.objects.in_force().filter(organisation=organisation, account__email__iexact=email)
    if members.exists():
        raise Impossible(
            "Cette personne est déjà membre de l’organisation. Un autre rôle se donne depuis sa page, sans l’inviter."
        )
    same = Invitation.objects.waiting().filter(organisation=organisation, email=email, role=invitation.role)
    if same.exists():
        raise Impossible(
            "Une invitation à ce rôle attend déjà la réponse de cette adresse. Ouvrez-la depuis la liste des "
            "invitations, puis renouvelez-la."
        )


def _held(by: Actor, invitation: Invitation) -> Invitation:
    """The invitation as it stands, held until the end of the transaction, if it may still be renewed or withdrawn."""
    check(by, MANAGE_MEMBERS)
    if invitation.organisation_id != by.organisation_id and not may(by, MANAGE_ORGANISATIONS):
        raise Refused("Vous tenez les invitations de votre organisation seulement.")
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("organisation__kind")
    invitation = rows.get(pk=invitation.pk)
    if invitation.answer:
        raise Impossible(f"Cette invitation a sa réponse\u00a0: {invitation.get_answer_display()}.")
    if invitation.withdrawn_at is not None or not invitation.email:
        raise Impossible(OVER)
    return invitation


def _sent(by: Actor, invitation: Invitation) -> Sent:
    """By the worker's letter, which makes the link as it is written; or, where no mail leaves, by a link made now."""
    if settings.MAIL_IS_SENT:
        send_invitation.defer(
            invitation_id=str(invitation.pk), account_id=str(by.account_id), organisation_id=str(by.organisation_id)
        )
        return Sent(invitation)
    path = new_secret(invitation)
    record(verbs.INVITATION_LINK_MADE, by=by, on=invitation)
    return Sent(invitation, path)
