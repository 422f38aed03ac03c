"""Invitations for tests: made, answered, and the links of their letters."""

from urllib.parse import urlsplit

from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from benkan.common.permissions import Actor
from benkan.organisations.acting import acting_for
from benkan.organisations.doors.invitations import new_secret
from benkan.organisations.doors.mail import send_invitation
from benkan.organisations.models import Account, Invitation, Membership, Organisation
from benkan.organisations.writes import accept, invite

NEW = "djeneba@exemple.ml"


def proposes(by: Actor, organisation: Organisation, email: str = NEW, role: str = "accueil", **more) -> Invitation:
    return invite(by=by, organisation=organisation, email=email, name="Djénéba Sow", role=role, **more).invitation


def invited(giver: Account, email: str = NEW, role: str = "accueil", **more) -> Invitation:
    """By an account, into the organisation where it works."""
    with acting_for(giver) as by:
        return proposes(by, by.organisation, email, role, **more)


def accepts(account: Account, invitation: Invitation):
    with acting_for(account) as by:
        return accept(by=by, invitation=invitation)


def joined(giver: Account, account: Account, role: str, **more) -> Membership:
    """Invited and accepted: the role that came of it."""
    return accepts(account, invited(giver, account.email, role, **more)).membership


def linked(giver: Account, invitation: Invitation) -> str:
    """The path of a link to an invitation, as the letter would carry it."""
    with acting_for(giver):
        return new_secret(Invitation.objects.get(pk=invitation.pk))


def invitation_letters_asked() -> list[dict]:
    jobs = ProcrastinateJob.objects.filter(task_name="benkan.invitation").order_by("id")
    return list(jobs.values_list("args", flat=True))


def invitation_letters_sent() -> None:
    """Do the worker's part of all that waits."""
    for args in invitation_letters_asked():
        send_invitation(**args)


def link_in(letter) -> str:
    """The path of the link of an invitation's letter."""
    line = next(line for line in letter.body.splitlines() if reverse("invitation_link", args=["x"])[:-2] in line)
    return urlsplit(line).path


def page_of(invitation: Invitation) -> str:
    return reverse("invitation", args=[invitation.pk])
