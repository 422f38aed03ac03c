"""Corrections: who may, what they leave behind, and what the reference does not allow."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.places import writes
from benkan.places.models import Correction, Place, PlaceAlias
from benkan.places.reads import find_places

WHY = {"source": "carte de la commune, 2026", "reason": "graphie du panneau"}


@pytest.fixture
def by(cast):
    with acting_for(cast.adama) as acting:
        yield acting


def place(slug):
    return Place.objects.get(slug=slug)


CALLS = {
    "correct_name": lambda by: writes.correct_name(by=by, place=place("rte-gog"), name="Gogi", **WHY),
    "add_alias": lambda by: writes.add_alias(by=by, place=place("rte-gog"), name="Gougui", **WHY),
    "add_code": lambda by: writes.add_code(
        by=by, place=place("ml-tombouctou-soumpi"), system="pcode", edition="2021", code="ml0604", **WHY
    ),
    "correct_parent": lambda by: writes.correct_parent(
        by=by, place=place("rte-her"), parent=place("ml-sikasso-sikasso"), **WHY
    ),
    "close_place": lambda by: writes.close_place(by=by, place=place("rte-gog"), ends=dt.date(2026, 12, 31), **WHY),
    "add_entry_point": lambda by: writes.add_entry_point(
        by=by, name="Boughessa", kind="desert", parent=place("ml-kidal-abeibara"), facing=[place("dz")], **WHY
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_each_write_asks_the_right(cast, call):
    with acting_for(cast.awa) as by, pytest.raises(Refused, match="référentiel des lieux"):
        CALLS[call](by)


@pytest.mark.parametrize("call", CALLS)
def test_each_write_leaves_a_correction_and_an_audit_row_without_values(by, call):
    CALLS[call](by)
    correction = Correction.objects.get()
    assert (correction.account_id, correction.reason, correction.source) == (
        by.account_id,
        WHY["reason"],
        WHY["source"],
    )
    entry = Entry.objects.get(verb__startswith="places.")
    assert entry.kind == "places.place"
    assert entry.object_id == correction.place_id
    assert entry.fields


@pytest.mark.parametrize("call", CALLS)
def test_the_same_correction_twice_is_refused_with_a_sentence(by, call):
    CALLS[call](by)
    with pytest.raises(Impossible):
        CALLS[call](by)
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("missing", ["source", "reason"])
def test_a_correction_without_source_or_reason_is_refused(by, missing):
    with pytest.raises(Impossible, match="raison"):
        writes.add_alias(by=by, place=place("rte-gog"), name="Gougui", **{**WHY, missing: "  "})


def test_the_old_name_still_finds_the_place(by):
    writes.correct_name(by=by, place=place("rte-taf"), name="  Tafassirga   Port ", **WHY)
    assert place("rte-taf").name == "Tafassirga Port"
    assert [one.place.slug for one in find_places("Tafacirga")] == ["rte-taf"]
    assert [one.place.slug for one in find_places("tafassirga port")] == ["rte-taf"]


def test_a_name_without_a_letter_is_no_name(by):
    with pytest.raises(Impossible, match="lettre"):
        writes.correct_name(by=by, place=place("rte-taf"), name=" - ", **WHY)


@pytest.mark.parametrize(("asked", "sentence"), [({"name": "a" * 121}, "nom"), ({"source": "a" * 241}, "source")])
def test_what_is_too_long_is_refused_with_its_sentence(by, asked, sentence):
    with pytest.raises(Impossible, match=f"{sentence} dépasse"):
        writes.add_alias(by=by, place=place("rte-taf"), **{"name": "Tafa", **WHY, **asked})


def test_only_accents_changed_leaves_no_useless_alias(by):
    writes.correct_name(by=by, place=place("ml-nara-balle"), name="Balle", **WHY)
    assert not PlaceAlias.objects.filter(place__slug="ml-nara-balle").exists()


def test_an_alias_that_differs_by_accents_only_is_refused(by):
    with pytest.raises(Impossible, match="accents"):
        writes.add_alias(by=by, place=place("ml-segou"), name="SEGOU", **WHY)


def test_a_code_that_names_another_place_is_refused_with_its_name(by):
    with pytest.raises(Impossible, match="Taoudénit"):
        writes.add_code(by=by, place=place("ml-bamako"), system="pcode", edition="2026", code="ML09", **WHY)


def test_a_cercle_does_not_lie_in_a_country(by):
    with pytest.raises(Impossible, match="Un cercle ne se rattache pas à un pays"):
        writes.correct_parent(by=by, place=place("ml-kayes-kayes"), parent=place("ml"), **WHY)


def test_a_country_lies_in_nothing(by):
    with pytest.raises(Impossible):
        writes.correct_parent(by=by, place=place("ml"), parent=place("ne"), **WHY)


def test_a_region_with_open_cercles_does_not_close(by):
    with pytest.raises(Impossible, match="11 lieux encore ouverts"):
        writes.close_place(by=by, place=place("ml-segou"), ends=dt.date(2026, 12, 31), **WHY)


def test_a_place_does_not_end_before_it_began(by):
    with pytest.raises(Impossible, match="précéder"):
        writes.close_place(by=by, place=place("ml-nioro"), ends=dt.date(2020, 1, 1), **WHY)


def test_an_added_point_has_an_identifier_and_stands_in_its_cercle(by):
    added = CALLS["add_entry_point"](by)
    assert added.slug == "pt-boughessa"
    assert added.entry_point.facing == ["dz"]
    other = writes.add_entry_point(by=by, name="Boughessa", kind="desert", parent=place("ml-kidal-tessalit"), **WHY)
    assert other.slug == "pt-boughessa-2"


@pytest.mark.parametrize(("kind", "parent"), [("abroad", "ml-gao"), ("abroad", "ml"), ("road", "ne")])
def test_a_point_abroad_and_only_that_lies_in_another_country(by, kind, parent):
    with pytest.raises(Impossible, match="étranger"):
        writes.add_entry_point(by=by, name="Quelque part", kind=kind, parent=place(parent), **WHY)


def test_a_place_is_never_removed(by):
    with pytest.raises(DatabaseError, match="Cannot delete"), transaction.atomic():
        Place.objects.filter(slug="rte-gog")._raw_delete("default")


@pytest.mark.parametrize("attempt", ["update", "delete"])
def test_a_correction_stays_as_it_was_said(by, attempt):
    CALLS["add_alias"](by)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        getattr(Correction.objects.all(), attempt)(**({"reason": "autre"} if attempt == "update" else {}))


def test_nobody_corrects_in_another_name(by, cast):
    with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
        Correction.objects.create(place=place("rte-gog"), what="name", account_id=cast.awa.pk, **WHY)
