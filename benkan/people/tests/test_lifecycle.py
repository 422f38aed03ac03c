"""Statuses, and the moves between them."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benkan.common.errors import Impossible
from benkan.people.lifecycle import LABELS, MOVES, Status
from benkan.people.models import RegistrationStatus
from benkan.people.tests.factories import ready_to_complete
from benkan.people.writes import annul, complete


def test_every_status_has_its_words_and_its_moves():
    assert set(MOVES) == set(LABELS) == set(Status)
    assert set().union(*MOVES.values()) <= set(Status)


def test_every_status_but_the_first_can_be_reached():
    assert set().union(*MOVES.values()) == set(Status) - {Status.SIGNALLED}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["complete", "annul"]), max_size=5))
def test_no_sequence_of_moves_loses_a_status(by, moves):
    registration = ready_to_complete(by)
    expected = [Status.REGISTERED]
    for move in moves:
        target = Status.COMPLETED if move == "complete" else Status.ANNULLED
        try:
            if move == "complete":
                complete(by=by, registration=registration)
            else:
                annul(by=by, registration=registration, reason="erreur de jeton")
        except Impossible:
            assert target not in MOVES[expected[-1]]
        else:
            assert target in MOVES[expected[-1]]
            expected.append(target)
    rows = RegistrationStatus.objects.filter(registration=registration).order_by("at", "id")
    assert [row.status for row in rows] == expected
    registration.refresh_from_db()
    assert registration.status == expected[-1]


def test_an_annulment_keeps_its_reason_on_its_row(by):
    registration = ready_to_complete(by)
    annul(by=by, registration=registration, reason="  enregistrée   deux fois ")
    assert registration.statuses.last().reason == "enregistrée deux fois"


@pytest.mark.parametrize("reason", ["", "   "])
def test_an_annulment_without_reason_is_refused(by, reason):
    with pytest.raises(Impossible, match="pourquoi"):
        annul(by=by, registration=ready_to_complete(by), reason=reason)
