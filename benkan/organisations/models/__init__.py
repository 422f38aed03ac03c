"""Organisations, the accounts of their people, what each may do there, roles proposed, shared posts, agreements."""

from benkan.organisations.models.accounts import Account, Apart, Membership
from benkan.organisations.models.agreements import Agreement, AgreementStatus
from benkan.organisations.models.invitations import HandedLink, Invitation
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
    "HandedLink",
    "Invitation",
    "Kind",
    "Membership",
    "Organisation",
    "OrganisationChange",
    "OrganisationKey",
    "Post",
    "Presence",
    "Shift",
]
