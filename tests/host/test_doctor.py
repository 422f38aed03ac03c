"""What the doctor says of reference files that disagree with what people corrected."""

import pytest

from benkan.common.models import ThresholdValue
from benkan.common.thresholds import reads
from benkan.common.thresholds.reads import Disagreement
from benkan.host.doctor import references
from benkan.host.findings import Finding
from benkan.organisations.acting import acting_for
from benkan.places import reference, writes
from benkan.places.models import Correction, Place

WHY = {"source": "arrêté lu au poste", "reason": "le panneau dit autrement"}


@pytest.fixture
def by(cast):
    with acting_for(cast.adama) as acting:
        yield acting


@pytest.fixture
def newer(monkeypatch):
    """A later edition of the regions, in which some have another name."""
    read = reference.read

    def change(**names):
        rows = [row | {"name": names.get(row["slug"].removeprefix("ml-"), row["name"])} for row in read("regions")]
        monkeypatch.setattr(reference, "read", lambda name: rows if name == "regions" else read(name))

    return change


def test_files_that_agree_are_well(by):
    assert references("default") == Finding("référentiels", True, "les fichiers et la plateforme s’accordent")


def test_a_newer_file_that_disagrees_is_counted_and_shown_where_and_nothing_is_written(by, newer):
    writes.correct_name(by=by, place=Place.objects.get(slug="ml-kita"), name="Kita-Ville", **WHY)
    newer(kita="Kita-Centre", kayes="Kayes-Centre")
    found = references("default")
    assert (found.well, found.awaits, found.mark) == (True, True, "à voir")
    assert "1 différence" in found.says
    assert found.says.endswith("/lieux/ml-kita/")
    assert Place.objects.get(slug="ml-kita").name == "Kita-Ville"
    assert Place.objects.get(slug="ml-kayes").name == "Kayes"
    assert Correction.objects.count() == 1


def test_thresholds_are_asked_too(by, monkeypatch):
    from benkan.common.thresholds import declared

    one = Disagreement(declared()["arrivals.list_recent"], ThresholdValue(value=30), ThresholdValue(value=21))
    monkeypatch.setattr(reads, "disagreements", lambda values: [one])
    assert references("default").says.endswith("/seuils/arrivals.list_recent/")
