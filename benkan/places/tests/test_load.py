"""Loading the files: once, again, after a correction, and from newer files."""

import pytest

from benkan.organisations.acting import acting_for
from benkan.places import reference, writes
from benkan.places.load import load_reference
from benkan.places.models import Correction, EntryPoint, Place, PlaceAlias, PlaceCode

WHY = {"source": "arrêté lu au poste", "reason": "le panneau dit autrement"}


@pytest.fixture
def by(cast):
    with acting_for(cast.adama) as acting:
        yield acting


@pytest.fixture
def newer(monkeypatch):
    """`newer("regions", "ml-kita", name="Kita-Nord")`: that file, as a later edition would have it."""
    files = {}
    read = reference.read

    def change(file, slug, /, **columns):
        rows = files.setdefault(file, read(file))
        next(row for row in rows if row.get("slug", row.get("place")) == slug).update(columns)

    monkeypatch.setattr(reference, "read", lambda name: files.get(name) or read(name))
    return change


def test_the_reference_is_there(by):
    assert Place.objects.filter(level="region").count() == 20
    assert Place.objects.filter(level="cercle").count() == 159
    assert Place.objects.filter(level="country").count() == 249
    assert EntryPoint.objects.count() == 30
    assert PlaceCode.objects.count() == sum(1 for _ in reference.codes())
    assert PlaceAlias.objects.count() == sum(1 for _ in reference.aliases())


def test_the_same_files_twice_change_nothing(by, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        summary = load_reference("default")
    assert not summary.added
    assert not summary.changed
    assert summary.disagreements == []


def test_what_a_file_changed_is_updated_and_what_it_adds_is_added(by, newer):
    newer("regions", "ml-kita", name="Kita-Centre", lat="13.100")
    newer("entry_points", "rte-gog", slug="rte-new", name="Poste neuf")
    summary = load_reference("default")
    assert Place.objects.get(slug="ml-kita").key == "kita centre"
    assert Place.objects.get(slug="rte-new").parent.slug == "ml-nioro-nioro"
    assert Place.objects.filter(slug="rte-gog").exists()
    assert summary.changed == {"place": 1}
    assert summary.added == {"place": 1, "entrypoint": 1}


def test_a_corrected_name_stays_and_the_file_that_was_corrected_is_no_news(by):
    place = Place.objects.get(slug="rte-taf")
    writes.correct_name(by=by, place=place, name="Tafassirga", **WHY)
    summary = load_reference("default")
    assert Place.objects.get(slug="rte-taf").name == "Tafassirga"
    assert Place.objects.get(slug="rte-taf").key == "tafassirga"
    assert not summary.changed
    assert summary.kept == 2
    assert summary.disagreements == []


def test_a_newer_file_that_says_a_third_thing_is_reported_and_not_applied(by, newer):
    writes.correct_name(by=by, place=Place.objects.get(slug="rte-taf"), name="Tafassirga", **WHY)
    newer("entry_points", "rte-taf", name="Tafacirga-Plage", notes="Vu en 2027.")
    summary = load_reference("default")
    place = Place.objects.get(slug="rte-taf")
    assert place.name == "Tafassirga"
    assert place.notes == "Vu en 2027."  # what nobody corrected follows the file
    assert [(d.place, d.column, d.file, d.platform) for d in summary.disagreements] == [
        ("rte-taf", "name", "Tafacirga-Plage", "Tafassirga")
    ]


def test_a_newer_file_that_agrees_with_the_correction_ends_the_difference(by, newer):
    writes.correct_name(by=by, place=Place.objects.get(slug="rte-taf"), name="Tafassirga", **WHY)
    newer("entry_points", "rte-taf", name="Tafassirga")
    summary = load_reference("default")
    assert summary.kept == 0
    assert summary.disagreements == []


def test_closing_rattaching_and_adding_survive_a_load(by, newer):
    cercle = Place.objects.get(slug="ml-kidal-tessalit")
    point = Place.objects.get(slug="rte-kha")
    writes.correct_parent(by=by, place=point, parent=cercle, **WHY)
    writes.close_place(by=by, place=point, ends=point.as_of, **WHY)
    added = writes.add_entry_point(
        by=by, name="Boughessa", kind="desert", parent=Place.objects.get(slug="ml-kidal-abeibara"), **WHY
    )
    newer("entry_points", "rte-tin", slug=added.slug, code="X", name="Bouressa", kind="road")
    summary = load_reference("default")
    point.refresh_from_db()
    added.refresh_from_db()
    assert point.parent == cercle
    assert point.ends == point.as_of
    assert (added.name, added.entry_point.kind) == ("Boughessa", "desert")
    assert {(d.place, d.column) for d in summary.disagreements} >= {(added.slug, "name"), (added.slug, "kind")}


def test_a_code_given_here_is_not_moved_by_a_newer_file(by, newer):
    soumpi = Place.objects.get(slug="ml-tombouctou-soumpi")
    writes.add_code(by=by, place=soumpi, system="pcode", edition="2021", code="ml0604", **WHY)
    rows = reference.read("codes")
    newer("codes", rows[0]["place"], place="ml-tombouctou-lere", system="pcode", edition="2021", code="ML0604")
    summary = load_reference("default")
    assert PlaceCode.objects.get(system="pcode", edition="2021", code="ML0604").place == soumpi
    assert [(d.file, d.platform) for d in summary.disagreements] == [("ml-tombouctou-lere", "ml-tombouctou-soumpi")]
    assert Correction.objects.get(what="code").after == "pcode 2021 ML0604"
