"""What an account is told by mail, and whoever is invited: written by the worker, plain text, nobody named.

A row of the queue holds identifiers and which letter it is; the link, where there is one, is made at the moment of
sending. Refused by the mail server, a letter is sent again, less and less often, for some six hours.
"""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from benkan.organisations.acting import entered
from benkan.organisations.doors.invitations import new_secret
from benkan.organisations.doors.links import address_of, days_of_a_link, entry_path
from benkan.organisations.models import Account, Invitation

# The letters, each a template of `organisations/mail` whose first line is the subject; those that carry a link.
LETTERS = (
    "new_password",
    "link_made",
    "password_changed",
    "factor_added",
    "factor_removed",
    "codes_made",
    "factors_forgotten",
)
WITH_LINK = ("new_password",)
# What was asked before invitations were answered, and still waits: the account is there, and enters by choosing.
FORMER = {"invitation": "new_password"}
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)


class Unsent(Exception):
    """A letter that the mail server did not take: which one and why in a word, never to whom."""


def write_to(account_id: UUID, letter: str) -> None:
    """Ask the worker for a letter, in the present transaction. An identifier that no account has is asked as well, so
    that the door does the same work for both."""
    if letter not in LETTERS:
        raise ValueError(f"no letter is called {letter}")
    app.configure_task("benkan.mail").defer(letter=letter, account_id=str(account_id), at=timezone.now().isoformat())


@app.task(name="benkan.mail", retry=AGAIN)
def send(letter: str, account_id: str, at: str, about: str | None = None) -> None:
    """What the worker does: read the account as itself, make the link if there is one, send. Raises `Unsent`.
    (`about` is of letters asked by an earlier version.)"""
    with entered(account_id=account_id):
        account = Account.objects.filter(pk=account_id).first()
        if account is None:  # an address that nobody has asked for a new password
            return
        message = _written(FORMER.get(letter, letter), account, at)
    _post(letter, message)


@app.task(name="benkan.invitation", retry=AGAIN)
def send_invitation(invitation_id: str, account_id: str, organisation_id: str) -> None:
    """In the name of who invited, to the address as it was typed. Nothing is sent of one that waits no more, nor where
    who invited opens no account there any more. Raises `Unsent`."""
    with entered(account_id=account_id, organisation_id=organisation_id):
        rows = Invitation.objects.waiting().select_related("organisation").select_for_update(of=("self",))
        invitation = rows.filter(pk=invitation_id).first()
        if invitation is None:
            return
        context = {
            "organisation": invitation.organisation.name,
            "role": invitation.get_role_display(),
            "until": invitation.expires_at,
            "link": address_of(new_secret(invitation)),
        }
        message = _letter("invitation", invitation.email, context)
    _post("invitation", message)


def _written(letter: str, account: Account, at: str) -> EmailMessage:
    context = {
        "link": address_of(entry_path(account)) if letter in WITH_LINK else "",
        "days": days_of_a_link(),
        "at": timezone.localtime(timezone.datetime.fromisoformat(at)),
    }
    return _letter(letter, account.email, context)


def _letter(letter: str, address: str, context: dict) -> EmailMessage:
    """From its template: the first line is the subject."""
    context = context | {"door": settings.ADDRESS, "demo": settings.DEMO}
    subject, _, body = render_to_string(f"organisations/mail/{letter}.txt", context).strip().partition("\n")
    return EmailMessage(subject=subject.strip(), body=body.strip() + "\n", to=[address])


def _post(letter: str, message: EmailMessage) -> None:
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors, and some carry the address
        raise Unsent(f"{letter}: {type(error).__name__}") from None
