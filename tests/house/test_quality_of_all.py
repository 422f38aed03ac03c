"""The measured quality of pairs, counted of several organisations as the role of the figures counts it: in a database
of its own, where that role reads what was committed."""

import re

import pytest
from django.urls import reverse

from benkan.demo.cast import accounts_by_key
from benkan.linkage.reads.undecided import undecided
from benkan.linkage.tests.test_quality_page import answered, proposed
from benkan.organisations.acting import acting_for, entered


@pytest.fixture
def cast(committed):
    with entered(door="open"):
        found = accounts_by_key()
    for key, pairs, decided, same in (("sekou", 26, 22, 22), ("kadiatou", 23, 21, 0)):
        with acting_for(found[key]) as by:
            answered(by, proposed(by, pairs)[:decided], same=same)
    return found


def words(signed_in, account) -> str:
    answer = signed_in(account).get(reverse("linkage:quality"))
    return re.sub(r"[ \n]+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_all_actors_are_measured_together_and_each(cast):
    from tests.signing_in import sign_in

    said = words(sign_in, cast["salimata"])
    assert "43\u00a0réponses pour 49\u00a0paires" in said
    assert "51,2\u00a0% 36,8\u00a0% à 65,4\u00a0% 43" in said
    after = said[said.index("Par organisation") :]
    assert after.index("Association Benkadi") < after.index("100,0\u00a0%") < after.index("Service d’accueil")
    assert undecided() == 6
    assert "Par organisation" not in words(sign_in, cast["issa"])
    assert "21\u00a0réponses pour 23\u00a0paires" in words(sign_in, cast["issa"])
