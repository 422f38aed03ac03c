"""The pages of who is announced by a list: what they say before she comes, and what they do not ask yet."""

import pytest

from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.models import Registration
from benkan.people.tests.factories import a_registration, announced
from benkan.people.tests.test_pages import text_of, to


@pytest.fixture
def awa(cast, signed_in, signed_text):
    return signed_in(cast.awa)


@pytest.fixture
def expected(cast, signed_text):
    """Kadiatou, whom a list announces."""
    with acting_for(cast.awa) as by:
        return announced(by, "kadiatou")


def test_who_is_announced_has_a_list_of_its_own(awa, expected, cast):
    with acting_for(cast.awa) as by:
        a_registration(by, "lassine")
    current, waiting = text_of(awa.get(to("search"))), text_of(awa.get(to("search"), {"etat": "annonces"}))
    assert "Lassine" in current
    assert "Kadiatou" not in current
    assert "Masqués : 1 autre dossier" in current
    assert "Affichés : annoncés, pas encore reçus." in waiting
    assert "Kadiatou Traoré" in waiting
    assert "Lassine" not in waiting
    assert "annoncée" in waiting
    assert "Enregistrée" not in waiting


def test_an_empty_list_says_who_will_be_there(awa):
    assert "jusqu’à leur accueil" in text_of(awa.get(to("search"), {"etat": "annonces"}))


def test_a_file_says_that_she_has_not_come_and_asks_nothing_of_her(awa, expected):
    answer = awa.get(to("file", expected))
    words = text_of(answer)
    assert "Annoncée par une liste, pas encore reçue" in words
    assert "liste de mars.xlsx" in words
    for never in ("Compléter", "À faire maintenant", "L’enregistrement est complet", "à compléter", "Enregistrée"):
        assert never not in words
    page = answer.content.decode()
    for name in ("consent", "contact"):
        assert to(name, expected) not in page
    assert "Corriger" in words
    assert "Annoncée par erreur ? Annuler" in words


def test_a_list_is_corrected_and_never_finished_before_she_comes(awa, expected, cast):
    page = awa.get(to("complete", expected))
    assert "Enregistrer et terminer" not in page.content.decode()
    answers = page.context["form"].initial | {"given_names": "Kadidia", "suite": "terminer"}
    assert "Les réponses sont enregistrées." in text_of(awa.post(to("complete", expected), answers, follow=True))
    with acting_for(cast.awa):
        saved = Registration.objects.get(pk=expected.pk)
    assert (saved.given_names, saved.status) == ("Kadidia", "signalee")


def test_the_thread_goes_from_the_list_to_the_reception(awa, expected, cast):
    assert "Pas encore reçue" in text_of(awa.get(to("file", expected)))
    with acting_for(cast.awa) as by:
        writes.receive(by=by, registration=expected)
    words = text_of(awa.get(to("file", expected)))
    assert "pas encore reçue" not in words
    thread = words[words.index("Le fil") :]
    assert thread.index("Annoncée par une liste") < thread.index("Reçue par") < thread.index("à compléter")
    assert "Enregistrée par Service" not in thread


def test_an_announcement_annulled_says_so(awa, expected, cast):
    awa.post(to("annul", expected), {"reason": "liste en double"})
    words = text_of(awa.get(to("file", expected)))
    assert "liste en double" in words
    assert "pas encore reçue" not in words
