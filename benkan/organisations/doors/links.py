"""The one-time link by which an account chooses its password: made once, dead once used, or three days later."""

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse

from benkan.organisations.models import Account


def entry_path(account: Account) -> str:
    """The path of a link that lets this account choose a password. Entering, or a new password, ends it."""
    key = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(account), "key": key})


def address_of(path: str) -> str:
    """A path as a mail must say it."""
    return f"{settings.ADDRESS}{path}"


def days_of_a_link() -> int:
    """How long a link may wait, as pages and mails say it."""
    return settings.PASSWORD_RESET_TIMEOUT // 86_400
