"""Transfers: those that one's organisation received and proposed, who could receive, what becomes of what is open."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from benkan.cases.lifecycles.cases import UNDER_WAY as CASES_UNDER_WAY
from benkan.cases.lifecycles.funding import LIVING, FundingStatus
from benkan.cases.lifecycles.needs import WAITING
from benkan.cases.lifecycles.plans import LineStatus
from benkan.cases.lifecycles.referrals import OPEN
from benkan.cases.lifecycles.transfers import LABELS, UNDER_WAY, TransferStatus
from benkan.cases.lifecycles.visits import VisitStatus
from benkan.cases.models import Case, FundingRequest, Referral, Transfer, TransferLink, Visit
from benkan.cases.permissions import READ, RECEIVE
from benkan.cases.reads.answering import bodies_with
from benkan.cases.reads.liaison_sheet import lines_of
from benkan.common import clock
from benkan.common.permissions import Actor, may
from benkan.common.typography import depuis, heure, jour, jour_court
from benkan.offers.reads.directory import HERE, on_offer, ordered
from benkan.organisations.models import Organisation, Presence
from benkan.people.reads.area import in_area_by
from benkan.places.models import Level, Place
from benkan.places.reads import all_within

SHOWN = 50
_TONES = {
    TransferStatus.ACCEPTED: "soon",
    TransferStatus.MET: "ok",
    TransferStatus.REFUSED: "late",
    TransferStatus.NOT_COME: "late",
}
_ENDED_LINES = {LineStatus.DELIVERED, LineStatus.CANCELLED, LineStatus.REJECTED}


@dataclass(frozen=True)
class Actors:
    """Open organisations but one's own: those that work where she goes, then the others; each by name."""

    there: list[Organisation]
    others: list[Organisation]


@dataclass(frozen=True)
class Item:
    """One thing of the accompaniment that is open: how many, and what becomes of it when she is received."""

    words: str
    count: int
    becomes: str


def received(by: Actor) -> QuerySet[Transfer]:
    """What was proposed to one's organisation, at the places of one's role."""
    mine = _around(Transfer.objects.filter(receiver=by.organisation_id))
    places = by.places_for(RECEIVE)
    return mine if places is None else mine.filter(Q(place__in=places) | Q(place=None))


def sent(by: Actor) -> QuerySet[Transfer]:
    """What one's organisation proposed: of the accompaniments one may read, or of all for who only recalls."""
    mine = Transfer.objects.filter(organisation=by.organisation_id)
    if may(by, READ):
        mine = mine.filter(in_area_by(by, READ, "case__registration"))
    return _around(mine).select_related("case__registration")


def of_case(case_id: UUID) -> list[Transfer]:
    """All of one accompaniment, the latest first."""
    found = Transfer.objects.filter(case=case_id).select_related("organisation", "receiver", "place")
    return list(found.prefetch_related("statuses").order_by("-sent_at", "-pk"))


def to_open(by: Actor) -> QuerySet[TransferLink]:
    """People received by transfer whom nobody accompanies yet: one's organisation is responsible for them."""
    accompanied = Case.objects.filter(registration=OuterRef("registration"))
    mine = TransferLink.objects.filter(organisation=by.organisation_id, transfer__status=TransferStatus.MET)
    return mine.exclude(Exists(accompanied)).select_related("registration", "transfer").order_by("at")


def overdue(transfers: QuerySet[Transfer], now: dt.datetime | None = None) -> QuerySet[Transfer]:
    """Those whose answer, or whose coming, is late at this moment."""
    now = now or clock.now()
    return transfers.filter(
        Q(status=TransferStatus.PROPOSED, answer_due__lte=now) | Q(status=TransferStatus.ACCEPTED, met_due__lte=now)
    )


def state_of(transfer: Transfer) -> tuple[str, str]:
    """Tone and words of where it stands."""
    status = TransferStatus(transfer.status)
    return _TONES.get(status, ""), LABELS[status].lower()


def wait_of(transfer: Transfer) -> tuple[str, str]:
    """Tone and words of what is awaited."""
    now = clock.now()
    if transfer.status == TransferStatus.PROPOSED:
        if transfer.answer_due <= now:
            return "late", f"sans réponse depuis {depuis(transfer.sent_at, now)}"
        return "", f"réponse avant le {jour_court(transfer.answer_due)} à {heure(transfer.answer_due)}"
    if transfer.status == TransferStatus.ACCEPTED and transfer.met_due is not None:
        if transfer.met_due <= now:
            return "late", f"attendue depuis le {jour_court(transfer.met_due)}"
        return "", f"à recevoir avant le {jour_court(transfer.met_due)}"
    return "", ""


def actors_for(by: Actor, place: Place | None) -> Actors:
    """Present in the region where she goes, or with an offer for her cercle; never ranked. At most nine queries."""
    answering = Organisation.objects.filter(closed_at__isnull=True, pk__in=bodies_with(RECEIVE))
    found = list(answering.exclude(pk=by.organisation_id).order_by("name"))
    near = _near(place) if place is not None else set()
    return Actors([one for one in found if one.pk in near], [one for one in found if one.pk not in near])


def _near(place: Place) -> set[UUID]:
    region = next((one for one in (place, *place.within) if one.level == Level.REGION), place)
    today = clock.today()
    here = Presence.objects.filter(place__in=all_within([region.pk]), begins__lte=today)
    present = here.filter(Q(ends__isnull=True) | Q(ends__gte=today)).values_list("organisation_id", flat=True)
    offering = ordered(on_offer(), place).filter(covers=HERE, structure__isnull=True)
    return {*present, *offering.values_list("organisation_id", flat=True)}


def checklist(case: Case) -> list[Item]:
    """What is open, said before anything happens; those without any are left out. Five queries."""
    requests = FundingRequest.objects.filter(line__plan__case=case, status__in=LIVING - {FundingStatus.FUNDED})
    items = [
        Item(
            "Rendez-vous pris",
            Visit.objects.filter(case=case, status=VisitStatus.PLANNED).count(),
            "tombent quand elle est reçue\u00a0: l’autre acteur prend les siens",
        ),
        Item(
            "Orientations en cours",
            Referral.objects.filter(case=case, status__in=list(OPEN)).count(),
            "restent à vous, jusqu’à leur suite",
        ),
        Item(
            "Demandes de financement non réglées",
            requests.count(),
            "restent à vous, jusqu’à ce que qui paie ait décidé",
        ),
        Item(
            "Lignes du plan à faire",
            sum(one.status not in _ENDED_LINES for one in lines_of(case)),
            "sont transmises avec la fiche\u00a0; l’autre acteur fait son plan avec elle",
        ),
        Item(
            "Besoins sans réponse",
            case.needs.filter(status__in=list(WAITING)).count(),
            "sont transmis avec la fiche\u00a0; l’autre acteur les revoit avec elle",
        ),
    ]
    return [item for item in items if item.count]


def under_way_of(case: Case) -> Transfer | None:
    """The one that is proposed, or accepted and not received yet."""
    return Transfer.objects.filter(case=case, status__in=list(UNDER_WAY)).select_related("receiver").first()


def moved_to(case: Case) -> Transfer | None:
    """By which an accompaniment was transmitted, if it is and she did not come back."""
    if case.status in CASES_UNDER_WAY:
        return None
    found = Transfer.objects.filter(case=case, status=TransferStatus.MET)
    return found.select_related("receiver").order_by("-sent_at").first()


def responsible_words(transfer: Transfer) -> str:
    """Who answers for her, as both sides read it."""
    sender, receiver = transfer.organisation.name, transfer.receiver.name
    status = TransferStatus(transfer.status)
    if status is TransferStatus.MET:
        return f"Depuis le {jour(transfer.met_on)}, {receiver} est responsable."
    if status in UNDER_WAY:
        return f"{receiver} sera responsable quand la personne aura été reçue. Jusque-là, {sender} reste responsable."
    return f"{sender} est responsable."


def _around(transfers: QuerySet[Transfer]) -> QuerySet[Transfer]:
    return transfers.select_related("organisation", "receiver", "place__parent")
