"""Saying again who one is: by a password, a code or a key; then what was being sent goes on."""

from allauth.account.views import ReauthenticateView
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.webauthn.views import ReauthenticateWebAuthnView
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from benkan.organisations.doors.sure import release
from benkan.organisations.views.passkeys import Told


class _Resuming:
    """Allauth goes on with what was held; answers to correct are asked from their own page, not from this one."""

    def form_valid(self, form):
        release(self.request)
        answer = super().form_valid(form)
        return redirect(self.request.path) if answer.status_code == 422 else answer


class ByPassword(_Resuming, ReauthenticateView):
    pass


class ByCode(_Resuming, ReauthenticateByCodeView):
    pass


class ByPasskey(_Resuming, Told, ReauthenticateWebAuthnView):
    def form_invalid(self, form):
        return self.render_to_response(self.get_context_data(form=form))


by_password, by_code, by_passkey = ByPassword.as_view(), ByCode.as_view(), ByPasskey.as_view()


@require_GET
def sign_in_again(request):
    """For who has neither password nor factor here, and enters by an issuer."""
    return render(request, "organisations/sign_in_again.html")
