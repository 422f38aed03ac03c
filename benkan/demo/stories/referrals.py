"""Invented offers, structures and referrals, one in each state that a visitor should see; made through the writes.

People are found among those whom the reception service registered: accompanied already, or accompanied from here on.
"""

import datetime as dt
from collections.abc import Iterator

from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.lifecycles.referrals import Outcome, RefusalReason, Urgency
from benkan.cases.models import Case, Referral
from benkan.cases.writes import referral_moves as moves
from benkan.cases.writes.referrals import Destination, send
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.demo.cast import account_of
from benkan.demo.stories.people import accompany, agrees
from benkan.offers.models import HelpKind, Offer, Structure
from benkan.offers.words import Dimension, Level, Pillar, StructureKind
from benkan.offers.writes import declare_places, note_structure, open_offer
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.people.facts import has_died
from benkan.places.models import Place

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
# Title, kind, pillar, dimension, areas, (total, free, waiting), days since the places were said, more.
OFFERS = {
    "seydou": (
        ("Hébergement, dix nuits", "hebergement", "accueil", "sociale", ("Kayes", "Nioro"), (24, 5, 0), 1, {}),
        ("Maçonnerie, trois mois", "formation_qualifiante", "formation", "economique", ("Kayes",), (20, 0, 6), 3, {}),
        ("Gestion simple, cinq jours", "gestion", "formation", "economique", (), (30, 12, 0), 40, {}),
        ("Groupe de parole de femmes", "groupe_parole", "psychosocial", "psychosociale", ("Kayes",), (12, 4, 0), 2,
         {"sex": "F"}),
    ),
    "binta": (
        ("Petit équipement d’artisan", "equipement", "economique", "economique", (), (60, 18, 0), 5, {}),
        ("Maraîchage, une saison", "formation_qualifiante", "formation", "economique", (), (25, 9, 0), 6, {}),
    ),
}  # fmt: skip
STRUCTURES = (
    (StructureKind.CSCOM, "CSCom du Marché", "Kayes", "Près du grand marché", "30 00 11 01"),
    (StructureKind.TOWN_HALL, "Mairie de la commune", "Kayes", "Place centrale", "30 00 11 02"),
    (StructureKind.SCHOOL, "École du second cycle", "Nioro", "Route du nord", ""),
)


def tell() -> None:
    """Some weeks of referrals, the last ones still open today."""
    with entered(door="open"):
        people = {key: account_of(key) for key in ("kadiatou", "sekou", "seydou", "binta")}
    now = clock.now()
    offers = _offers(people, now)
    with clock.at(now - 30 * DAY), acting_for(people["kadiatou"]) as by:
        structures = [_structure(by, *said) for said in STRUCTURES]
    cases = _accompanied(people["kadiatou"], now)
    _answered(people, cases, now, offers)
    _on_paper(people, cases, now, structures)


def _offers(people: dict[str, Account], now: dt.datetime) -> dict[str, Offer]:
    opened = {}
    for key, told in OFFERS.items():
        for title, kind, pillar, dimension, areas, (total, free, waiting), days, more in told:
            with clock.at(now - 45 * DAY), acting_for(people[key]) as by:
                answers = {
                    "title": title,
                    "kind": HelpKind.objects.get(pk=kind),
                    "pillar": Pillar(pillar),
                    "dimension": Dimension(dimension),
                    "level": Level.INDIVIDUAL,
                } | more
                offer = open_offer(by=by, answers=answers, areas=[_region(name) for name in areas])
            with clock.at(now - days * DAY), acting_for(people[key]) as by:
                declare_places(by=by, offer=offer, total=total, free=free, waiting=waiting)
            opened[title] = offer
    return opened


def _structure(by: Actor, kind: StructureKind, name: str, place: str, address: str, phone: str) -> Structure:
    said = {"kind": kind, "name": name, "place": _region(place), "address": address, "phone": phone}
    return note_structure(by=by, answers=said)


def _region(name: str) -> Place:
    return Place.objects.get(name=name, level="region")


def _accompanied(account: Account, now: dt.datetime) -> Iterator[Case]:
    """People whom the reception service accompanies, the first registered first, each once."""
    wanted = len(_PLAYED) + len(_SHEETS)
    begun = now - 25 * DAY
    with clock.at(begun), acting_for(account):
        under_way = Case.objects.filter(status__in=UNDER_WAY, opened_at__lte=begun).order_by("registration__number")
        held = [
            case
            for case in under_way.select_related("registration")[: 4 * wanted]
            if agrees(case.registration, Purpose.REFERRAL) and not has_died(case.registration)
        ]
    missing = max(0, wanted - len(held))
    opened = accompany(account, missing, begun, Purpose.FOLLOW_UP, Purpose.REFERRAL)
    return iter([*held[:wanted], *opened])


def _accept(people, referral, at, **said):
    with clock.at(at), acting_for(people["sekou"]) as sekou:
        return moves.accept(by=sekou, referral=referral, **said)


def _done(people, referral, at):
    _accept(people, referral, at + 30 * HOUR)
    with clock.at(at + 6 * DAY), acting_for(people["sekou"]) as sekou:
        moves.close_referral(by=sekou, referral=referral, outcome=Outcome.GIVEN, words="Dix nuits")


def _refused(people, referral, at):
    with clock.at(at + 20 * HOUR), acting_for(people["sekou"]) as sekou:
        moves.refuse(by=sekou, referral=referral, reason=RefusalReason.FULL)


def _waits(people, referral, at):
    with clock.at(at + 50 * HOUR), acting_for(people["sekou"]) as sekou:
        moves.put_on_waiting_list(by=sekou, referral=referral, words="Une place en fin de mois")


# Days ago, kind, urgency, and what became of it; nothing: it awaits its answer.
_PLAYED = (
    (20, "hebergement", Urgency.HIGH, _done),
    (4, "formation_qualifiante", Urgency.ORDINARY, _refused),
    (9, "hebergement", Urgency.ORDINARY, _waits),
    (3, "gestion", Urgency.ORDINARY, lambda people, referral, at: _accept(people, referral, at + 9 * HOUR)),
    (2, "hebergement", Urgency.URGENT, None),
    (1, "groupe_parole", Urgency.HIGH, None),
    (0, "emploi", Urgency.ORDINARY, None),
)


def _answered(people, cases: Iterator[Case], now: dt.datetime, offers: dict[str, Offer]) -> None:
    with acting_for(people["sekou"]) as sekou:
        receiver = sekou.organisation
    by_kind = {offer.kind_id: offer for offer in offers.values() if offer.organisation_id == receiver.pk}
    for (days, kind, urgency, then), case in zip(_PLAYED, cases, strict=False):
        at = now - days * DAY - HOUR
        offer = by_kind.get(kind)
        to = Destination(receiver, offer=offer)
        referral = _sent(people["kadiatou"], case, at, kind, urgency, to)
        if then is not None:
            then(people, referral, at)


def _sent(account: Account, case: Case, at, kind, urgency, to) -> Referral:
    with clock.at(at), acting_for(account) as by:
        return send(
            by=by, case=case, kind=HelpKind.objects.get(pk=kind), to=to, urgency=urgency,
            hand_on=["identite", "contact"], message="Préfère le matin.",
        )  # fmt: skip


_SHEETS = ((15, "soins", 0, True), (5, "etat_civil", 1, False))


def _on_paper(people, cases: Iterator[Case], now: dt.datetime, structures: list[Structure]) -> None:
    for (days, kind, at_structure, heard), case in zip(_SHEETS, cases, strict=False):
        at = now - days * DAY
        to = Destination(structure=structures[at_structure])
        referral = _sent(people["kadiatou"], case, at, kind, Urgency.ORDINARY, to)
        if heard:
            with clock.at(at + 2 * DAY), acting_for(people["kadiatou"]) as by:
                moves.close_referral(by=by, referral=referral, outcome=Outcome.GIVEN)
