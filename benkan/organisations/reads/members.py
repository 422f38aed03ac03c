"""The members of an organisation, as its administrator reads them: roles, places, ends, and how they enter. No file."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from benkan.common import clock
from benkan.common.permissions import Actor, declared
from benkan.common.typography import depuis, jour
from benkan.organisations.doors.asleep import sleeps
from benkan.organisations.models import Account, Membership
from benkan.organisations.roles import ROLES, kept_apart_from

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


@dataclass(frozen=True)
class Member:
    """An account, and the roles it holds or held in one organisation (`today` says which)."""

    account: Account
    memberships: tuple[Membership, ...]
    second_factor: bool
    dormant: bool
    today: dt.date

    @property
    def held(self) -> list[Membership]:
        """Roles that count today, or will."""
        return [one for one in self.memberships if not is_over(one, self.today)]

    @property
    def over(self) -> list[Membership]:
        return [one for one in self.memberships if is_over(one, self.today)]

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(one.role for one in self.held)

    @property
    def waiting(self) -> bool:
        """A link to enter was made for her, and she never entered."""
        return self.account.last_login is None and self.account.invited_at is not None

    @property
    def entered(self) -> tuple[str, str]:
        """How she enters, in words: tone and sentence of a tag."""
        if self.waiting:
            return ("soon", f"lien fait il y a {depuis(self.account.invited_at)}, aucune entrée encore")
        if self.account.last_login is None:
            return ("soon", "aucune entrée encore")
        if self.dormant:
            return ("late", f"compte endormi, dernière entrée le {jour(self.account.last_login)}")
        return ("ok", f"dernière entrée il y a {depuis(self.account.last_login)}")


def is_over(membership: Membership, today: dt.date) -> bool:
    return membership.ended_at is not None or (membership.ends is not None and membership.ends < today)


def members_of(by: Actor) -> list[Member]:
    """Everybody who holds, will hold or held a role in one's organisation, by name; three queries."""
    return _members(Membership.objects.filter(organisation_id=by.organisation_id))


def member_of(by: Actor, account_id: UUID) -> Member | None:
    """One of them; None for whoever never held a role here."""
    found = _members(Membership.objects.filter(organisation_id=by.organisation_id, account_id=account_id))
    return found[0] if found else None


def administrators_of(organisation_id: UUID) -> list[Member]:
    """Administrators of any organisation, for the national administrator: nobody else is shown to her."""
    return _members(Membership.objects.filter(organisation_id=organisation_id, role="administration"))


def apart_words(roles: Iterable[str], offered: Iterable[str]) -> list[str]:
    """Sentences that say, before it is refused, which offered roles cannot be joined to those held."""
    held = sorted(roles)
    found = []
    for role in offered:
        if against := [ROLES[other].label for other in held if other in kept_apart_from(role)]:
            found.append(f"«\u00a0{ROLES[role].label}\u00a0» ne se joint pas à «\u00a0{against[0]}\u00a0».")
    return found


def lost_with(member: Member, membership: Membership) -> list[str]:
    """The rights, in words, that she loses here with a role: those that no other of her roles gives her today."""
    kept = frozenset().union(*(ROLES[one.role].rights for one in member.held if one.pk != membership.pk))
    known = declared()
    return [known[right].label for right in sorted(ROLES[membership.role].rights - kept) if right in known]


def _members(memberships: QuerySet[Membership]) -> list[Member]:
    rows = list(
        memberships.select_related("account", "place", "ended_by").order_by("account__name", "account_id", "begins")
    )
    accounts = {row.account_id for row in rows}
    factors = set(
        Authenticator.objects.filter(user_id__in=accounts, type__in=SECOND_FACTORS).values_list("user_id", flat=True)
    )
    today = clock.today()
    return [
        Member(held[0].account, tuple(held), account_id in factors, sleeps(held[0].account), today)
        for account_id, held in ((key, list(group)) for key, group in groupby(rows, key=lambda row: row.account_id))
    ]
