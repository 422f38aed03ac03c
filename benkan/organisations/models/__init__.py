"""Organisations, the accounts of their people, what each may do there, the posts they share, what they agreed on."""

from benkan.organisations.models.accounts import Account, Apart, Membership
from benkan.organisations.models.agreements import Agreement, AgreementStatus
from benkan.organisations.models.organisations import (
    Kind,
    Organisation,
    OrganisationChange,
    OrganisationKey,
    Presence,
)
from benkan.organisations.models.posts import Post, Shift

__all__ = [
    "Account",
    "Agreement",
    "AgreementStatus",
    "Apart",
    "Kind",
    "Membership",
    "Organisation",
    "OrganisationChange",
    "OrganisationKey",
    "Post",
    "Presence",
    "Shift",
]
