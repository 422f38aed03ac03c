"""Second factors and keys: allauth's views, with their audit and, for the browser's part, their options as data."""

import json

from allauth.account.views import LoginView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from benkan.audit.writes import record
from benkan.organisations.verbs import FACTOR_ADDED, FACTOR_REMOVED, SEALED_CODES_MADE


class Told:
    """What the browser's part is told goes in an attribute, which a strict policy lets a script of ours read."""

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        context.setdefault("form", kwargs.get("form"))
        context["options"] = json.dumps(context.get("js_data", {}))
        return context


class _Added:
    kind = ""

    def form_valid(self, form):
        answer = super().form_valid(form)
        record(FACTOR_ADDED, by=self.request.actor, reason=self.kind)
        messages.success(self.request, "Votre second facteur est en place.")
        return answer


class _Removed:
    kind = ""

    def form_valid(self, form):
        answer = super().form_valid(form)
        record(FACTOR_REMOVED, by=self.request.actor, reason=self.kind)
        messages.success(self.request, "Ce second facteur est ôté.")
        return answer


class SecondFactor(Told, base.AuthenticateView):
    """Between the password and the session."""


class ActivateApplication(_Added, totp.ActivateTOTPView):
    kind = "application"

    def get_context_data(self, **kwargs):
        """With the secret by groups of four, to be copied by hand; applications pass over the spaces."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {**context, "secret": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))}


class RemoveApplication(_Removed, totp.DeactivateTOTPView):
    kind = "application"


class AddPasskey(_Added, Told, webauthn.AddWebAuthnView):
    kind = "clé d’accès"

    def get_context_data(self, **kwargs):
        """Allauth's own forgets the answers to correct."""
        return {**super().get_context_data(**kwargs), "form": kwargs.get("form") or self.get_form()}


class RemovePasskey(_Removed, webauthn.RemoveWebAuthnView):
    kind = "clé d’accès"

    def form_valid(self, form):
        factor = self.get_object()
        if not get_adapter().can_delete_authenticator(factor):
            messages.error(self.request, get_adapter().error_messages["cannot_delete_authenticator"])
            return redirect("mfa_index")
        return super().form_valid(form)


class NewCodes(GenerateRecoveryCodesView):
    def form_valid(self, form):
        answer = super().form_valid(form)
        record(SEALED_CODES_MADE, by=self.request.actor, on=self.request.user)
        return answer


class ByPasskeyAlone(webauthn.LoginWebAuthnView):
    """At the door; a key that is not known here is told of on the sign-in page."""

    def form_invalid(self, form):
        messages.error(self.request, "Cette clé n’ouvre aucun compte ici. Entrez avec votre mot de passe.")
        return redirect("account_login")


sign_in = LoginView.as_view()
authenticate = SecondFactor.as_view()
index = never_cache(base.IndexView.as_view())
activate_application = never_cache(ActivateApplication.as_view())
remove_application = RemoveApplication.as_view()
add_passkey = AddPasskey.as_view()
rename_passkey = webauthn.EditWebAuthnView.as_view()
remove_passkey = RemovePasskey.as_view()
by_passkey_alone = method_decorator(never_cache, name="dispatch")(ByPasskeyAlone).as_view()
new_codes = NewCodes.as_view()
