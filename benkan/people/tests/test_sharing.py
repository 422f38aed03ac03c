"""What may leave of a person's file: her consent and the agreement, neither without the other."""

import datetime as dt
from itertools import product

import pytest

from benkan.common import clock
from benkan.common.errors import Refused
from benkan.demo.cast import body_of
from benkan.organisations.acting import acting_for
from benkan.organisations.agreements import AgreementState
from benkan.organisations.purposes import Purpose
from benkan.organisations.tests.agreeing import brought_to, signatory
from benkan.people.shared_fields import CONTACT, IDENTITY, PAPERS
from benkan.people.sharing import check_may_leave
from benkan.people.tests.factories import a_registration
from benkan.people.writes import ask_consent

ANSWERS = {
    "given": (True,),
    "refused": (False,),
    "withdrawn": (True, False),
    "never asked": (),
    "given again": (False, True),
}
DAYS = {"before": -1, "first": 0, "last": 30, "after": 31}
GROUPS = {"named": (IDENTITY,), "half named": (IDENTITY, PAPERS), "not named": (CONTACT,)}


def _twin(answer, asked_for, state, purpose, day, groups) -> bool:
    """She said yes last, for what it is asked for; both sides signed, for that; the day and the groups are in it."""
    she_says_yes = answer in ("given", "given again") and asked_for == purpose
    they_agreed = state == "signe" and purpose == "orientation" and day in ("first", "last") and groups == "named"
    return she_says_yes and they_agreed


def _leaves(*asked) -> bool:
    try:
        check_may_leave(*asked)
    except Refused:
        return False
    return True


@pytest.mark.parametrize("answer", ANSWERS)
@pytest.mark.parametrize("state", list(AgreementState))
def test_nothing_leaves_without_her_consent_and_both_signatures(cast, signed_text, answer, state):
    brought_to(state, cast.fanta, signatory("BENKADI"))
    wrong = []
    with acting_for(cast.awa) as by:
        registration = a_registration(by)
        for said in ANSWERS[answer]:
            consent = {Purpose.REFERRAL: said}
            ask_consent(by=by, registration=registration, answers=consent, language="français", text=signed_text)
        to = body_of("BENKADI")
        for purpose, (day, ahead), groups in product(Purpose, DAYS.items(), GROUPS):
            left = _leaves(registration, to, purpose, GROUPS[groups], clock.today() + dt.timedelta(days=ahead))
            if left != _twin(answer, "orientation", state.value, purpose.value, day, groups):
                wrong.append((purpose, day, groups, left))
    assert not wrong


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [("never asked", "n’a pas été demandé"), ("refused", "elle l’a refusé"), ("withdrawn", "elle l’a retiré")],
)
def test_a_refusal_says_what_she_answered(cast, signed_text, answer, sentence):
    brought_to(AgreementState.SIGNED, cast.fanta, signatory("BENKADI"))
    with acting_for(cast.awa) as by:
        registration = a_registration(by)
        for said in ANSWERS[answer]:
            consent = {Purpose.REFERRAL: said}
            ask_consent(by=by, registration=registration, answers=consent, language="français", text=signed_text)
        with pytest.raises(Refused, match=sentence):
            check_may_leave(registration, body_of("BENKADI"), Purpose.REFERRAL, [IDENTITY])
