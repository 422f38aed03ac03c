"""Liaison requests: those that one's organisation received as the holder of a card, and those that it asked."""

from django.db.models import QuerySet

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case, LiaisonReceived, LiaisonRequest, Transfer
from benkan.common.permissions import Actor
from benkan.people.models import Registration


def waiting(by: Actor) -> QuerySet[LiaisonReceived]:
    """Those that await one's organisation's answer, the first due first."""
    mine = LiaisonReceived.objects.filter(organisation=by.organisation_id, answer="")
    return mine.select_related("asker", "place", "registration").order_by("due", "pk")


def asked_for(registration: Registration) -> list[LiaisonRequest]:
    """What was asked for somebody, the latest first."""
    return list(LiaisonRequest.objects.filter(registration=registration).exclude(card="").select_related("place"))


def case_of_liaison(liaison: LiaisonReceived) -> Case | None:
    """The accompaniment under way that could be handed over."""
    return Case.objects.filter(registration=liaison.registration_id, status__in=UNDER_WAY).first()


def answered_by_transfer(by: Actor, asked: list[LiaisonRequest]) -> dict:
    """By request, the transfer that its holder proposed to one's organisation."""
    found = Transfer.objects.filter(liaison__in=[one.pk for one in asked], receiver=by.organisation_id)
    return {transfer.liaison_id: transfer for transfer in found}
