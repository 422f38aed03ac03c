"""Clients whose requests are somebody's."""

import time
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

from benkan.organisations.acting import entered

SessionStore = import_module(settings.SESSION_ENGINE).SessionStore


def sign_in(account) -> Client:
    """A client that has just signed in as this account: its session is written, no door is passed."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    # As allauth notes it: whoever has just signed in is not asked again who she is.
    session["account_authentication_methods_user"] = str(account.pk)
    session["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    with entered(account_id=account.pk):
        session.save(must_create=True)
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client
