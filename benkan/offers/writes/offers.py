"""An organisation opens its offers, corrects and ends them, and says how many places are free: a row each time."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.offers import verbs
from benkan.offers.models import DeclaredPlaces, Offer
from benkan.offers.permissions import KEEP
from benkan.places.models import Place

# What is said of an offer; its areas stand beside.
SAID = (
    "structure", "kind", "title", "pillar", "dimension", "level", "sex", "least_age", "most_age", "conditions", "hours",
    "phone", "confidential", "begins", "ends",
)  # fmt: skip


@transaction.atomic
def open_offer(*, by: Actor, answers: Mapping[str, Any], areas: Iterable[Place] = ()) -> Offer:
    """Put an offer of one's organisation in the directory; without an area it is given everywhere."""
    check(by, KEEP)
    offer = Offer(organisation_id=by.organisation_id, written_by_id=by.account_id, **_known(answers))
    _check(offer, areas := list(areas))
    offer.save(force_insert=True)
    offer.areas.set(areas)
    record(verbs.OFFER_OPENED, by=by, on=offer)
    return offer


@transaction.atomic
def correct_offer(*, by: Actor, offer: Offer, answers: Mapping[str, Any], areas: Iterable[Place]) -> Offer:
    """Say otherwise what it is. What did not change leaves no row."""
    offer = _held(by, offer)
    before = {name: getattr(offer, name) for name in SAID}, set(offer.areas.values_list("pk", flat=True))
    for name, value in _known(answers).items():
        setattr(offer, name, value)
    _check(offer, areas := list(areas))
    changed = [name for name in SAID if getattr(offer, name) != before[0][name]]
    if {place.pk for place in areas} != before[1]:
        changed.append("areas")
        offer.areas.set(areas)
    if not changed:
        return offer
    offer.written_at, offer.written_by_id = clock.now(), by.account_id
    offer.save()
    record(verbs.OFFER_CORRECTED, by=by, on=offer, fields=changed)
    return offer


@transaction.atomic
def end_offer(*, by: Actor, offer: Offer) -> Offer:
    """Close it at once: nobody is sent there any more, what was sent stays to be answered."""
    offer = _held(by, offer)
    if offer.is_over(clock.today()):
        raise Impossible("Cette offre est déjà fermée\u00a0: rien n’a été changé.")
    offer.ended_at = clock.now()
    offer.save(update_fields=["ended_at"])
    record(verbs.OFFER_ENDED, by=by, on=offer)
    return offer


@transaction.atomic
def declare_places(
    *, by: Actor, offer: Offer, total: int, free: int, waiting: int = 0, as_of: dt.date | None = None
) -> DeclaredPlaces:
    """Say how many places it has, how many are free and how many people wait for one, as they stood on a day."""
    offer = _held(by, offer)
    as_of = as_of or clock.today()
    if as_of > clock.today():
        raise Impossible("Les places se disent telles qu’elles sont\u00a0: donnez aujourd’hui, ou un jour passé.")
    if free > total:
        raise Impossible("Il ne peut pas y avoir plus de places libres que de places.")
    said = DeclaredPlaces(
        offer=offer, organisation_id=by.organisation_id, total=total, free=free, waiting=waiting, as_of=as_of,
        by_id=by.account_id,
    )  # fmt: skip
    said.save(force_insert=True)
    record(verbs.PLACES_DECLARED, by=by, on=offer)
    return said


def _known(answers: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(answers) - set(SAID)
    if unknown:
        raise ValueError(f"nothing of an offer is called {sorted(unknown)}")
    return {name: value.strip() if isinstance(value, str) else value for name, value in answers.items()}


def _check(offer: Offer, areas) -> None:
    """A confidential offer is given by the organisation itself: the structure's address would say where it is."""
    if offer.confidential and offer.structure_id is not None:
        raise Impossible("Une offre confidentielle ne nomme aucune structure\u00a0: son adresse dirait où elle est.")
    if offer.confidential and areas:
        raise Impossible("Une offre confidentielle ne dit pas où elle est\u00a0: retirez les régions et les cercles.")
    if offer.ends is not None and offer.ends < offer.begins:
        raise Impossible("La fin ne peut pas précéder le début.")
    if offer.least_age is not None and offer.most_age is not None and offer.most_age < offer.least_age:
        raise Impossible("L’âge maximum ne peut pas être sous l’âge minimum.")
    offer.clean_fields(exclude=["organisation", "written_by", "kind", "structure", "ended_at"])


def _held(by: Actor, offer: Offer) -> Offer:
    """One's own offer as it stands now; two who keep it at once wait for each other."""
    check(by, KEEP)
    if offer.organisation_id != by.organisation_id:
        raise Refused("Cette offre est tenue par une autre organisation\u00a0: elle seule la change.")
    return Offer.objects.select_for_update(of=("self",)).get(pk=offer.pk)
