"""Which files are compared: those that share a rare enough key; the fast questions beside their slow twins."""

from collections import Counter, defaultdict
from random import Random

import pytest

from benkan.common.imprecise import parse
from benkan.common.permissions import Nobody
from benkan.linkage.engine.desk import BEARERS, commonly_borne
from benkan.linkage.models import ComparedRecord, Waiting
from benkan.linkage.reads import borne, nearby, resembling, waiting
from benkan.linkage.reads.telling import rather_family, ways
from benkan.linkage.tests.factories import BORN, mamadou
from benkan.linkage.told import desk
from benkan.linkage.writes.knowing import know
from benkan.linkage.writes.matching import match_waiting
from benkan.organisations.acting import acting_for
from benkan.people.alike import Asked
from benkan.people.models import Registration
from benkan.people.writes import NewFile, annul, register_many

# Few names for many bearers, written in several ways; twins, particles, whole names in one field, and silences.
GIVEN = ["Lassine", "Fousseyni", "Mamadou", "Mahamadou", "Kadiatou Fanta", "Mossa Ag", "Mamadou Coulibaly", ""]
FAMILY = ["Coulibaly", "Koulibali", "Traoré", "Ag Attaher", "Coulibaly Mamadou", ""]
MOTHERS = ["Assitan Diarra", "Djarra Assitan", "Niamoye", "", "", "Fatoumata Touré"]
PHONES = ["76 12 34 56", "+223 76123456", "12 34", "inconnu", "", "", *(f"66 00 12 {at}" for at in range(10, 40))]
BIRTHS = ["1/1/1990", "3/5/1990", "5/3/1990", "vers 1991", "3/1998", "60", "inconnue", ""]
MOST_BORNE = 25  # files, here: two hundred would ask for thousands


@pytest.fixture(autouse=True)
def _fewer(monkeypatch):
    monkeypatch.setattr(nearby, "MOST_BORNE", MOST_BORNE)
    monkeypatch.setattr(waiting, "MOST_BORNE", MOST_BORNE)
    monkeypatch.setattr(waiting, "AT_ONCE", 30)
    monkeypatch.setattr(resembling, "AT_ONCE", 16)
    monkeypatch.setattr(resembling, "JUST_WRITTEN", 1000)


def somebody(rng: Random) -> dict:
    return {
        "given_names": rng.choice(GIVEN), "family_name": rng.choice(FAMILY), "mother_name": rng.choice(MOTHERS),
        "phone": rng.choice(PHONES), "birth": parse(rng.choice(BIRTHS), on=BORN), "sex": rng.choice(["M", "F", ""]),
    }  # fmt: skip


@pytest.fixture
def register_of(by):
    """`register_of(rng)`: two hundred files, of which some wait to be compared and some are annulled."""

    def make(rng: Random) -> list[Registration]:
        known = register_many(by=by, people=[NewFile(somebody(rng)) for _ in range(140)])
        know(files=sorted(one.pk for one in known))
        Waiting.objects.all().delete()
        fresh = register_many(by=by, people=[NewFile(somebody(rng)) for _ in range(60)])
        for one in (*rng.sample(known, 5), *rng.sample(fresh, 3)):
            annul(by=by, registration=one, reason="erreur")
        return [*known, *fresh]

    return make


def rare_keys(keys_of: dict) -> dict:
    """Of each file, the keys that no more than `MOST_BORNE` of them bear."""
    borne = Counter(key for keys in keys_of.values() for key in keys)
    return {file: {key for key in keys if borne[key] <= MOST_BORNE} for file, keys in keys_of.items()}


def nearest(keys: set, keys_of: dict, most: int) -> list:
    shared = {file: len(keys & own) for file, own in keys_of.items() if keys & own}
    return sorted(shared, key=lambda file: (-shared[file], -file.int))[:most]


@pytest.mark.parametrize("seed", range(2))
def test_near_files_are_those_of_the_slow_twin(register_of, seed):
    rng = Random(seed)
    register_of(rng)
    every = dict(ComparedRecord.objects.values_list("pk", "keys"))
    keys_of = rare_keys(every)
    dropped = set().union(*every.values()) - set().union(*keys_of.values())
    assert dropped, "some keys are borne by many"
    asked = desk().keys(desk().clean([next(ways(Asked(**somebody(rng)))) for _ in range(40)]))
    found = defaultdict(list)
    for near in nearby.nearby(asked, most=12):
        found[near.place].append(near.registration_id)
    slow = [nearest(set(keys), keys_of, 12) for keys in asked]
    assert [found[place] for place in range(len(asked))] == slow
    assert max(map(len, slow)) == 12


def test_a_key_that_too_many_bear_proposes_nobody(by):
    alone = {"given_names": "", "family_name": "", "mother_name": "", "destination_said": "", "sex": ""}
    alone["birth"] = parse("inconnue", on=BORN)
    keys = desk().keys(desk().clean([{"phone": "76123456"}]))
    for size, proposed in ((MOST_BORNE, MOST_BORNE), (1, 0)):
        register_many(by=by, people=[NewFile(mamadou(**alone))] * size)
        match_waiting(by=Nobody(by.organisation_id))
        assert len(nearby.nearby(keys, most=60)) == proposed


def test_near_files_and_bearers_are_ones_own(cast, by):
    register_many(by=by, people=[NewFile(mamadou())] * BEARERS)
    match_waiting(by=Nobody(by.organisation_id))
    keys = desk().keys(desk().clean([{"phone": "76123456"}]))
    assert len(nearby.nearby(keys)) == BEARERS
    assert borne.commonly_borne(["76123456"]) == {"phone_1": {"76123456": 1.0}}
    with acting_for(cast.nana):
        assert nearby.nearby(keys) == []
        assert borne.commonly_borne(["76123456"]) == {"phone_1": {}}


@pytest.mark.parametrize("among_files", [True, False])
def test_telephones_borne_by_many_are_those_of_the_slow_twin(register_of, among_files):
    rng = Random(7)
    register_of(rng)
    files = list(ComparedRecord.objects.values_list("cleaned", flat=True))
    asked = desk().clean([{"phone": rng.choice(PHONES)} for _ in range(60)])
    phones = [one.get("phone_1") for one in asked]
    slow = commonly_borne(files if among_files else [*files, *asked])["phone_1"]
    found = borne.commonly_borne(phones, among_files=among_files)["phone_1"]
    assert found == {phone: pytest.approx(share) for phone, share in slow.items() if phone in phones}
    assert found
    assert len(found) < len(set(phones))


@pytest.mark.exhaustive
@pytest.mark.parametrize(("seed", "family"), [(0, False), (1, False), (1, True)])
def test_a_list_is_answered_as_each_pair_is_compared_alone(register_of, seed, family):
    """The slow twin: one person told after the other, beside all files, those that wait to be compared too."""
    rng = Random(seed)
    files = {one.pk: one for one in register_of(rng)}
    asked = [Asked(**somebody(rng)) for _ in range(40)] + [Asked(), Asked(given_names="Mamadou Traoré")]
    found = resembling.resembling(asked, family=family)
    slow = list(_one_by_one(asked, family))
    assert [[(one.registration_id, one.strength, one.family) for one in some] for some in found] == slow
    assert sum(map(len, found)) > 60
    assert {one.family for some in found for one in some} == ({True, False} if family else {False})
    in_force = set(Registration.objects.exclude(status="annulee").values_list("pk", flat=True))
    assert {one.registration_id for some in found for one in some} <= in_force & set(files)


def _one_by_one(asked: list[Asked], family: bool):
    known = {one.pk: one.cleaned for one in ComparedRecord.objects.all()}
    unknown = dict(waiting.not_compared_yet(most=1000).files)
    in_force = set(Registration.objects.exclude(status="annulee").values_list("pk", flat=True))
    common = commonly_borne([*known.values(), *desk().clean([{"phone": one.phone} for one in asked])])
    groups = [
        rare_keys(dict(zip(some, map(set, desk().keys(list(some.values()))), strict=True))) for some in (known, unknown)
    ]
    words = known | unknown
    for one in asked:
        told = desk().clean(list(ways(one)))
        keys = set().union(*desk().keys(told))
        near = [file for keys_of in groups for file in nearest(keys, keys_of, resembling.NEAR)]
        scored = desk().score_pairs([(told[0], words[file]) for file in near], common)
        shown = [
            (rather_family(pair), -pair.explained.probability, -pair.match_weight, -file.int, file, pair)
            for file, pair in zip(near, scored, strict=True)
            if file in in_force and (family if rather_family(pair) else pair.explained.word is not None)
        ]
        yield [
            (file, str(pair.explained.word or ""), rather_family(pair))
            for *_, file, pair in sorted(shown, key=lambda row: row[:4])[: resembling.SHOWN]
        ]
