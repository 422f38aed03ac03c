"""The link of an invitation: a secret of which only the digest is kept. It opens the question, and no account."""

import secrets

from django.urls import reverse

from benkan.organisations.acting import organisations_of
from benkan.organisations.models import Account, Invitation
from benkan.organisations.shifts import digest

PRESENTED = "invitation"  # in the session: the digest of the last link that was opened in it


def new_secret(invitation: Invitation) -> str:
    """Make the link of an invitation anew, by who may renew it, and give its path; the former is of no more use."""
    secret = secrets.token_urlsafe(32)
    invitation.secret_digest = digest(secret)
    invitation.save(update_fields=["secret_digest"])
    return reverse("invitation_link", args=[secret])


def lets_in(request, account: Account) -> bool:
    """Whether an account that sleeps is let in by the link which this session opened: made to its address, waiting.

    Only one that has no place anywhere: of any other, its administrators answer. Its password was just found right.
    """
    presented = request.session.get(PRESENTED, "")
    if not presented or organisations_of(account):
        return False
    return Invitation.objects.waiting().to(account).filter(secret_digest=presented).exists()
