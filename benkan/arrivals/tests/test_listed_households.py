"""The head of a household, where a list says who it is."""

import pytest

from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.listing import applied, brought, csv, undone
from benkan.people.models import Household, Registration
from benkan.people.writes import say_head

TITLES = "N°;Nom;Prénoms;Sexe;N° ménage;Lien avec le chef de ménage"


def household(*lines):
    return csv(*lines, titles=TITLES)


@pytest.fixture
def flight(awa):
    return make.expelled(awa)


def heads() -> list[str]:
    return sorted(one.head.given_names if one.head else "" for one in Household.objects.select_related("head"))


@pytest.mark.parametrize("said", ["Chef de ménage", "chef", "CM", "Head of household"])
def test_who_is_called_so_is_the_head(awa, flight, said):
    lines = ("1;Traoré;Awa;F;7;épouse", f"2;Traoré;Mamadou;M;7;{said}", "3;Keïta;Oumou;F;8;sœur", "4;Keïta;Sira;F;8;")
    applied(awa, brought(awa, flight, household(*lines)))
    assert heads() == ["", "Mamadou"]
    assert Household.objects.count() == 2


def test_two_who_are_called_so_leave_the_first(awa, flight):
    applied(awa, brought(awa, flight, household("1;Traoré;Awa;F;7;chef", "2;Traoré;Mamadou;M;7;chef")))
    assert heads() == ["Awa"]


def test_who_was_said_by_hand_stays_and_a_list_is_undone_with_its_heads(awa, flight):
    first = applied(awa, brought(awa, flight, household("1;Traoré;Awa;F;7;", "2;Traoré;Mamadou;M;7;chef")))
    say_head(by=awa, registration=Registration.objects.get(given_names="Awa"))
    assert heads() == ["Awa"]
    undone(awa, first)
    assert Registration.objects.get(given_names="Mamadou").status == "annulee"
