"""Where the engine fails, a person is registered, a list is read and applied, it is said, and files wait."""

import pytest
from django.urls import reverse

from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import ANSWERS, at, post, text
from benkan.arrivals.tests.listing import COULIBALY, TRAORE, applied, brought, csv, outcomes, rows
from benkan.arrivals.writes.files import apply_rows, decide_rows
from benkan.linkage.engine.desk import Desk
from benkan.linkage.models import Waiting
from benkan.people.models import Registration
from benkan.workbooks.models import Row

SENTENCE = "Les ressemblances n’ont pas pu être cherchées"
MORE = {"mother": "Assitan Diarra", "birth": "vers 1990", "phone": "76123456"}


@pytest.fixture
def failing(monkeypatch):
    """`failing(True)`: the engine fails until it is told otherwise."""
    real = Desk.clean

    def fail(self, records):
        raise MemoryError

    def set_(fails: bool):
        monkeypatch.setattr(Desk, "clean", fail if fails else real)

    return set_


@pytest.fixture
def flight(awa):
    return make.expelled(awa)


def test_she_is_registered_all_the_same_and_her_file_waits(agent, awa, desk, failing):
    make.registered(awa, make.desk(awa, make.expelled(awa, days=-200)), "Fousseyni", "Coulibaly")
    said = ANSWERS | {"mother_name": "Assitan Diarra"}
    failing(True)
    fragment = agent.post(at("register", desk), said | {"regarder": "oui"}, headers={"HX-Request": "true"})
    assert (fragment.status_code, SENTENCE in text(fragment)) == (200, True)
    saved = post(agent, at("register", desk), **said)
    assert saved.status_code == 302
    page = text(agent.get(saved["Location"]))
    assert "Jeton 001 enregistré : Fousseyni Coulibaly" in page
    assert f"{SENTENCE}. La personne est enregistrée ; son dossier sera comparé aux autres dès que possible." in page
    written = Registration.objects.latest("registered_at")
    assert Waiting.objects.filter(pk=written.pk).exists()
    failing(False)
    again = post(agent, at("register", desk), **said | {"token": "2"})
    assert again.status_code == 422
    assert SENTENCE not in text(again)


def test_a_list_is_read_without_likenesses_and_says_so(awa, agent, flight, failing):
    make.registered(awa, make.desk(awa, flight), "Mamadou", "Traoré", **MORE)
    failing(True)
    source = brought(awa, flight, csv(TRAORE, COULIBALY))
    assert outcomes(source) == ["nouvelle"] * 2
    page = text(agent.get(_address(source)))
    assert SENTENCE in page
    failing(False)
    applied(awa, source)
    assert outcomes(source) == ["question", "nouvelle"], "what is looked for again when it is applied"
    assert SENTENCE not in text(agent.get(_address(source)))


def test_what_was_asked_stays_asked_where_the_engine_fails_as_it_is_applied(awa, agent, flight, failing):
    known = make.registered(awa, make.desk(awa, flight), "Mamadou", "Traoré", **MORE).registration
    source = brought(awa, flight, csv(TRAORE, COULIBALY))
    before = rows(source)[0]
    failing(True)
    applied(awa, source)
    after = rows(source)[0]
    assert outcomes(source) == ["question", "nouvelle"]
    assert (after.against, after.strength, after.reasons, after.difference) == (
        known.pk, before.strength, before.reasons, before.difference,
    )  # fmt: skip
    assert after.applied_at is None
    assert SENTENCE in text(agent.get(_address(source)))
    written = Registration.objects.get(family_name="Coulibaly")
    assert Waiting.objects.filter(pk=written.pk).exists()
    decide_rows(by=awa, source=source, rows=[after], decision=Row.Decision.ATTACH)
    apply_rows(by=awa, source=source)
    assert Registration.objects.count() == 2


def _address(source) -> str:
    return reverse("arrivals:file", kwargs={"import_id": source.pk})
