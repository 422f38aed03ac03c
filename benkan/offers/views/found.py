"""The offer or the structure that a page is about, found under the row policy before the right is checked."""

from uuid import UUID

from django.shortcuts import get_object_or_404

from benkan.common.permissions import Permission, check
from benkan.offers.models import Offer, Structure


def offer_of(request, offer_id: UUID, right: Permission) -> Offer:
    """404 where it is a confidential one of another organisation; 403 without the right."""
    around = Offer.objects.select_related("organisation", "structure__place", "kind")
    offer = get_object_or_404(around, pk=offer_id)
    check(request.actor, right)
    return offer


def structure_of(request, structure_id: UUID, right: Permission) -> Structure:
    structure = get_object_or_404(Structure.objects.select_related("place__parent", "organisation"), pk=structure_id)
    check(request.actor, right)
    return structure
