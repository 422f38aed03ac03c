"""One record at a time, with the model that ships: as the batch cleans and proposes, and never more than it may say."""

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib.resources import files

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benkan.linkage.engine import blocking, desk, features, told
from benkan.linkage.engine.cleaning import prepare
from benkan.linkage.engine.contradictions import Contradiction
from benkan.linkage.engine.keys import Keys
from benkan.linkage.engine.names import dictionary
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.engine.why import NOTICEABLE

AWA = {
    "given_names": "Awa", "family_name": "Koulibaly", "also_known_as": "Nana", "father_name": "Drissa",
    "mother_name": "Fanta Diarra", "birth_year": 1994, "birth_month": 5, "birth_day": 17, "birth_precision": "jour",
    "sex": "F", "phone": "+223 76 12 34 56", "identifiers": ["AA0123456", "2 94 1234567 001 K"],
    "destination": "Village de Sadiola", "category": "Convoi 12",
}  # fmt: skip


@pytest.fixture(scope="module")
def table():
    return desk.Desk(desk.shipped_model())


def like(**changed) -> dict:
    return AWA | changed


def scored(table, one: dict, other: dict):
    first, second = table.clean([one, other])
    return table.score(first, [second])[0]


PEOPLE = [
    AWA,
    like(family_name="Coulibaly", identifiers=[], birth_precision="vers"),
    like(given_names="Adama", identifiers=["2 94 1234567 002 L"]),
    like(given_names="Moussa", sex="M", phone="", birth_year=1970, destination="Gao"),
    like(given_names="Ag Moussa", family_name="", birth_month=None, birth_day=None, birth_precision="annee"),
    {"given_names": "Fatoumata", "birth_year": 2001, "birth_month": 3, "birth_precision": "mois", "sex": ""},
    {},
    like(given_names="Koulibaly", family_name="Awa", mother_name="", birth_precision="inconnue"),
]


def test_a_same_number_of_identity_is_not_taken_back_by_what_families_share(table):
    plain = desk.Desk(replace(table.model, calibration=None))
    number, names = {"identifiers": ["2 94 1234567 001 K"]}, {"given_names": "Awa", "family_name": "Koulibaly"}
    assert scored(table, names | number, names | number).probability == pytest.approx(
        scored(plain, names | number, names | number).probability
    )
    assert scored(table, AWA, like(identifiers=[])).probability < scored(plain, AWA, like(identifiers=[])).probability


def test_a_record_is_cleaned_alone_as_among_others_and_as_the_batch_does(table):
    together = table.clean(PEOPLE)
    assert [table.clean([person])[0] for person in PEOPLE] == together
    connection = duckdb.connect(config={"threads": 1})
    prepare(connection, [told.table(PEOPLE)], told.SCHEMA, habits=table.model.habits)
    found = connection.execute("SELECT * EXCLUDE (uid, source, id) FROM records ORDER BY uid")
    names = [column[0] for column in found.description]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    assert [{name: value for name, value in row.items() if value is not None} for row in rows] == together
    assert json.loads(json.dumps(together)) == together


def test_what_was_told_is_read(table):
    (awa,) = table.clean([AWA])
    assert (awa["given"], awa["nickname"], awa["family_canon"]) == ("awa", "nana", "coulibaly")
    assert (awa["identifier_1"], awa["identifier_2"]) == ("2941234567001K", "AA0123456")
    assert (awa["phone_1"], awa["place_1"], awa["birth_text"]) == ("76123456", "sadiola", "19940517")


def test_a_birth_that_is_vague_stays_so(table):
    about, unknown, first = table.clean(
        [like(birth_precision="vers"), like(birth_precision="inconnue"), like(birth_month=1, birth_day=1)]
    )
    assert about["birth_year"] == first["birth_year"] == 1994
    assert "birth_text" not in about
    assert "birth_text" not in first  # registers write 1 January for a day that nobody knows
    assert "birth_year" not in unknown
    with pytest.raises(ValueError, match="précision de naissance inconnue"):
        table.clean([like(birth_precision="exacte")])


def test_records_that_a_rule_of_the_batch_would_compare_share_a_key_and_no_others(table):
    cleaned = table.clean(PEOPLE)
    keys = [set(held) for held in table.keys(cleaned)]
    rules = [rule for rule in table.model.rules if not rule.loose]
    connection = duckdb.connect(config={"threads": 1})
    prepare(connection, [told.table(PEOPLE)], told.SCHEMA, habits=table.model.habits)
    lists = ", ".join(features.words({f"{name}_canon" for name in features.NAMES}))
    hashed = ", ".join(blocking.key(rule) for rule in rules)
    rows = connection.execute(f"SELECT {hashed} FROM (SELECT *, {lists} FROM records) ORDER BY uid").fetchall()
    shared = together = 0
    for one in range(len(rows)):
        for other in range(one):
            batch = any(a is not None and a == b for a, b in zip(rows[one], rows[other], strict=True))
            assert batch == bool(keys[one] & keys[other])
            shared, together = shared + batch, together + 1
    assert 0 < shared < together
    assert all(-(2**63) <= key < 2**63 for held in keys for key in held)


def test_keys_are_those_of_every_version():
    rule = blocking.Rule("year + given", ("birth_year", "given"))
    assert Keys([rule]).of(["1994", "awa"]) == [8658578158659996395]
    assert Keys([rule]).of(["1994", None]) == []


def test_one_person_told_twice_is_very_likely_and_comes_first(table):
    cleaned = table.clean([AWA, *PEOPLE[2:7], like(family_name="Koulibali", phone="")])
    first, *others = table.score(cleaned[0], cleaned[1:])
    assert first.index == len(cleaned) - 2
    assert first.explained.word is Word.VERY_LIKELY
    assert "même mère" in first.explained.sentence()
    assert [one.explained.probability for one in others] == sorted(
        (one.explained.probability for one in others), reverse=True
    )


def test_a_telephone_that_many_bear_proves_little(table):
    office = [*table.clean(PEOPLE), *table.clean([like(given_names=name) for name in ("Sitan", "Rokia", "Oumou")])]
    common = desk.commonly_borne(office)
    assert common["phone_1"] == {"76123456": pytest.approx(8 / 8)}
    assert common["identifier_3"] == {}
    own = desk.Desk(table.model, {"phone_1": {"76123456": 0.02}})
    pair = (office[0], office[1])
    assert own.score_pairs([pair])[0].match_weight < table.score_pairs([pair])[0].match_weight - 5


def test_what_one_register_says_of_a_value_counts_for_its_own_question_alone(table):
    people = table.clean(PEOPLE)
    pairs, common = [(people[0], other) for other in people], {"phone_1": {"76123456": 0.02}}
    before = [one.match_weight for one in table.score_pairs(pairs)]
    own = desk.Desk(table.model, common).score_pairs(pairs)
    assert table.score_pairs(pairs, common) == own
    assert table.score(people[0], people, common)[0].match_weight == max(one.match_weight for one in own)
    assert [one.match_weight for one in table.score_pairs(pairs)] == before
    rarer_than_rare = {"phone_1": {"76123456": 1e-9}}
    assert [one.match_weight for one in table.score_pairs(pairs, rarer_than_rare)] == before


def test_those_proposed_are_those_of_all_that_have_a_word(table):
    cleaned = table.clean(PEOPLE * 12)
    pairs = [(one, other) for one in cleaned[::2] for other in cleaned[1::2]]
    assert len(pairs) > 1_000
    every = [one for one in table.score_pairs(pairs) if one.explained.word is not None]
    assert table.proposed(pairs) == every
    assert 0 < len(every) < len(pairs)


def test_what_contradicts_is_said(table):
    twin = scored(table, AWA, like(given_names="Kadiatou", also_known_as="", identifiers=[]))
    assert twin.contradiction is Contradiction.TWINS
    assert twin.explained.word in (None, Word.CHECK)
    number = scored(table, AWA, like(identifiers=["2 94 7654321 009 Z"]))
    assert number.contradiction is Contradiction.NUMBERS
    assert number.explained.word is not Word.VERY_LIKELY
    assert scored(table, AWA, like(sex="M")).contradiction is Contradiction.SEXES
    assert scored(table, AWA, AWA).contradiction is None


def test_a_nina_is_not_held_against_a_passport(table):
    said = scored(table, like(identifiers=["2 94 1234567 001 K"]), like(identifiers=["AB7654321"]))
    assert said.contradiction is None
    assert "numéros d’identité différents" not in said.explained.sentence()


NAMES = st.one_of(
    st.sampled_from(sorted(dictionary.family_names())),
    st.sampled_from(sorted(set(dictionary.canons()))),
    st.text("abdfgiklmnorstuwyz", min_size=2, max_size=12),
)
TEXTS = st.lists(NAMES, min_size=1, max_size=3).map(" ".join)


NAMED = st.tuples(TEXTS, TEXTS, st.one_of(st.none(), TEXTS), st.sampled_from(("F", "M", "")))


@settings(max_examples=8, deadline=None)
@given(people=st.lists(NAMED, min_size=20, max_size=20))
def test_names_alone_are_never_more_than_to_be_checked(table, people):
    apart = {"mother_name": "Assitan Dolo", "birth_year": 1950, "phone": "66112233", "destination": "Kidal"}
    opposed = {"mother_name": "Rokia Maïga", "birth_year": 2005, "phone": "79885544", "destination": "Yélimané"}
    records = []
    for given_, family, other, sex in people:
        own = {"given_names": given_, "family_name": family, "sex": sex}
        again = own | {"given_names": other or given_}
        records += [own, again, own | apart, again | opposed]
    cleaned = table.clean(records)
    pairs = [(at, at + step) for at in range(0, len(cleaned), 4) for step in (1, 2, 3)]
    pairs += [(at + 2, at + 3) for at in range(0, len(cleaned), 4)]
    for pair in table.score_pairs([(cleaned[one], cleaned[other]) for one, other in pairs]):
        assert pair.explained.word in (None, Word.CHECK)
        assert pair.explained.probability < table.model.thresholds.likely


def test_words_and_probabilities_agree(table):
    cleaned = table.clean(PEOPLE)
    thresholds = table.model.thresholds
    for one in table.score_pairs([(a, b) for a in cleaned for b in cleaned]):
        said = one.explained
        assert said.word is thresholds.word(said.probability, names_alone=False)


def test_what_contradicts_never_speaks_for_a_pair():
    model = desk.shipped_model()
    for comparison, same, chance in zip(model.comparisons, model.shares.same, model.shares.chance, strict=True):
        for number, level in enumerate(comparison.levels):
            assert not level.against or same[number] < chance[number] * 2**NOTICEABLE


def test_many_pairs_are_scored_as_each_alone_whatever_was_asked_before(table):
    cleaned = table.clean(PEOPLE)
    pairs = [(one, other) for one in cleaned for other in cleaned][::5]
    whole = [one.probability for one in table.score_pairs(pairs)]
    assert whole == [table.score_pairs([pair])[0].probability for pair in pairs]
    assert table.score(cleaned[0], []) == table.clean([]) == table.keys([]) == []


def test_threads_wait_for_one_another(table):
    cleaned = table.clean(PEOPLE)
    alone = [table.score(one, cleaned) for one in cleaned[:4]]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda one: table.score(one, table.clean(PEOPLE)), cleaned[:4])) == alone


def test_the_model_that_ships_says_what_it_is_and_holds_nothing_rare():
    model = desk.shipped_model()
    assert (model.name, model.version, model.learnt_from) == ("2026-11", "2026-11", "registres inventés")
    assert model.made.isoformat().startswith("2026-11")
    assert len(files("benkan.linkage.engine").joinpath("data", desk.SHIPPED).read_bytes()) < 1_500_000
    for column, shares in model.frequencies.items():
        assert not (shares and column.startswith(("phone", "identifier", "birth")))
        assert all(share * model.records >= 4 for share in shares.values())


def test_the_platform_starts_without_what_the_desk_computes_with():
    heavy = "[name for name in ('duckdb', 'splink', 'pyarrow') if name in sys.modules]"
    code = f"import sys, benkan.linkage.engine.desk; print({heavy})"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"
