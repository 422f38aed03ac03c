"""To whom somebody could be sent for a kind of help: offers that cover her cercle, with room, open to her."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from benkan.cases.lifecycles.referrals import ReferralStatus
from benkan.cases.models import Case, Referral
from benkan.common import clock
from benkan.offers.models import HelpKind, Offer
from benkan.offers.reads.directory import ELSEWHERE, for_somebody, on_offer, ordered
from benkan.places.models import Place

NEXT = 5
_SAID_NO = (ReferralStatus.REFUSED, ReferralStatus.EXPIRED)


@dataclass(frozen=True)
class Candidates:
    """Offers in their order, and how many were left out: elsewhere, full, already refused."""

    offers: list[Offer]
    elsewhere: int = 0
    full: int = 0
    refused: int = 0


def cercle_of(case: Case) -> Place | None:
    """Where she goes: what is shown before acceptance, and what an offer must cover."""
    return case.registration.destination


def candidates(case: Case, kind: HelpKind, *, with_room: bool = False, limit: int | None = None) -> Candidates:
    """Offers of this kind given by others, open to her, that cover where she goes; a full one comes last, since it may
    take her on its waiting list. One that said no for her and this help is left out."""
    registration = case.registration
    place = cercle_of(case)
    open_to_her = on_offer().filter(for_somebody(registration.sex, registration.age_on(clock.today())), kind=kind)
    # One's own offers leave the house only where a structure gives them.
    others = open_to_her.exclude(organisation=case.organisation_id, structure__isnull=True)
    asked = ordered(others, place)
    refused = _refused(asked, case, kind)
    standing = asked.exclude(pk__in=refused)
    near = standing.exclude(covers=ELSEWHERE) if place is not None else standing
    elsewhere = standing.count() - near.count() if place is not None else 0
    full = near.filter(free=0).count() if with_room else 0
    shown = near.exclude(free=0) if with_room else near
    return Candidates(list(shown[:limit]), elsewhere=elsewhere, full=full, refused=len(refused))


def next_best(referral: Referral) -> Candidates:
    """After a no, or a silence: the same help, where she goes, with room or nothing said of it."""
    return candidates(referral.case, referral.kind, with_room=True, limit=NEXT)


def _refused(offers: QuerySet[Offer], case: Case, kind: HelpKind) -> Collection[UUID]:
    """Those of a body that already said no to her, or nothing, for this help."""
    noes = Referral.objects.filter(case=case, kind=kind, status__in=_SAID_NO)
    said_no = noes.values_list("offer_id", "receiver_id", "structure_id")
    by_offer = {offer for offer, _, _ in said_no if offer}
    by_body = {(receiver, structure) for _, receiver, structure in said_no}
    receivers = {receiver for receiver, _ in by_body if receiver}
    structures = {structure for _, structure in by_body if structure}
    same_body = Q(structure__isnull=True, organisation__in=receivers) | Q(structure__in=structures)
    return set(offers.filter(Q(pk__in=by_offer) | same_body).values_list("pk", flat=True))
