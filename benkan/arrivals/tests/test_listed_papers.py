"""Papers that a list names of somebody known: added to her file with their source, beside those she showed."""

import pytest
from django.urls import reverse

from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import text
from benkan.arrivals.tests.listing import applied, brought, csv, outcomes, rows, undone
from benkan.arrivals.writes.files import decide_rows
from benkan.audit.models import Entry
from benkan.organisations.acting import acting_for
from benkan.people.models import Identifier, Registration
from benkan.people.writes import note_identifier
from benkan.workbooks.models import Row

TITLES = "N°;Nom;Prénoms;Sexe;Né le;Mère;Tél;Passeport"
LISTED = "1;Traoré;Mamadou;M;vers 1990;Assitan Diarra;76 12 34 56;XK 99 88 77"


@pytest.fixture
def flight(awa):
    return make.expelled(awa)


@pytest.fixture
def mamadou(awa, flight) -> Registration:
    """Received at the desk of an earlier convoy."""
    earlier = make.desk(awa, make.convoy(awa, days=-90))
    return make.registered(awa, earlier, "Mamadou", "Traoré", birth="vers 1990").registration


def papers(registration) -> list[tuple[str, str, str]]:
    return sorted(registration.identifiers.values_list("kind", "value", "source"))


def attached(by, flight, *lines, titles=TITLES):
    """A list whose first row is said to be somebody known, and applied."""
    source = brought(by, flight, csv(*lines, titles=titles))
    assert outcomes(source) == ["question"]
    decide_rows(by=by, source=source, rows=rows(source)[:1], decision=Row.Decision.ATTACH)
    return applied(by, source)


@pytest.mark.parametrize("key", ["awa", "kadiatou"])
def test_a_paper_of_the_list_is_added_with_its_source(cast, mamadou, flight, key):
    with acting_for(getattr(cast, key)) as by:
        attached(by, flight, LISTED)
        assert papers(mamadou) == [("passeport", "XK 99 88 77", "liste.csv, ligne 2")]
        assert Entry.objects.filter(verb="people.identifier_noted", file_id=mamadou.pk).count() == 1


def test_what_she_showed_is_never_overwritten(awa, flight, mamadou):
    note_identifier(by=awa, registration=mamadou, kind="passeport", value="AA 11 22 33")
    attached(awa, flight, LISTED)
    assert papers(mamadou) == [("passeport", "AA 11 22 33", ""), ("passeport", "XK 99 88 77", "liste.csv, ligne 2")]


def test_the_same_paper_is_not_added_again_and_undoing_leaves_it(awa, flight, mamadou):
    note_identifier(by=awa, registration=mamadou, kind="passeport", value="xk-99-88-77")
    source = attached(awa, flight, LISTED)
    undone(awa, source)
    assert papers(mamadou) == [("passeport", "xk-99-88-77", "")]


def test_undone_the_list_takes_back_what_it_added_and_no_more(awa, flight, mamadou):
    note_identifier(by=awa, registration=mamadou, kind="cni", value="M 55")
    source = attached(awa, flight, LISTED)
    undone(awa, source)
    assert papers(mamadou) == [("cni", "M 55", "")]
    assert Entry.objects.filter(verb="people.identifier_removed", file_id=mamadou.pk).count() == 1


def test_a_paper_she_showed_since_stays_when_the_list_is_undone(awa, flight, mamadou):
    source = attached(awa, flight, LISTED)
    note_identifier(by=awa, registration=mamadou, kind="passeport", value="XK998877")
    undone(awa, source)
    assert papers(mamadou) == [("passeport", "XK 99 88 77", "")]


def test_a_later_version_adds_a_paper_and_gives_it_back(awa, flight):
    first = applied(awa, brought(awa, flight, csv(LISTED, titles=TITLES)))
    known = Registration.objects.get()
    later = brought(awa, flight, csv(f"{LISTED};19001010101010A", titles=f"{TITLES};NINA"), name="v2.csv")
    assert outcomes(later) == ["differente"]
    assert rows(later)[0].difference == [["papers", "", "en plus\u00a0: NINA"]]
    applied(awa, later)
    assert papers(known) == [("nina", "19001010101010A", "v2.csv, ligne 2"), ("passeport", "XK 99 88 77", "")]
    undone(awa, later)
    assert papers(known) == [("passeport", "XK 99 88 77", "")]
    undone(awa, first)  # what the later version did and undid is no work
    known.refresh_from_db()
    assert known.status == "annulee"


def test_a_paper_noted_by_hand_keeps_the_file_of_a_list_that_is_undone(awa, flight):
    first = applied(awa, brought(awa, flight, csv(LISTED, titles=TITLES)))
    known = Registration.objects.get()
    note_identifier(by=awa, registration=known, kind="cni", value="M 55")
    undone(awa, first)
    known.refresh_from_db()
    assert known.status == "enregistree"


def test_pages_say_what_the_papers_are_and_whose_word_it_is(awa, flight, mamadou, agent):
    source = brought(awa, flight, csv(LISTED, titles=TITLES))
    page = text(agent.get(reverse("arrivals:file", args=[source.pk])))
    assert "pièces : Passeport" in page
    assert "99 88 77" not in page
    decide_rows(by=awa, source=source, rows=rows(source), decision=Row.Decision.ATTACH)
    applied(awa, source)
    assert "selon liste.csv, ligne 2, pas encore montrée" in text(agent.get(reverse("people:file", args=[mamadou.pk])))
    assert Identifier.objects.get().key == "XK998877"
