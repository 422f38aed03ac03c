"""Entering by an organisation's issuer; one that is not known here leads back to the door."""

from allauth.socialaccount.providers.openid_connect import views as openid
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST
from requests import RequestException

from benkan.audit.writes import record
from benkan.organisations.verbs import SIGN_IN_FAILED


@login_not_required
@require_POST
def enter(request, provider_id):
    """Off to the issuer; one that does not answer is told of."""
    if not _known(provider_id):
        return redirect("account_login")
    try:
        return openid.login(request, provider_id)
    except RequestException:
        record(SIGN_IN_FAILED, by=request.actor, reason=f"émetteur {provider_id} muet")
        return render(request, "organisations/issuer_silent.html", status=409)


@login_not_required
@require_GET
def come_back(request, provider_id):
    """Back from it."""
    return openid.callback(request, provider_id) if _known(provider_id) else redirect("account_login")


@login_not_required
@require_GET
def refused(request):
    """Known there, and not here; or the issuer itself refused."""
    return render(request, "organisations/issuer_refused.html")


def _known(code: str) -> bool:
    return any(issuer.code == code for issuer in settings.ISSUERS)
