"""Where she was sent, and to whom her data went: the day, the organisation, the function of who handed it on, what."""

from benkan.cases.lifecycles.referrals import HANDED, ReferralStatus
from benkan.cases.lifecycles.transfers import TransferStatus
from benkan.cases.models import FundingRequest, LiaisonRequest, Referral, Transfer
from benkan.cases.printed.own import cases_of
from benkan.cases.reads.liaison_sheet import groups
from benkan.cases.reads.referrals import destination_name, kind_words, state_of
from benkan.cases.reads.transfers import state_of as transfer_state
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.typography import jour
from benkan.organisations.models import Organisation
from benkan.people.models import Registration
from benkan.people.printed import Line
from benkan.people.reads.own_file import functions_held

RESERVED = "réservé, dit à part"
PREVIEW = "sexe, groupe d’âge et lieu de destination, sans votre nom"
ASKED = "numéro de votre carte, sexe, groupe d’âge, région, aide et montant, sans votre nom"
_RECEIVED = frozenset({TransferStatus.ACCEPTED, TransferStatus.MET, TransferStatus.NOT_COME, TransferStatus.BACK})


def referrals(by: Actor, registration: Registration) -> list[Line]:
    """Of a reserved one, the day and where it stands: its very destination may tell of her."""
    return [
        Line(
            clock.day_of(one.sent_at),
            (
                jour(one.sent_at),
                RESERVED if one.restricted else destination_name(one),
                kind_words(one),
                state_of(one)[1],
            ),
        )
        for one in referrals_of(by, registration)
    ]


def transfers(by: Actor, registration: Registration) -> list[Line]:
    return [
        Line(
            clock.day_of(one.sent_at),
            (jour(one.sent_at), one.receiver.name, one.place.name if one.place else "", transfer_state(one)[1]),
        )
        for one in _transfers(by, registration)
    ]


def handed(by: Actor, registration: Registration) -> list[Line]:
    """Every time that something of her left the organisation, by whatever way accompaniments have."""
    sent = [*_by_referral(by, registration), *_by_transfer(by, registration), *_by_request(by, registration)]
    sent += _by_liaison(registration)
    held = functions_held(by, {account for _, _, _, account in sent})
    own = Organisation.objects.get(pk=by.organisation_id).name
    return [
        Line(clock.day_of(at), (jour(at), to, f"{own}, {held(account, clock.day_of(at)).lower()}", what))
        for at, to, what, account in sent
    ]


def referrals_of(by: Actor, registration: Registration) -> list[Referral]:
    found = Referral.objects.filter(case__in=cases_of(by, registration))
    return list(found.select_related("kind", "receiver", "structure", "extract").prefetch_related("statuses"))


def _by_referral(by: Actor, registration: Registration):
    for one in referrals_of(by, registration):
        to = f"Un autre acteur ({RESERVED})" if one.restricted else destination_name(one)
        if one.structure_id:
            yield one.sent_at, to, f"fiche imprimée\u00a0: {_what(one.extract.groups)}", one.sent_by_id
            continue
        yield one.sent_at, to, PREVIEW, one.sent_by_id
        accepted = next((row.at for row in one.statuses.all() if row.status == ReferralStatus.ACCEPTED), None)
        if one.status in HANDED and accepted:
            yield accepted, to, _what(one.extract.groups), one.sent_by_id


def _by_transfer(by: Actor, registration: Registration):
    for one in _transfers(by, registration):
        yield one.sent_at, one.receiver.name, PREVIEW, one.sent_by_id
        accepted = next((row.at for row in one.statuses.all() if row.status == TransferStatus.ACCEPTED), None)
        if one.status in _RECEIVED and accepted:
            yield accepted, one.receiver.name, _what(one.extract.groups), one.sent_by_id


def _by_request(by: Actor, registration: Registration):
    asked = FundingRequest.objects.filter(line__plan__case__in=cases_of(by, registration)).select_related("payer")
    for one in asked:
        yield one.filed_at, one.payer.name, ASKED, one.filed_by_id


def _by_liaison(registration: Registration):
    for one in LiaisonRequest.objects.filter(registration=registration):
        to = f"L’acteur qui tient la carte {one.card}, s’il y en a un"
        yield one.asked_at, to, "que vous vous êtes présentée ici, à votre demande", one.asked_by_id


def _transfers(by: Actor, registration: Registration) -> list[Transfer]:
    found = Transfer.objects.filter(case__in=cases_of(by, registration))
    return list(found.select_related("receiver", "place", "extract").prefetch_related("statuses"))


def _what(codes: list[str]) -> str:
    known = groups()
    words = "\u00a0; ".join(known[code].label if code in known else code for code in codes)
    return words[:1].lower() + words[1:]
