"""To whom a file may be handed: referents, the authority's for a child, and who accompanies a young adult."""

from dataclasses import dataclass
from uuid import UUID

from benkan.common.permissions import Actor
from benkan.organisations.models import Account, Membership, Organisation
from benkan.safeguarding.kinds import Kind, Seat
from benkan.safeguarding.models import RestrictedFile
from benkan.safeguarding.referents import Held, referents_of, referents_of_authorities

COMPANION = "accompagnement"


@dataclass(frozen=True)
class Candidate:
    """An account and how a form names it: a colleague by her name, the authority's by its organisation."""

    account_id: UUID
    organisation_id: UUID
    label: str


def candidates(by: Actor, file: RestrictedFile, seat: str) -> list[Candidate]:
    """Those who may be proposed this seat; oneself and who holds it already left out. In three queries at most."""
    taken = set(
        file.holdings.filter(ended_at=None, accepted_at__isnull=False, seat=Seat.MAIN).values_list("account", flat=True)
    )
    found = [one for one in _who(by, file, seat) if one.account_id != by.account_id and one.account_id not in taken]
    names = dict(Account.objects.filter(pk__in=[one.account_id for one in found]).values_list("pk", "name"))
    bodies = dict(Organisation.objects.filter(pk__in={one.organisation_id for one in found}).values_list("pk", "name"))
    return [
        Candidate(one.account_id, one.organisation_id, names.get(one.account_id) or f"Un référent, {body}")
        for one in found
        if (body := bodies.get(one.organisation_id))
    ]


def _who(by: Actor, file: RestrictedFile, seat: str) -> list[Held]:
    if file.grown_at:
        here = Membership.objects.in_force().filter(organisation=by.organisation_id, role=COMPANION)
        return [Held(one, by.organisation_id) for one in here.values_list("account", flat=True).distinct()]
    own = referents_of(by.organisation_id)
    if seat == Seat.DEPUTY or file.kind != Kind.CHILD:
        return own
    return own + [one for one in referents_of_authorities() if one not in own]
