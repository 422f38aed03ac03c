"""Searching places, guessing editions, and the lists for choices."""

import datetime as dt

import pytest

from benkan.organisations.acting import acting_for
from benkan.places import reads
from benkan.places.models import ConflictPeriod, Place


@pytest.fixture(autouse=True)
def _signed_in(cast):
    with acting_for(cast.awa):
        yield


def slugs(found):
    return [one.place.slug for one in found]


def place(slug):
    return Place.objects.get(slug=slug)


def test_a_name_gives_all_its_homonyms_with_their_parents(django_assert_num_queries):
    with django_assert_num_queries(3):
        found = reads.find_places("nara")
        parents = {one.place.slug: [around.slug for around in one.place.within] for one in found}
    assert parents == {
        "ml-nara": ["ml"],
        "ml-nara-nara": ["ml-nara", "ml"],
        "rte-nar": ["ml-nara-nara", "ml-nara", "ml"],
    }
    assert {one.why for one in found} == {""}


def test_accents_hyphens_and_capitals_do_not_matter():
    assert (
        slugs(reads.find_places("BOU DJEBEHA"))
        == slugs(reads.find_places("Boû-Djébéha"))
        == ["ml-taoudenit-bou-djebeha"]
    )


def test_an_alias_leads_to_its_place_and_says_so():
    (found,) = reads.find_places("Jalbo")
    assert found.place.slug == "rte-dje"
    assert "Jalbo" in found.why


def test_the_name_itself_comes_before_other_names():
    found = reads.find_places("Bamako")
    assert slugs(found) == ["ml-bamako"]
    assert reads.find_places("Niger")[0].rank == reads.BY_NAME


def test_a_code_gives_each_place_it_names_with_its_edition():
    found = {one.place.slug: one.why for one in reads.find_places("ml09")}
    assert set(found) == {"ml-bamako", "ml-taoudenit"}
    assert "2026" in found["ml-taoudenit"]
    assert "2026" not in found["ml-bamako"]
    assert "2021" in found["ml-bamako"]


def test_a_search_keeps_to_a_level_and_within_a_place():
    assert slugs(reads.find_places("Kayes", level="cercle")) == ["ml-kayes-kayes"]
    assert slugs(reads.find_places("Koro", within=place("ml-bandiagara"))) == ["ml-bandiagara-koro", "rte-kor"]
    assert slugs(reads.find_places("Koro", within=place("ml-kayes"))) == []


@pytest.mark.parametrize("text", ["", "  ", "’’", "Atlantide", "%", "_"])
def test_a_text_that_names_nothing_finds_nothing(text):
    assert reads.find_places(text) == []


def test_the_search_while_typing_takes_beginnings_of_words():
    assert reads.find_places("tombou") == []
    found = reads.matching("tombou").values_list("slug", flat=True)
    assert {"ml-tombouctou", "ml-tombouctou-tombouctou", "hub-tom"} <= set(found)
    assert "ml-tombouctou-bambara-maoude" in reads.matching("maou").values_list("slug", flat=True)
    assert reads.matching("%").count() == reads.matching("’").count() == 0


def test_a_code_is_read_in_its_edition_only():
    assert reads.place_of_code("pcode", "2026", " ml09 ").slug == "ml-taoudenit"
    assert reads.place_of_code("pcode", "2021", "ML09").slug == "ml-bamako"
    assert reads.place_of_code("pcode", "2021", "ML0604") is None  # Niafunké: nobody has decided yet
    assert reads.place_of_code("iso3166-1-alpha-3", "2026", "CIV").slug == "ci"


def test_names_tell_which_edition_a_file_follows(django_assert_num_queries):
    rows = [("ML0101", "Bafoulabe"), ("ML0102", "Diema"), ("ML09", "Bamako"), ("ML10", "Menaka"), ("ML0103", "KAYES")]
    with django_assert_num_queries(2):
        best, *others = reads.guess_edition(rows)
    assert (best.system, best.edition, best.agree, best.disagree) == ("pcode", "2021", 5, [])
    of_2026 = next(guess for guess in others if guess.edition == "2026" and guess.system == "pcode")
    assert ("ML09", "Bamako", "Taoudénit") in of_2026.disagree
    assert of_2026.agree == 1


def test_codes_that_no_edition_knows_give_no_guess():
    assert reads.guess_edition([("ZZ99", "Kayes")]) == []


def test_entry_points_in_use_leave_out_the_closed():
    assert reads.entry_points_open().count() == 30
    Place.objects.filter(slug="rte-gog").update(ends=dt.date(2026, 1, 31))
    assert "rte-gog" not in reads.entry_points_open(dt.date(2026, 2, 1)).values_list("slug", flat=True)
    assert "rte-gog" in reads.entry_points_open(dt.date(2026, 1, 31)).values_list("slug", flat=True)


def test_an_entry_point_knows_its_cercle_or_that_it_does_not(django_assert_num_queries):
    with django_assert_num_queries(1):
        cercles = {point.slug: point.entry_point.cercle for point in reads.entry_points_open()}
    assert cercles["rte-gog"].slug == "ml-nioro-nioro"
    assert cercles["rte-her"] is None
    assert cercles["ext-ass"] is None


def test_regions_and_what_divides_them():
    assert reads.regions().count() == 20
    assert sum(reads.cercles(region).filter(level="cercle").count() for region in reads.regions()) == 159
    assert reads.cercles(place("ml-bamako")).count() == 6
    assert next(iter(reads.regions())).name == "Bandiagara"


def test_countries_of_malians_abroad_come_first_then_all_by_name():
    names = [country.name for country in reads.countries_for_choice()]
    assert names[:3] == ["Côte d’Ivoire", "Burkina Faso", "Sénégal"]
    assert len(names) == 249
    assert names[58:60] == ["Afghanistan", "Albanie"]
    assert names[-1] == "Zimbabwe"


def test_a_region_is_in_conflict_between_two_days_only():
    region = place("ml-gao")
    ConflictPeriod.objects.create(region=region, begins=dt.date(2026, 1, 1), ends=dt.date(2026, 6, 30), source="x")
    assert reads.regions_in_conflict(dt.date(2026, 6, 30)) == {region.pk}
    assert reads.regions_in_conflict(dt.date(2026, 7, 1)) == set()
