"""What an account is told by mail: written by the worker, plain text, nobody named but the one it goes to.

A row of the queue holds the account's identifier and which letter it is; the link, where there is one, is made at the
moment of sending. Refused by the mail server, a letter is sent again, less and less often, for some six hours.
"""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from benkan.organisations.acting import entered
from benkan.organisations.doors.links import address_of, days_of_a_link, entry_path
from benkan.organisations.models import Account, Membership

# The letters, each a template of `organisations/mail` whose first line is the subject; those that carry a link.
LETTERS = (
    "invitation",
    "new_password",
    "link_made",
    "password_changed",
    "factor_added",
    "factor_removed",
    "codes_made",
    "factors_forgotten",
)
WITH_LINK = ("invitation", "new_password")
AGAIN = RetryStrategy(max_attempts=8, exponential_wait=4)


class Unsent(Exception):
    """A letter that the mail server did not take: which one and why in a word, never to whom."""


def write_to(account_id: UUID, letter: str, *, about: UUID | None = None) -> None:
    """Ask the worker for a letter, in the present transaction. An identifier that no account has is asked as well, so
    that the door does the same work for both. `about`: the membership that an invitation speaks of."""
    if letter not in LETTERS:
        raise ValueError(f"no letter is called {letter}")
    app.configure_task("benkan.mail").defer(
        letter=letter, account_id=str(account_id), about=str(about) if about else None, at=timezone.now().isoformat()
    )


@app.task(name="benkan.mail", retry=AGAIN)
def send(letter: str, account_id: str, about: str | None, at: str) -> None:
    """What the worker does: read the account as itself, make the link if there is one, send. Raises `Unsent`."""
    with entered(account_id=account_id):
        account = Account.objects.filter(pk=account_id).first()
        if account is None:  # an address that nobody has asked for a new password
            return
        message = _written(letter, account, about, at)
    try:
        message.send()
    except OSError as error:  # smtplib's errors are OSErrors, and some carry the address
        raise Unsent(f"{letter}: {type(error).__name__}") from None


def _written(letter: str, account: Account, about: str | None, at: str) -> EmailMessage:
    membership = None
    if about:
        membership = Membership.objects.select_related("organisation").filter(pk=about).first()
    context = {
        "address": account.email,
        "open": account.is_active,
        "organisation": membership.organisation if membership else None,
        "role": membership.get_role_display() if membership else "",
        "entered_before": account.last_login is not None and account.has_usable_password(),
        "link": address_of(entry_path(account)) if letter in WITH_LINK else "",
        "door": settings.ADDRESS,
        "days": days_of_a_link(),
        "at": timezone.localtime(timezone.datetime.fromisoformat(at)),
        "demo": settings.DEMO,
    }
    subject, _, body = render_to_string(f"organisations/mail/{letter}.txt", context).strip().partition("\n")
    return EmailMessage(subject=subject.strip(), body=body.strip() + "\n", to=[account.email])
