"""What stands before any page: a place somewhere, and a second factor where a role asks for one.

The roles that open accounts, read journals or decide of persons' requests ask for it (`Role.second_factor`); in the
demonstration it is offered and not asked.
"""

from allauth.core.exceptions import ReauthenticationRequired
from django.shortcuts import redirect

from benkan.organisations.acting import Acting
from benkan.organisations.doors.factors import asks_for_factor, holds_one
from benkan.organisations.doors.issuers import issuer_vouches
from benkan.organisations.doors.sure import ask

# Without a role one still leaves, and answers an invitation, saying again who one is where it is asked.
WITHOUT_PLACE = frozenset(
    {
        "no_place",
        "account_logout",
        "accept_invitation",
        "account_reauthenticate",
        "sign_in_again",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
    }
)
TO_SET_UP = frozenset(
    {
        "first_factor",
        "account_logout",
        "account_reauthenticate",
        "sign_in_again",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)


class FirstThings:
    """Leads who may not go on to the one page that tells why; and who must say again who she is, to where she does."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        actor = request.actor
        if actor.account_id is None or not getattr(view, "login_required", True):
            return None
        name = request.resolver_match.view_name
        if not actor.memberships:
            return None if name in WITHOUT_PLACE else redirect("no_place")
        if name not in TO_SET_UP and lacks_factor(request, actor):
            return redirect("first_factor")
        return None

    def process_exception(self, request, exception):
        """Before allauth, which would hold in clear what was being sent."""
        return ask(request) if isinstance(exception, ReauthenticationRequired) else None


def lacks_factor(request, actor: Acting) -> bool:
    return (
        asks_for_factor(actor.memberships)
        and not issuer_vouches(request, actor.account)
        and not holds_one(actor.account)
    )
