"""Accounts that nobody has entered with for long: they sleep until an administrator wakes them."""

import datetime as dt

from django.conf import settings

from benkan.common import clock
from benkan.common.thresholds.reads import value_of
from benkan.organisations.models import Account
from benkan.organisations.thresholds import DORMANT_DAYS


def last_sign_of_life(account: Account) -> dt.datetime:
    """When it was last entered with, woken, or opened."""
    return max(moment for moment in (account.last_login, account.awake_at, account.opened_at) if moment)


def asleep_since(account: Account) -> dt.datetime:
    """The moment from which it sleeps, past or to come. Asked by somebody signed in."""
    return last_sign_of_life(account) + dt.timedelta(days=value_of(DORMANT_DAYS, on=clock.today()))


def sleeps(account: Account) -> bool:
    """Whether its owner must ask to be let in again; never in the demonstration, which may stand for months."""
    return not settings.DEMO and asleep_since(account) <= clock.now()
