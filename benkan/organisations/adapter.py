"""How allauth is told that accounts are opened by administrators only, and how sign-ins reach the audit."""

from allauth.account.adapter import DefaultAccountAdapter

from benkan.audit.writes import record
from benkan.organisations.acting import NOBODY, as_member, change
from benkan.organisations.middleware import CHOSEN
from benkan.organisations.verbs import SIGN_IN_FAILED, SIGNED_IN, SIGNED_OUT


class ClosedDoor(DefaultAccountAdapter):
    # The same sentence whether the account exists or not.
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "L’adresse électronique ou le mot de passe ne va pas. Essayez de nouveau, "
        "ou demandez un nouveau mot de passe à l’administrateur de votre organisation.",
        "too_many_login_attempts": "Trop d’essais. Attendez cinq minutes, puis essayez de nouveau.",
        "account_inactive": "Ce compte est fermé. Demandez à l’administrateur de votre organisation de le rouvrir.",
    }

    def is_open_for_signup(self, request):
        return False

    def login(self, request, user):
        # Before signing in, because the account's own row is written by it.
        change(account_id=user.pk)
        super().login(request, user)
        request.actor = as_member(user, request.session.get(CHOSEN))
        change(account_id=user.pk, organisation_id=request.actor.organisation_id)
        record(SIGNED_IN, by=request.actor)

    def logout(self, request):
        record(SIGNED_OUT, by=request.actor)
        super().logout(request)

    def authentication_failed(self, request, **credentials):
        # Who was tried is not written: an address typed by mistake may be a person's.
        record(SIGN_IN_FAILED, by=NOBODY)
        super().authentication_failed(request, **credentials)

    def add_message(self, request, level, *args, **kwargs):
        """Allauth's own messages (« Successfully signed in ») say nothing that the page does not show."""
