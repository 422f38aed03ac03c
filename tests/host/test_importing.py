"""`benkan import` applies a list as the page does, and says what it lacks."""

import pytest

from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.listing import COULIBALY, TRAORE, csv
from benkan.common.errors import Impossible
from benkan.host.acting import acting_as
from benkan.host.importing import _written
from benkan.host.platform import NotReady
from benkan.organisations.acting import acting_for


@pytest.fixture
def awa(cast):
    with acting_for(cast.awa) as by:
        yield by


def test_the_command_applies_as_the_page_does(awa, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(csv(TRAORE, COULIBALY, "Total : 3 personnes;;;;;;;"))
    flight = make.expelled(awa)
    told = _written(awa, path, flight.pk)
    assert (told["rows"], told["applied"], told["announced"], told["unchanged"]) == (2, 2, 3, 0)
    again = _written(awa, path, flight.pk)
    assert (again["applied"], again["unchanged"]) == (0, 2)


def test_the_command_says_what_it_lacks(cast, awa, tmp_path):
    path = tmp_path / "liste.csv"
    path.write_bytes(csv(TRAORE))
    with pytest.raises(Impossible, match="dites le convoi"):  # three entry points
        _written(awa, path, None)
    with pytest.raises(Impossible, match="ne voit pas de convoi"):
        _written(awa, path, awa.account_id)


@pytest.mark.parametrize(
    ("email", "code", "sentence"),
    [
        (None, None, "Dites au nom de quel compte"),
        ("personne@exemple.ml", None, "Aucun compte ouvert"),
        ("awa@exemple.ml", "BENKADI", "n’a pas de place à BENKADI"),
    ],
)
def test_a_command_acts_for_an_account_that_exists(cast, email, code, sentence):
    with pytest.raises(NotReady, match=sentence), acting_as(email, code):
        pass


def test_a_command_acts_for_an_account_in_its_organisation(cast):
    with acting_as("AWA@exemple.ml", None) as by:
        assert (by.account_id, by.organisation.code) == (cast.awa.pk, "SAR")
