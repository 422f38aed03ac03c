"""What may leave: purpose, groups, days, direction and state, each against a slow twin that reads the words alone."""

import datetime as dt
from dataclasses import replace
from itertools import product

import pytest

from benkan.common import clock
from benkan.common.errors import Refused
from benkan.demo.cast import body_of
from benkan.organisations import agreements
from benkan.organisations.acting import acting_for
from benkan.organisations.agreements import AgreementState, declare_fields, declared_fields
from benkan.organisations.purposes import Purpose
from benkan.organisations.sharing import check_shares, shares
from benkan.organisations.tests.agreeing import brought_to, signatory
from benkan.organisations.writes import close_organisation

NEVER = declare_fields("essai_jamais", "Ce qui ne part jamais (essai)", never=True)
FIRST, LAST = 10, 20  # days from today on which the agreement begins and ends
DAYS = {"before": FIRST - 1, "first": FIRST, "last": LAST, "after": LAST + 1}
AGREED = ("identite", "contact")
ASKED = (("identite",), ("contact",), ("identite", "contact"), ("retours",), ("identite", "retours"), (NEVER.code,), ())
WAYS = {"as agreed": ("SAR", "BENKADI"), "the other way": ("BENKADI", "SAR"), "elsewhere": ("SAR", "SIGUIDA")}


@pytest.fixture
def theirs(cast):
    return signatory("BENKADI")


def _twin(state, purpose, asked, day, way) -> bool:
    """Signed by both, for this purpose, this way, on a day between the two, every group named; and something asked."""
    if state != "signe" or purpose != "orientation" or way != "as agreed":
        return False
    if day in ("before", "after") or not asked:
        return False
    return all(code in ("identite", "contact") for code in asked)


def _groups(codes):
    return [declared_fields()[code] for code in codes]


@pytest.mark.parametrize("state", list(AgreementState))
@pytest.mark.parametrize("purpose", list(Purpose))
def test_what_may_leave_is_what_was_agreed_and_nothing_else(cast, theirs, state, purpose):
    brought_to(state, cast.fanta, theirs, fields=AGREED, days=(FIRST, LAST))
    wrong = []
    with acting_for(cast.fanta):
        sides = {way: tuple(body_of(code) for code in codes) for way, codes in WAYS.items()}
        for asked, (day, ahead), way in product(ASKED, DAYS.items(), WAYS):
            on = clock.today() + dt.timedelta(days=ahead)
            answered = shares(*sides[way], purpose, _groups(asked), on)
            if answered != _twin(state.value, purpose.value, asked, day, way):
                wrong.append((asked, day, way, answered))
            if answered:
                check_shares(*sides[way], purpose, _groups(asked), on)
            else:
                with pytest.raises(Refused, match="Rien n’a été transmis"):
                    check_shares(*sides[way], purpose, _groups(asked), on)
    assert not wrong


def test_what_was_signed_and_is_declared_since_as_never_leaving_stays(cast, theirs, monkeypatch):
    agreement = brought_to(AgreementState.SIGNED, cast.fanta, theirs)
    never = replace(declared_fields()["identite"], never=True)
    monkeypatch.setitem(agreements._register.known, "identite", never)
    sides = agreement.giver_id, agreement.receiver_id
    with acting_for(cast.fanta):
        assert not shares(*sides, Purpose.REFERRAL, [never], clock.today())
        with pytest.raises(Refused, match="ne se transmettent jamais"):
            check_shares(*sides, Purpose.REFERRAL, [never], clock.today())


@pytest.mark.parametrize(
    ("state", "days", "asked", "sentence"),
    [
        (None, None, ("identite",), "Aucun accord de partage ne va de"),
        (AgreementState.PROPOSED, (0, 9), ("identite",), "attend la signature"),
        (AgreementState.REFUSED, (0, 9), ("identite",), "refusé, retiré ou dénoncé"),
        (AgreementState.SIGNED, (2, 9), ("identite",), "il commence le"),
        (AgreementState.SIGNED, (0, 9), ("identite", "retours"), "ne couvre pas\u00a0: retours"),
        (AgreementState.SIGNED, (0, 9), (), "Dites quelles données"),
    ],
)
def test_a_refusal_names_what_is_missing(cast, theirs, state, days, asked, sentence):
    if state:
        brought_to(state, cast.fanta, theirs, days=days)
    with acting_for(cast.fanta), pytest.raises(Refused, match=sentence):
        check_shares(body_of("SAR"), body_of("BENKADI"), Purpose.REFERRAL, _groups(asked), clock.today())


def test_an_agreement_that_ended_says_since_when(cast, theirs):
    brought_to(AgreementState.SIGNED, cast.fanta, theirs, days=(0, 1))
    on = clock.today() + dt.timedelta(days=2)
    with acting_for(cast.fanta), pytest.raises(Refused, match="il a pris fin le"):
        check_shares(body_of("SAR"), body_of("BENKADI"), Purpose.REFERRAL, _groups(["identite"]), on)


def test_nothing_goes_to_an_organisation_that_was_closed(cast, theirs):
    brought_to(AgreementState.SIGNED, cast.fanta, theirs)
    with acting_for(cast.adama) as by:
        close_organisation(by=by, organisation=body_of("BENKADI"), reason="Essai")
    with acting_for(cast.fanta), pytest.raises(Refused, match="est fermée"):
        check_shares(body_of("SAR"), body_of("BENKADI"), Purpose.REFERRAL, _groups(["identite"]), clock.today())


def test_both_sides_are_told_the_same_and_a_third_nothing(cast, theirs):
    brought_to(AgreementState.SIGNED, cast.fanta, theirs)
    answers = []
    for account in (cast.fanta, theirs, cast.rokia):
        with acting_for(account):
            sides = body_of("SAR"), body_of("BENKADI")
            answers.append(shares(*sides, Purpose.REFERRAL, _groups(["identite"]), clock.today()))
    assert answers == [True, True, False]
