"""Malian names: the thirteen rules, the dictionary, and what a cell says. The persons of the last test are public."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pytest

from benkan.linkage.engine.names import dictionary
from benkan.linkage.engine.names.folding import key, surface
from benkan.linkage.engine.names.parsing import FAMILY, GIVEN, PART, parse

SPELLINGS = Path(__file__).parent / "data" / "spellings.csv"


def spellings(kind):
    with SPELLINGS.open(encoding="utf-8") as lines:
        return [(row["canon"], row["spelling"]) for row in csv.DictReader(lines) if row["kind"] == kind]


def whole(name):
    """One spelling as one word, as the counts were made."""
    return key(surface(name).replace(" ", ""))


@pytest.mark.parametrize(("kind", "caught", "of"), [("family", 155, 183), ("given", 88, 221)])
def test_the_key_alone_catches_what_was_counted(kind, caught, of):
    known = spellings(kind)
    assert (sum(whole(spelling) == key(canon.lower()) for canon, spelling in known), len(known)) == (caught, of)


@pytest.mark.parametrize("kind", ["family", "given"])
def test_no_two_canons_share_a_key(kind):
    canons = {canon.lower() for canon, _ in spellings(kind)}
    assert len({key(canon) for canon in canons}) == len(canons)


@pytest.mark.parametrize("kind", ["family", "given"])
def test_the_dictionary_knows_every_spelling(kind):
    assert [
        (canon, spelling)
        for canon, spelling in spellings(kind)
        if parse(spelling, FAMILY if kind == "family" else GIVEN).canon != canon.lower()
    ] == []


def test_forbidden_pairs_never_meet():
    assert len(dictionary.forbidden()) > 10
    for one, other in map(tuple, dictionary.forbidden()):
        assert key(one) != key(other)
        assert dictionary.canon(one) != dictionary.canon(other)


def test_a_spelling_has_one_canon():
    found = defaultdict(set)
    for name in ("family.csv", "given.csv"):
        for row in dictionary._rows(name):
            found[surface(row["variant"])].add(row["canon"])
    assert {spelling: canons for spelling, canons in found.items() if len(canons) > 1} == {}


def test_every_row_says_where_it_comes_from():
    known = {row["source"] for row in dictionary._rows("sources.csv")}
    lists = ("family", "given", "forbidden", "weak_links", "twins", "birth_order", "short_forms", "titles", "particles")
    rows = [row for name in lists for row in dictionary._rows(f"{name}.csv")]
    assert {row["source"] for row in rows} <= known
    assert all(row["date"] for row in rows)


def test_pairs_are_of_known_canons():
    canons = set(dictionary.canons().values())
    for pairs in (dictionary.forbidden(), dictionary.weak_links(), dictionary.twins()):
        assert {name for pair in pairs for name in pair} <= canons
    assert set(dictionary.birth_order()) <= canons


@pytest.mark.parametrize(
    ("written", "folded"),
    [("tɔgɔ", "togo"), ("Keïta", "keita"), ("N'Golo", "ngolo"), ("N’Diaye", "ndiaye"), ("Ɲaré", "nyare"),
     ("Lopez-Ekra", "lopez ekra"), ("  TRAORÉ  ", "traore"), ("D.Ɓaaba", "d baaba"), ("M' Baye", "mbaye"),
     ("…", ""), ("TraorÃ©", "traore"), ("Âge", "age"), ("ⴰⴳ", "ⴰⴳ")],
)  # fmt: skip
def test_surface(written, folded):
    assert surface(written) == folded
    assert surface(folded) == folded


@pytest.mark.parametrize(
    ("one", "other"),
    [("Queita", "Keita"), ("Guindo", "Gindo"), ("Sakho", "Sacko"), ("Cissé", "Sissé"), ("Diallo", "Jallow"),
     ("Gnaré", "Niaré"), ("Bah", "Ba"), ("Hawa", "Awa"), ("Touray", "Touré"), ("Soh", "Sow"), ("Mayga", "Maïga"),
     ("Watara", "Ouattara"), ("Traorre", "Traoré"), ("Coulibaly", "Koulibali")],
)  # fmt: skip
def test_same_key(one, other):
    assert whole(one) == whole(other)


@pytest.mark.parametrize(("one", "other"), [("Kadiatou", "Kajatou"), ("Koné", "Konaté"), ("Kanté", "Kané")])
def test_other_key(one, other):
    assert whole(one) != whole(other)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("Mme Sidibé Mahawa Haïdara", "mahawa haidara"),
        ("Mme Coulibaly Mariam Coulibaly", "mariam coulibaly"),
        ("Mme Mariam Koné", "mariam kone"),
        ("El Hadj Mamadou Traoré", "mamadou traore"),
        ("Elhadji Oumar", "oumar"),
        ("Dr Seybou Boubacar", "seybou boubacar"),
        ("Cheick Oumar Sissoko", "oumar sissoko"),
        ("Cheick Koné", "cheick kone"),
        ("Haïdara Mahawa épouse Sidibé", "haidara mahawa"),
        ("Mahawa Sidibé (née Haïdara)", "mahawa haidara"),
        ("mamadoutraore", "mamadou traore"),
        ("Hadja", "hadja"),
        ("", ""),
        ("...", ""),
    ],
)
def test_what_is_no_part_of_a_name_is_dropped(cell, words):
    assert parse(cell).surface == words


def test_a_title_among_given_names_only():
    assert parse("Ba Mamadou", GIVEN).surface == "mamadou"
    assert parse("Ba", FAMILY).surface == parse("Ba", GIVEN).surface == "ba"


@pytest.mark.parametrize(
    ("cell", "words", "nickname"),
    [("Mamadou Traoré dit Papa", "mamadou traore", "papa"), ("Mamadou dit Papa Traoré", "mamadou traore", "papa"),
     ("Awa Koné alias La Vieille", "awa kone", "la vieille"), ("Fatoumata « Fifi » Ba", "fatoumata ba", "fifi"),
     ("Modibo (Bobo) Keïta", "modibo keita", "bobo"), ("Dit Koné", "dit kone", None)],
)  # fmt: skip
def test_nicknames_stand_apart(cell, words, nickname):
    found = parse(cell)
    assert (found.surface, found.nickname) == (words, nickname)


@pytest.mark.parametrize(
    ("cell", "words", "particle"),
    [("Mossa Ag Attaher", "mossa attaher", "ag"), ("Mossa AgAttaher", "mossa attaher", "ag"),
     ("AGMOSSA", "mossa", "ag"), ("Fadimata Oualet Ahmed", "fadimata ahmed", "walet"),
     ("Sidi Uld Mohamed", "sidi mohamed", "ould"), ("Mariam Mint Ali", "mariam ali", "mint"), ("Agnès", "agnes", None)],
)  # fmt: skip
def test_particles_stand_apart(cell, words, particle):
    found = parse(cell)
    assert (found.surface, found.particle) == (words, particle)


def test_a_particle_alone_is_no_family_name():
    assert parse("Ag", FAMILY) == ("", "", "", "ag", None)


def test_two_columns_of_one_name_say_it_once():
    assert parse(f"Keïta{PART}Modibo Keïta").surface == "modibo keita"
    assert parse(f"Modibo{PART}Keïta").surface == "modibo keita"


def test_short_forms_of_others():
    assert dictionary.canon("bob") == dictionary.canon("robert")
    assert dictionary.canon("wilh") == dictionary.canon("wilhelm")
    assert dictionary.canon("hans") != dictionary.canon("johannes"), "a name of its own"
    assert set(dictionary.short_forms()).isdisjoint(dictionary.canons()), "the Malian dictionary decides first"


def test_several_words_of_one_name():
    assert parse("Abdoul Hamid Koné").canon == "hamidou kone"
    assert parse("Cheick Tidiane", GIVEN).canon == "tidiane"


# Spellings of one public person in published pages, one row a person.
PUBLIC = [
    [
        "Mossa Ag Attaher",
        "Moussa Ag Attaher",
        "Mossa AgAttaher",
        "Mossa AG ATTAHER",
        "Moussa Ag Taher",
        "Moussa Ag Tahe",
    ],
    ["Alhamdou Ag Ilyene", "Ag Ilyène", "Ag Ilyenne", "AG ILYENE", "Alhamadou Ag Ilyenne"],
    ["Abdrahamane Sylla", "Abdramane Sylla", "Abdourahamane Sylla", "Abdoudrame Sylla"],
    ["Boubacar Seybou", "Dr Seybou Boubacar", "Seydou Aboubacar", "Dr Boubacar Seybou"],
    ["Aliou Barry", "Alou Barry"],
    ["Sylvia Lopez-Ekra", "Sylvia Ekra", "Sylvie Ekra"],
    ["Oumarou Ag Ibrahim Haïdara", "Oumarou Ag Mohamed Ibrahim Haïdara", "Ag Oumarou"],
    ["Choguel Kokalla Maïga", "Choguel Kokalla Maga"],
    ["Baidy Dramé", "Baidy Drame"],
]


def bag(name):
    return set(parse(name).canon.split())


@pytest.mark.parametrize("row", PUBLIC, ids=lambda row: row[0])
def test_spellings_of_one_person_have_a_word_in_common(row):
    assert [(row[0], other) for other in row[1:] if not bag(row[0]) & bag(other)] == []


def test_two_persons_never_have_all_their_words_in_common():
    for row, other in combinations(PUBLIC, 2):
        assert [(one, two) for one in row for two in other if bag(one) == bag(two)] == []
