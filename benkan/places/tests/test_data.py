"""The files of the reference, against themselves and against what others publish."""

import csv
import json
import os
from collections import Counter
from pathlib import Path

import pytest

from benkan.places import reference
from benkan.places.folding import fold
from benkan.places.models import SYSTEMS, Kind

ROOT = Path(__file__).resolve().parents[3]
SHARED = Path(os.environ.get("BENKAN_SHARED_DATA") or ROOT.parent / "shared" / "data")
FILES = ("countries", "regions", "cercles", "entry_points", "codes", "aliases")

# The law of 13 March 2023: cercles by region, the District without any.
CERCLES = {
    "ml-kayes": 10, "ml-koulikoro": 8, "ml-sikasso": 8, "ml-segou": 11, "ml-mopti": 8, "ml-tombouctou": 13,
    "ml-gao": 16, "ml-kidal": 9, "ml-taoudenit": 6, "ml-menaka": 6, "ml-nioro": 6, "ml-kita": 6, "ml-dioila": 6,
    "ml-nara": 6, "ml-bougouni": 10, "ml-koutiala": 8, "ml-san": 7, "ml-douentza": 6, "ml-bandiagara": 9,
    "ml-bamako": 0,
}  # fmt: skip


@pytest.fixture(scope="module")
def places():
    return {row["slug"]: row for row in reference.places()}


@pytest.fixture(scope="module")
def codes():
    return {(row["system"], row["edition"], row["code"]): row["place"] for row in reference.codes()}


def shared(*path: str) -> Path:
    file = SHARED.joinpath("mali_geo", *path)
    if not file.exists():
        pytest.skip("the published files are not on this machine; set BENKAN_SHARED_DATA to their folder")
    return file


def test_a_place_stands_once_with_a_parent_that_exists_and_a_source(places):
    assert len(places) == sum(1 for _ in reference.places())
    assert [slug for slug, row in places.items() if row["parent"] and row["parent"] not in places] == []
    assert [slug for slug, row in places.items() if not row["source"] or not row["key"]] == []


def test_mali_has_19_regions_and_the_district(places):
    regions = {slug for slug, row in places.items() if row["level"] == "region"}
    assert regions == set(CERCLES)
    assert {row["former"] for row in reference.regions()} <= regions
    assert len({row["former"] for row in reference.regions()}) == 9


def test_the_cercles_are_159_as_many_in_each_region_as_the_law_says(places):
    found = Counter(row["parent"] for row in places.values() if row["level"] == "cercle")
    assert sum(found.values()) == 159
    assert {region: found[region] for region in CERCLES} == CERCLES
    assert {row["slug"]: int(row["cercles"]) for row in reference.read("regions")} == CERCLES


def test_the_district_has_its_six_communes(places):
    communes = [row["slug"] for row in places.values() if row["level"] == "commune"]
    assert communes == [f"ml-bamako-commune-{number}" for number in range(1, 7)]
    assert {places[slug]["parent"] for slug in communes} == {"ml-bamako"}


def test_all_249_countries_of_iso_stand_there_once():
    rows = reference.read("countries")
    assert len(rows) == 249
    assert all(len(row["alpha2"]) == 2 and len(row["alpha3"]) == 3 for row in rows)
    assert len({row["alpha3"] for row in rows}) == len({fold(row["name"]) for row in rows}) == 249
    ranks = sorted(int(row["rank"]) for row in rows if row["rank"])
    assert ranks == list(range(1, 59))
    assert all(set(row["roles"].split()) <= {"R", "T", "E"} and bool(row["roles"]) == bool(row["rank"]) for row in rows)


def test_a_code_names_one_place_in_its_edition(places, codes):
    rows = list(reference.codes())
    assert len(codes) == len(rows)
    assert {row["place"] for row in rows} <= set(places)
    assert {row["system"] for row in rows} == set(SYSTEMS)


def test_ml09_is_bamako_before_and_taoudenit_now(codes):
    assert codes["pcode", "2026", "ML09"] == "ml-taoudenit"
    assert codes["pcode", "2026", "ML20"] == "ml-bamako"
    assert codes["pcode", "2021", "ML09"] == codes["pcode", "2015", "ML09"] == "ml-bamako"
    assert codes["pcode", "2021", "ML11"] == "ml-taoudenit"
    assert codes["pcode", "2026", "ML11"] == "ml-nioro"
    assert codes["iso3166-2", "2016", "ML-9"] == "ml-menaka"


def test_every_cercle_has_its_code_under_that_of_its_region(places, codes):
    region_codes = {place: code for (system, edition, code), place in codes.items()
                    if (system, edition) == ("pcode", "2026") and len(code) == 4}  # fmt: skip
    cercles = {place: code for (system, edition, code), place in codes.items()
               if (system, edition) == ("pcode", "2026") and places[place]["level"] == "cercle"}  # fmt: skip
    assert len(cercles) == 159
    assert [slug for slug, code in cercles.items() if code[:4] != region_codes[places[slug]["parent"]]] == []


def test_an_entry_point_lies_in_a_cercle_or_says_why_not(places):
    rows = reference.read("entry_points")
    assert len(rows) == 30
    for row in rows:
        if row["cercle"]:
            assert places[row["cercle"]]["parent"] == row["region"], row["slug"]
            assert places[row["cercle"]]["level"] == "cercle", row["slug"]
        else:
            assert row["kind"] == "abroad" or row["notes"], row["slug"]
        assert {row["kind"], *row["also"].split()} <= set(Kind.values)
        assert all(places[slug]["level"] == "country" for slug in row["facing"].split()), row["slug"]
        assert (row["kind"] == "abroad") == (row["country"] != "ml")


def test_what_nobody_verified_is_marked_as_uncertain():
    unverified = "connaissance générale, non vérifiée"
    assert [r["slug"] for r in reference.read("entry_points") if unverified in r["source"] and not r["uncertain"]] == []


def test_spellings_heard_from_arabic_lead_to_the_posts():
    found = {row["key"]: row["place"] for row in reference.aliases()}
    assert [found[key] for key in ("tefara", "jalbo", "cabo", "inkhalid")] == [
        "rte-taf",
        "rte-dje",
        "flv-kha",
        "rte-kha",
    ]


def test_an_alias_adds_something_and_names_a_place(places):
    rows = list(reference.aliases())
    assert {row["place"] for row in rows} <= set(places)
    assert len({(row["place"], row["key"]) for row in rows}) == len(rows)
    assert [row["name"] for row in rows if row["key"] == places[row["place"]]["key"]] == []


def test_every_source_is_described():
    known = {row["source"] for row in reference.read("sources")}
    said = {part for name in FILES for row in reference.read(name) for column in ("source", "position_source")
            for part in (row.get(column) or "").split("; ") if part}  # fmt: skip
    assert said <= known
    assert all(row["as_of"] for name in (*FILES, "sources") for row in reference.read(name))


def test_positions_in_mali_are_in_mali(places):
    inside = [row for row in places.values() if row["lat"] is not None]
    assert len(inside) > 150
    assert [r["slug"] for r in inside if not (10 < r["lat"] < 25 and -12.3 < r["lon"] < 4.3)] == []


def _names(places, slug) -> set[str]:
    return {places[slug]["key"], *(row["key"] for row in reference.aliases() if row["place"] == slug)}


def test_names_and_codes_agree_with_the_published_division_of_2026(places, codes):
    published = [
        row
        for level in ("region", "cercle")
        for row in json.loads(shared("admin2025", f"all-{level}.json").read_text())
    ]
    assert len(published) == 180
    wrong = [(row["id"], row["name"]["local"]) for row in published
             if fold(row["name"]["local"]) not in _names(places, codes["pcode", "2026", row["id"]])]  # fmt: skip
    assert wrong == []


def test_old_codes_agree_with_the_published_editions_but_for_niafunke(places, codes):
    boundaries = json.loads(shared("mli_adm2_cercles_2015.geojson").read_text())["features"]
    old = [("2015", f["properties"]["admin2Pcod"], f["properties"]["admin2Name"]) for f in boundaries]
    with open(shared("pcodes_adm1_adm2_westafrica.csv"), encoding="utf-8") as lines:
        old += [("2021", r["P-Code"], r["Name"]) for r in csv.DictReader(lines) if r["Location"] == "MLI"]
    assert len(old) == 50 + 63
    left_out = {(edition, code) for edition, code, _ in old if ("pcode", edition, code) not in codes}
    assert left_out == {("2015", "ML0605"), ("2021", "ML0604")}
    wrong = [(edition, code, name) for edition, code, name in old if (edition, code) not in left_out
             and fold(name) not in _names(places, codes["pcode", edition, code])]  # fmt: skip
    assert wrong == []
