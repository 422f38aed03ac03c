"""Being sure that it is still she: before an act that costs much, who acts says a password or a code again.

    @require_POST
    @sure_it_is_you
    def erase(request, …): …

Signing in counts, for some minutes. What was being sent is held meanwhile in the session, sealed, and goes on by itself
once she is known again; a part of a page (htmx) begins anew from its page.
"""

import json
import time
from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from allauth.core.exceptions import ReauthenticationRequired
from allauth.core.internal.httpkit import serialize_request
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django_htmx.http import HttpResponseClientRedirect

from benkan.common.sealing import Unopened
from benkan.organisations.doors.factors import FOR_SESSIONS, opened, seal, wrapping_key

SUSPENDED = "suspended"


def sure_it_is_you(view: Callable) -> Callable:
    """Ask who acts to say again who she is, unless she did, or signed in, within the last minutes."""

    @wraps(view)
    def asked(request, *args, **kwargs):
        if not is_sure(request):
            raise ReauthenticationRequired  # answered by `FirstThings`
        return view(request, *args, **kwargs)

    return asked


def is_sure(request: HttpRequest) -> bool:
    """Whether this session was opened, or its person known again, less than a few minutes ago."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[-1]["at"] < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def has_lasted(request: HttpRequest) -> bool:
    """Whether this session was opened longer ago than one may last; what is written in it since prolongs nothing."""
    records = get_authentication_records(request, request.user)
    return bool(records) and time.time() - records[0]["at"] >= settings.SESSION_COOKIE_AGE


def ask(request: HttpRequest) -> HttpResponse:
    """Where she says it again, and comes back from."""
    request.session.pop(SUSPENDED, None)
    address = get_adapter(request).get_reauthentication_methods(request.user)[0]["url"]
    if request.htmx or request.FILES:
        back = _page_before(request)
    elif request.method == "POST":
        request.session[SUSPENDED] = seal(_written(request), wrapping_key(), FOR_SESSIONS)
        back = request.path
    else:
        back = request.get_full_path()
    address = f"{address}?{urlencode({'next': back})}"
    return HttpResponseClientRedirect(address) if request.htmx else HttpResponseRedirect(address)


def release(request: HttpRequest) -> None:
    """Give allauth back what was being sent, as it left it, for the view that goes on."""
    held = request.session.pop(SUSPENDED, None)
    if not held:
        return
    try:
        request.session[STATE_SESSION_KEY] = {"request": opened(held, wrapping_key(), FOR_SESSIONS)}
    except Unopened:  # another wrapping key since: she begins anew from the page
        request.session.pop(STATE_SESSION_KEY, None)


def _written(request: HttpRequest) -> str:
    """The request without its cookies: the session's key does not belong in the session."""
    held = json.loads(serialize_request(request))
    held["META"].pop("HTTP_COOKIE", None)
    return json.dumps(held)


def _page_before(request: HttpRequest) -> str:
    before = request.headers.get("HX-Current-URL") or request.headers.get("Referer") or ""
    if url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return before
    return reverse("home")
