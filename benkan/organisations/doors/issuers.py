"""Entering by an organisation's own issuer (OpenID Connect): for accounts that are there already, and for no one else.

Nothing is kept of what the issuer says, and no account is ever made: the verified address is the account's, and the
account has a place in the organisation whose issuer it is.
"""

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpResponseRedirect
from django.urls import reverse

from benkan.audit.writes import record
from benkan.organisations.acting import NOBODY, change, organisations_of
from benkan.organisations.models import Account
from benkan.organisations.verbs import SIGN_IN_FAILED

# What an issuer says of how it knew the person (RFC 8176), and which counts as a second factor.
STRONG = frozenset({"mfa", "otp", "hwk"})
VOUCHED = "factor_by_issuer"  # in the session: the account for which an issuer saw a second factor


class KnownOnly(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def on_authentication_error(self, request, provider, error=None, exception=None, extra_context=None) -> None:
        """She gave up there, or the issuer refused, or its answer could not be believed."""
        record(
            SIGN_IN_FAILED, by=NOBODY, reason=f"émetteur {getattr(provider, 'app', None) and provider.app.provider_id}"
        )
        raise ImmediateHttpResponse(HttpResponseRedirect(reverse("issuer_refused")))

    def authenticate_by_email(self, sociallogin):
        """Left to `pre_social_login`, which looks at the organisation too."""
        return

    def pre_social_login(self, request, sociallogin) -> None:
        """Find the account that this person has here, or end with one sentence whatever is missing."""
        account = None
        if sociallogin.state.get("process") == "login":
            account = _known(sociallogin)
        if account is None:
            change(door="open")
            record(SIGN_IN_FAILED, by=NOBODY, reason=f"émetteur {sociallogin.account.provider}")
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("issuer_refused")))
        sociallogin.user = account
        request.session.pop(VOUCHED, None)
        if STRONG & _methods(sociallogin):
            request.session[VOUCHED] = str(account.pk)


def issuer_vouches(request, account: Account) -> bool:
    """Whether this session was opened by an issuer that saw a second factor of this very account."""
    return request.session.get(VOUCHED) == str(account.pk)


def _known(sociallogin) -> Account | None:
    claims = sociallogin.account.extra_data
    subjects = {str(claims[part].get("sub")) for part in ("id_token", "userinfo") if part in claims}
    verified = [one.email for one in sociallogin.email_addresses if one.verified is True]
    if len(subjects) != 1 or not verified:
        return None
    account = Account.objects.filter(email__iexact=verified[0]).first()
    if account is None:
        return None
    codes = {issuer.organisation for issuer in settings.ISSUERS if issuer.code == sociallogin.account.provider}
    change(account_id=account.pk)
    held = any(membership.organisation.code in codes for membership in organisations_of(account))
    return account if held else None


def _methods(sociallogin) -> set[str]:
    said = sociallogin.account.extra_data.get("id_token", {}).get("amr", [])
    return {one for one in said if isinstance(one, str)} if isinstance(said, list) else set()
