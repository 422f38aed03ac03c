"""How allauth is told that accounts are opened by administrators only, and how sign-ins reach the audit."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse

from benkan.audit.writes import record
from benkan.organisations.acting import NOBODY, Acting, as_member, change
from benkan.organisations.doors.asleep import sleeps
from benkan.organisations.doors.invitations import lets_in
from benkan.organisations.doors.mail import write_to
from benkan.organisations.doors.sure import is_sure
from benkan.organisations.middleware import CHOSEN
from benkan.organisations.shifts import COOKIE
from benkan.organisations.verbs import LOCKED_OUT, PASSWORD_CHANGED, SIGN_IN_FAILED, SIGNED_IN, SIGNED_OUT

TOO_MANY = (
    "Trop d’essais. Attendez cinq minutes, puis essayez de nouveau\u00a0; après dix essais, une heure. "
    "Un nouveau mot de passe, demandé à l’entrée, ouvre sans attendre."
)
# Which letter allauth means when it would write to an account.
LETTERS = {
    "account/email/password_reset": "password_changed",
    "account/email/password_changed": "password_changed",
    "account/email/password_set": "password_changed",
    "mfa/email/totp_activated": "factor_added",
    "mfa/email/webauthn_added": "factor_added",
    "mfa/email/totp_deactivated": "factor_removed",
    "mfa/email/webauthn_removed": "factor_removed",
    "mfa/email/recovery_codes_generated": "codes_made",
}
BY = {"password": "mot de passe", "mfa": "second facteur", "socialaccount": "émetteur", "password_reset": "lien"}


class ClosedDoor(DefaultAccountAdapter):
    # The same sentence whether the account exists or not.
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "L’adresse électronique ou le mot de passe ne va pas. Essayez de nouveau, "
        "ou demandez un nouveau mot de passe.",
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
        "account_inactive": "Ce compte est fermé. Demandez à l’administrateur de votre organisation de le rouvrir.",
        "incorrect_password": "Ce mot de passe ne va pas. Écrivez celui avec lequel vous entrez.",
        "enter_current_password": "Ce mot de passe ne va pas. Écrivez celui avec lequel vous entrez.",
    }

    def is_open_for_signup(self, request):
        return False

    def pre_authenticate(self, request, **credentials):
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            record(LOCKED_OUT, by=_tried_by(request))
            raise

    def pre_login(self, request, user, **kwargs):
        """After the right password, key or issuer, and before the second factor: who may not enter is told why."""
        if response := super().pre_login(request, user, **kwargs):
            return response
        change(account_id=user.pk)
        if sleeps(user) and not lets_in(request, user):
            record(SIGN_IN_FAILED, by=Acting(account=user), reason="compte endormi")
            return HttpResponseRedirect(reverse("account_asleep"))
        return None

    def login(self, request, user):
        # Before signing in, because the account's own row is written by it.
        change(account_id=user.pk)
        super().login(request, user)
        request.actor = as_member(user, request.session.get(CHOSEN))
        change(account_id=user.pk, organisation_id=request.actor.organisation_id)
        record(SIGNED_IN, by=request.actor, reason=_means(request, user))

    def logout(self, request):
        record(SIGNED_OUT, by=request.actor)
        super().logout(request)

    def get_logout_redirect_url(self, request):
        """A shared device is handed to the next of its agents."""
        if COOKIE in request.COOKIES:
            return reverse("posts:door")
        return super().get_logout_redirect_url(request)

    def get_password_change_redirect_url(self, request):
        return reverse("own_account")

    def get_login_stages(self):
        ours = {"allauth.mfa.stages.AuthenticateStage": "benkan.organisations.doors.stages.SecondFactorStage"}
        return [ours.get(path, path) for path in super().get_login_stages()]

    def authentication_failed(self, request, **credentials):
        # Who was tried is not written: an address typed by mistake may be a person's.
        record(SIGN_IN_FAILED, by=_tried_by(request))
        super().authentication_failed(request, **credentials)

    def reauthenticate(self, user, password):
        """By the account's own address: allauth's table of addresses stays empty."""
        found = self.authenticate(self.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app, **kwargs):
        return not is_sure(self.request)

    def get_reauthentication_methods(self, user):
        """What this account can say that it is there with; without any, signing in again is the way."""
        words = {
            "reauthenticate": "Avec le mot de passe",
            "mfa_reauthenticate": "Avec un code",
            "mfa_reauthenticate:webauthn": "Avec une clé d’accès",
        }
        methods = [
            method | {"description": words[method["id"]]} for method in super().get_reauthentication_methods(user)
        ]
        return methods or [{"id": "sign_in", "description": "En entrant de nouveau", "url": reverse("sign_in_again")}]

    def set_password(self, user, password):
        """By a link at the door, or by who is signed in: in the account's own name, and every other session ends."""
        by = as_member(user, self.request.session.get(CHOSEN))
        change(account_id=user.pk, organisation_id=by.organisation_id)
        user.set_password(password)
        user.save(update_fields=["password"])
        self._delete_login_attempts_cached_email(self.request, email=user.email)
        record(PASSWORD_CHANGED, by=by, on=user)

    def send_notification_mail(self, template_prefix, user, context=None, email=None):
        """The worker writes it, later."""
        write_to(user.pk, LETTERS[template_prefix])

    def send_mail(self, template_prefix, email, context):
        raise LookupError(f"no page asks allauth for {template_prefix}: letters are the worker's")

    def add_message(self, request, level, *args, **kwargs):
        """Allauth's own messages (« Successfully signed in ») say nothing that the page does not show."""


def _tried_by(request) -> Acting:
    """Who was signed in already and is asked again; at the door, nobody."""
    actor = getattr(request, "actor", NOBODY)
    return actor if actor.account_id else NOBODY


def _means(request, user) -> str:
    """« mot de passe, second facteur »: how this session was opened."""
    used = [record["method"] for record in get_authentication_records(request, user)]
    return ", ".join(dict.fromkeys(BY.get(method, method) for method in used))
