"""Undoing says of each row that stays who it is and why, before it is done and afterwards."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.arrivals.files.kept import Why, kept_since, told, written
from benkan.arrivals.models import Line
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import text
from benkan.arrivals.tests.listing import COULIBALY, KEITA, TRAORE, applied, brought, csv, rows, undone
from benkan.arrivals.writes import return_of_known
from benkan.arrivals.writes.aid import give_aid
from benkan.arrivals.writes.files import decide_rows
from benkan.audit.models import Entry
from benkan.people import writes
from benkan.people.models import Registration
from benkan.workbooks.models import Row

DIALLO = "4;Diallo;Awa;F;19 ans;;;Kita"


@pytest.fixture
def flight(awa):
    return make.expelled(awa)


@pytest.fixture
def first(awa, flight):
    """List A: Mamadou, Fousseyni, Oumou, Awa and a head without a name, all made by it."""
    return applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY, KEITA, DIALLO, "5;;;F;12 ans;;;"), name="a.csv"))


def file_of(name: str) -> Registration:
    return Registration.objects.get(family_name=name)


def attached_by_another_list(awa, flight, name="b.csv"):
    """List B, of those announced for another arrival, says that Mamadou is among them."""
    source = brought(awa, make.convoy(awa, days=-1), csv(TRAORE), name=name)
    decide_rows(by=awa, source=source, rows=rows(source), decision=Row.Decision.ATTACH)
    return applied(awa, source)


def page(client, name: str, source) -> str:
    return text(client.get(reverse(f"arrivals:{name}", args=[source.pk])))


def test_each_row_that_stays_is_told_with_why(awa, flight, first, agent):
    attached_by_another_list(awa, flight)
    writes.note_request(by=awa, kind="acces", registration=file_of("Coulibaly"))
    writes.correct(by=awa, registration=file_of("Keïta"), answers={"given_names": "Oumou Sira"})
    give_aid(by=awa, line=Line.objects.get(registration=None, list__brought_by=first), kinds=["eau"])
    expected = {
        "Mamadou Traoré</a>, ligne 2 : elle est aussi sur la liste « b.csv ».",
        "Fousseyni Coulibaly</a>, ligne 3 : depuis, un collègue a noté une demande d’une personne.",
        "Oumou Sira Keïta</a>, ligne 4 : son dossier ne dit plus la même chose que la liste.",
        "Tête sans nom</b>, ligne 6 : une aide est notée sur sa ligne.",
    }
    before = page(agent, "undo", first)
    assert "4 lignes restent : quelqu’un y a travaillé depuis." in before
    assert "1 ligne est retirée." in before
    assert {words for words in expected if words in before} == expected
    assert "Diallo" not in before
    undone(awa, first)
    after = page(agent, "file", first)
    assert "4 lignes sont restées" in after
    assert {words for words in expected if words in after} == expected
    assert Entry.objects.filter(verb="arrivals.file_read", fields=["restent"], count=4).count() == 2
    assert [one.status for one in (file_of("Traoré"), file_of("Diallo"))] == ["enregistree", "annulee"]


def test_what_is_remembered_of_who_stays_names_nobody(awa, flight, first):
    attached_by_another_list(awa, flight, name="liste de Traoré.csv")
    undone(awa, first)
    ((place, file, reasons),) = first.reading["stays"]
    assert (place, file, [why for why, _ in reasons]) == ("ligne 2", str(file_of("Traoré").pk), [Why.LISTED])
    assert "Traoré" not in str(first.reading)


def test_who_is_erased_since_is_a_file_that_was_erased(awa, flight, first, agent):
    attached_by_another_list(awa, flight)
    undone(awa, first)
    writes.erase_files(by=awa, files=[file_of("Traoré").pk], why="sur demande")
    told = page(agent, "file", first)
    assert "Dossier effacé</a>, ligne 2" in told
    assert "Traoré" not in told


def test_nobody_stays_where_nobody_worked(awa, first, agent):
    assert kept_since(rows(first)) == {}
    assert "quelqu’un y a travaillé" not in page(agent, "undo", first)
    undone(awa, first)
    assert "sont restées" not in page(agent, "file", first)


def test_the_other_list_undone_first_holds_nobody_back(awa, flight, first):
    other = attached_by_another_list(awa, flight)
    undone(awa, other)
    assert kept_since(rows(first)) == {}


def test_received_at_the_desk_since_is_told(awa, flight, agent):
    announced = applied(awa, brought(awa, flight, csv(TRAORE), arrived=False))
    return_of_known(by=awa, arrival_list=make.desk(awa, flight), registration=file_of("Traoré"))
    assert "elle a été reçue à l’accueil le" in page(agent, "undo", announced)


def test_as_many_queries_for_many_as_for_one(awa, first):
    for name in ("Traoré", "Coulibaly", "Keïta", "Diallo"):
        writes.note_request(by=awa, kind="acces", registration=file_of(name))
    asked = []
    for some in (rows(first)[:1], rows(first)):
        with CaptureQueriesContext(connection) as queries:
            kept = kept_since(some)
            told([written(row, kept[row.pk]) for row in some if row.pk in kept])
        asked.append((len(kept), len(queries)))
    assert asked == [(1, asked[0][1]), (4, asked[0][1])]
