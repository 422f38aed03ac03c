"""All changes of organisations, accounts, memberships, posts and agreements; and of thresholds, which `common` holds
and cannot record."""

from benkan.organisations.writes.agreements import (
    end_agreement,
    propose_agreement,
    refuse_agreement,
    sign_agreement,
    withdraw_agreement,
)
from benkan.organisations.writes.answers import accept, decline, join
from benkan.organisations.writes.entering import (
    end_other_sessions,
    forget_second_factors,
    make_entry_link,
    read_handed_link,
    wake,
)
from benkan.organisations.writes.invitations import invite, renew, withdraw
from benkan.organisations.writes.members import (
    change_end,
    end_membership,
    give_membership,
    open_account,
    rename_account,
)
from benkan.organisations.writes.organisations import (
    close_organisation,
    correct_organisation,
    end_presence,
    found_organisation,
    open_organisation,
    open_presence,
    reopen_organisation,
)
from benkan.organisations.writes.thresholds import change_threshold

__all__ = [
    "accept",
    "change_end",
    "change_threshold",
    "close_organisation",
    "correct_organisation",
    "decline",
    "end_agreement",
    "end_membership",
    "end_other_sessions",
    "end_presence",
    "forget_second_factors",
    "found_organisation",
    "give_membership",
    "invite",
    "join",
    "make_entry_link",
    "open_account",
    "open_organisation",
    "open_presence",
    "propose_agreement",
    "read_handed_link",
    "refuse_agreement",
    "rename_account",
    "renew",
    "reopen_organisation",
    "sign_agreement",
    "wake",
    "withdraw",
    "withdraw_agreement",
]
