"""Invented people who move: one proposed, one awaited, one received, one who came unannounced with her card, and one
who came back once more; through the writes."""

import datetime as dt

from benkan.arrivals.writes import desk_of, give_aid, return_of_known
from benkan.cases.lifecycles.transfers import TransferReason
from benkan.cases.models import Case, Transfer
from benkan.cases.writes import transfer_moves as moves
from benkan.cases.writes.liaison import ask_liaison, deliver, serve
from benkan.cases.writes.needs import NeedSaid, note_need
from benkan.cases.writes.transfers import propose
from benkan.common import clock
from benkan.common.permissions import Nobody
from benkan.demo.cast import account_of
from benkan.demo.stories.people import accompany
from benkan.offers.models import HelpKind
from benkan.offers.words import Dimension, Pillar
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.places.models import Place

DAY, HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
WHOLE = ("identite", "contact", "suivi")
WANTED = 5


def tell() -> None:
    """The last ten days."""
    with entered(door="open"):
        people = {key: account_of(key) for key in ("kadiatou", "sekou", "nana", "awa")}
    now = clock.now()
    cases = accompany(people["kadiatou"], WANTED, now - 12 * DAY, Purpose.FOLLOW_UP, Purpose.REFERRAL)
    if len(cases) < WANTED:
        return  # a small demonstration has nobody left to move
    waits, awaited, moved, unannounced, back = cases
    _proposed(people, waits, now - 2 * DAY, TransferReason.FAMILY)
    _accept(people, _proposed(people, awaited, now - 5 * DAY, TransferReason.MOVES), now - 4 * DAY)
    _received(people, _proposed(people, moved, now - 9 * DAY, TransferReason.SERVICE), moved, now - 8 * DAY)
    _with_her_card(people["nana"], unannounced, now - 6 * HOUR)
    _came_back(people["awa"], back, now - 3 * HOUR)


def _proposed(people: dict[str, Account], case: Case, at: dt.datetime, reason: TransferReason) -> Transfer:
    with acting_for(people["sekou"]) as sekou:
        receiver = sekou.organisation
    with clock.at(at), acting_for(people["kadiatou"]) as by:
        kind = HelpKind.objects.get(pk="activite")
        note_need(by=by, case=case, said=NeedSaid(kind, Pillar.ECONOMIC, Dimension.ECONOMIC, "vendre du mil", False))
        place = Place.objects.get(name="Kayes", level="cercle")
        return propose(
            by=by, case=case, receiver=receiver, reason=reason, place=place, hand_on=WHOLE,
            message="Préfère le matin.",
        )  # fmt: skip


def _accept(people: dict[str, Account], transfer: Transfer, at: dt.datetime) -> None:
    with clock.at(at), acting_for(people["sekou"]) as by:
        moves.accept(by=by, transfer=transfer)


def _received(people: dict[str, Account], transfer: Transfer, case: Case, at: dt.datetime) -> None:
    _accept(people, transfer, at)
    one = case.registration
    said = {name: getattr(one, name) for name in ("given_names", "family_name", "sex", "mother_name")}
    with clock.at(at + 2 * DAY), acting_for(people["sekou"]) as by:
        moves.meet(by=by, transfer=transfer, answers=said | {"birth": one.birth})


def _with_her_card(account: Account, case: Case, at: dt.datetime) -> None:
    """Served where she came; its holder is told, as the worker does."""
    one = case.registration
    said = {name: getattr(one, name) for name in ("given_names", "family_name", "sex")}
    with clock.at(at):
        with acting_for(account) as by:
            here = Place.objects.get(slug="hub-kay")
            line = serve(by=by, entry_point=here, answers=said, aid=["repas", "eau"])
            asked = ask_liaison(by=by, registration=line.registration, card=one.number, place=here)
        with entered(organisation_id=asked.organisation_id):
            deliver(by=Nobody(asked.organisation_id), asked=asked)


def _came_back(account: Account, case: Case, at: dt.datetime) -> None:
    with clock.at(at), acting_for(account) as by:
        desk = desk_of(by=by, convoy=None, entry_point=Place.objects.get(slug="rte-gog"))
        line = return_of_known(by=by, arrival_list=desk, registration=case.registration)
        give_aid(by=by, line=line, kinds=["repas"])
