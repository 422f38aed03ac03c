"""Invitations: as those who made them read them, without a word of accounts; and as the person invited does."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from benkan.common import clock
from benkan.common.asking import prepared
from benkan.common.permissions import Actor
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import jour
from benkan.organisations.acting import presenting
from benkan.organisations.models import Account, Invitation, Membership
from benkan.organisations.roles import ROLES, Role, kept_apart_from
from benkan.organisations.thresholds import INVITATION_DAYS

Answer = Invitation.Answer


@dataclass(frozen=True)
class Invited:
    """An invitation as its organisation reads it."""

    invitation: Invitation

    @property
    def words(self) -> tuple[str, str]:
        """Tone and words of a tag: where it stands."""
        one = self.invitation
        if one.answer:
            tone = {Answer.ACCEPTED: "ok", Answer.FAILED: "late"}.get(one.answer, "")
            return (tone, f"{one.get_answer_display()} le {jour(one.answered_at)}")
        if one.withdrawn_at is not None:
            return ("", f"retirée le {jour(one.withdrawn_at)}")
        if one.is_waiting:
            return ("soon", f"attend sa réponse jusqu’au {jour(one.expires_at)}")
        return ("late", f"sans réponse, finie le {jour(one.expires_at)}")

    @property
    def may_change(self) -> bool:
        """Whether it may still be renewed or withdrawn."""
        return not self.invitation.answer and self.invitation.withdrawn_at is None and bool(self.invitation.email)


@dataclass(frozen=True)
class Proposed:
    """An invitation as the person invited reads it: who proposes what, where, and what it would change for her."""

    invitation: Invitation
    organisation: str
    place: str
    against: tuple[str, ...] = ()  # her own roles that it does not join, in words

    @property
    def role(self) -> Role:
        return ROLES[self.invitation.role]

    @property
    def apart(self) -> list[str]:
        """Roles that nobody holds together with it, in words."""
        return [role.label for code, role in ROLES.items() if code in kept_apart_from(self.invitation.role)]


def invitations_of(organisation_id: UUID) -> list[Invited]:
    """Those of an organisation that were neither accepted nor withdrawn, of which the address is still kept, the latest
    first: of another organisation, what the nation may read. One query."""
    rows = Invitation.objects.filter(organisation=organisation_id, withdrawn_at=None).exclude(email="")
    return [Invited(one) for one in rows.exclude(answer=Answer.ACCEPTED).select_related("place")]


def without_result(by: Actor) -> list[Invited]:
    """Those of one's organisation that lately came to nothing: declined, failed, or left without an answer."""
    now = clock.now()
    since = now - dt.timedelta(days=value_of(INVITATION_DAYS, on=clock.today()))
    rows = Invitation.objects.filter(organisation=by.organisation_id, withdrawn_at=None).exclude(email="")
    over = rows.filter(
        Q(answer__in=(Answer.DECLINED, Answer.FAILED), answered_at__gte=since)
        | Q(answer="", expires_at__gte=since, expires_at__lte=now)
    )
    return [Invited(one) for one in over]


def proposed_to(account: Account) -> list[Proposed]:
    """What waits for the answer of who is signed in, the latest first. One query."""
    return [_proposed(one) for one in _waiting_for(email=account.email.lower(), now=clock.now())]


@prepared
def _waiting_for(email: str, now: dt.datetime) -> QuerySet[Invitation]:
    return Invitation.objects.waiting(now).at(email).select_related("organisation", "place")


def proposal(account: Account, invitation_id: UUID, memberships: tuple[Membership, ...]) -> Proposed | None:
    """One made to the address of who is signed in, answered or not; None where none is."""
    rows = Invitation.objects.to(account).filter(pk=invitation_id).select_related("organisation", "place")
    found = rows.first()
    return _proposed(found, memberships) if found else None


def presented(digest: str) -> Proposed | None:
    """The one whose link somebody holds, before anybody is known; None where that link is of no use any more."""
    if not digest:
        return None
    with presenting(digest):
        found = Invitation.objects.filter(secret_digest=digest).first()
        if found is None:
            return None
        with connection.cursor() as cursor:
            cursor.execute("SELECT organisation, place FROM benkan_proposal()")
            organisation, place = cursor.fetchone()
    return Proposed(found, organisation, place or "")


def _proposed(one: Invitation, memberships: tuple[Membership, ...] = ()) -> Proposed:
    apart = kept_apart_from(one.role)
    against = tuple(
        f"{held.get_role_display()}, {held.organisation.name}" for held in memberships if held.role in apart
    )
    return Proposed(one, one.organisation.name, one.place.name if one.place else "", against)
