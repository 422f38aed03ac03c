"""The end of a list, on its pages, and what a version that comes afterwards is compared with."""

import datetime as dt

import pytest
from django.urls import reverse

from benkan.arrivals.models import ArrivalList, Line
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import text
from benkan.arrivals.tests.listing import COULIBALY, TRAORE, applied, brought, csv, outcomes
from benkan.arrivals.writes.undoing import needs
from benkan.common import clock
from benkan.common.typography import jour
from benkan.people.models import Registration
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.writes.ends import empty_ended


@pytest.fixture
def flight(awa):
    return make.expelled(awa)


def later(days: int):
    return clock.at(clock.now() + dt.timedelta(days=days))


def page(client, source) -> str:
    return text(client.get(reverse("arrivals:file", args=[source.pk])))


def end(days: int) -> str:
    return text_of(jour(clock.today() + dt.timedelta(days=days)))


def text_of(words: str) -> str:
    return words.replace("\u00a0", " ")


def test_the_page_of_a_list_says_when_it_ends(awa, flight, agent):
    source = brought(awa, flight, csv(TRAORE, COULIBALY))
    assert f"Si personne ne l’applique, ses réponses seront effacées le {end(30)}." in page(agent, source)
    home = reverse("arrivals:arrival", args=[flight.pk])
    assert "gardé jusqu’au" in text(agent.get(home))
    assert "gardé jusqu’au" in text(agent.get(reverse("arrivals:bring", args=[flight.pk])))
    assert "gardée jusqu’au" in text(agent.get("/"))
    applied(awa, source)
    assert f"Les réponses de cette liste seront effacées le {end(90)}" in page(agent, source)


def test_a_list_past_its_end_is_counted_and_neither_applied_nor_undone(awa, flight, agent):
    source = applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY)))
    with later(91):
        assert empty_ended(by=awa) == 1
        day = text_of(jour(clock.today()))
    told = page(agent, source)
    assert f"Les réponses de cette liste ont été effacées le {day}, à leur terme." in told
    assert "Elle comptait 2 lignes, 2 appliquées" in told
    assert "Traoré" not in told
    for name in ("apply", "undo", "leave", "attach_strong"):
        assert agent.post(reverse(f"arrivals:{name}", args=[source.pk])).status_code == 409
    assert "Annulez les dossiers un par un" in text(agent.get(reverse("arrivals:undo", args=[source.pk])))
    # What she and her file are is told by the arrival and by the file, not by the list.
    assert (Registration.objects.count(), Line.objects.count()) == (2, 2)
    assert "Traoré" in text(agent.get(reverse("arrivals:arrival", args=[flight.pk])))


def test_a_version_that_comes_after_the_end_asks_of_each_known_person(awa, flight):
    first = applied(awa, brought(awa, flight, csv(TRAORE, COULIBALY)))
    with later(91):
        empty_ended(by=awa)
    late = brought(awa, flight, csv(TRAORE, COULIBALY), name="v2.csv")
    assert outcomes(late) == ["question", "question"]  # beside their files, since the list says nothing any more
    applied(awa, late)
    assert Registration.objects.count() == 2
    first.refresh_from_db()
    assert (first.stage, needs(late)) == (Stage.EMPTIED, "")
    assert ArrivalList.objects.filter(brought_by=first, lines_count=2).exists()
