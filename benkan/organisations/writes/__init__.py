"""All changes of organisations, accounts, memberships, posts and agreements; and of thresholds, which `common` holds
and cannot record."""

from benkan.organisations.writes.members import end_membership, give_membership, open_account
from benkan.organisations.writes.organisations import open_organisation, open_presence
from benkan.organisations.writes.thresholds import change_threshold

__all__ = [
    "change_threshold",
    "end_membership",
    "give_membership",
    "open_account",
    "open_organisation",
    "open_presence",
]
