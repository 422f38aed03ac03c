"""`similar` for a whole list gives what `similar` gives one by one: it is compared with this slow twin."""

import datetime as dt
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benkan.common import clock
from benkan.common.imprecise import parse
from benkan.organisations.acting import acting_for
from benkan.people.reads import Asked, similar, similar_to_many
from benkan.people.reads.weighing import LOOKED_AT
from benkan.people.tests.factories import BORN, announced
from benkan.people.writes import NewFile, annul, register_many

# Few names for many bearers, written in several ways; twins, particles, whole names in one field, and silences.
GIVEN = ["Lassine", "Fousseyni", "Mamadou", "Mahamadou", "Kadiatou Fanta", "Mossa Ag", "Mamadou Coulibaly", ""]
FAMILY = ["Coulibaly", "Koulibali", "Traoré", "Ag Attaher", "Coulibaly Mamadou", ""]
SHARED = ["Assitan Diarra", "Djarra Assitan", "Niamoye", ""]
MOTHERS = [*SHARED * 20, *(f"Fatoumata Touré {at}" for at in range(60))]
PHONES = [*["76 12 34 56", "+223 76123456", "12 34", "inconnu", ""] * 20, *(f"66 00 00 {at}" for at in range(10, 70))]
BIRTHS = ["1/1/1990", "3/5/1990", "5/3/1990", "vers 1991", "3/1998", "60", "inconnue", ""]


def somebody(rng: Random) -> dict:
    return {
        "given_names": rng.choice(GIVEN), "family_name": rng.choice(FAMILY), "mother_name": rng.choice(MOTHERS),
        "phone": rng.choice(PHONES), "birth": parse(rng.choice(BIRTHS), on=BORN), "sex": rng.choice(["M", "F", ""]),
    }  # fmt: skip


def words_of(candidates) -> list[tuple]:
    return [(c.registration.pk, c.reasons, c.strength, c.family, c.weight) for c in candidates]


@pytest.mark.parametrize("seed", range(4))
def test_a_list_is_answered_as_each_of_its_persons_is(by, monkeypatch, seed):
    monkeypatch.setattr("benkan.people.reads.similar_many.AT_ONCE", 40)
    rng = Random(seed)
    people = [NewFile(somebody(rng) | {"also_known_as": rng.choice(["", "Traoré"])}) for _ in range(600)]
    hours = [clock.now() - dt.timedelta(hours=at) for at in range(2)]
    for hour, some in zip(hours, (people[:450], people[450:]), strict=True):
        made = register_many(by=by, people=some, registered_at=hour)
        for registration in rng.sample(made, 12):
            annul(by=by, registration=registration, reason="erreur")
    homonyms = [p for p in people if (p.answers["given_names"], p.answers["family_name"]) != ("", "")]
    assert len(homonyms) > 8 * LOOKED_AT
    asked = [Asked(**somebody(rng)) for _ in range(60)] + [Asked(), Asked(birth=None, given_names="Mamadou")]
    asked += [Asked("Sira", mother_name=f"Fatoumata Touré {at}") for at in range(20)]  # sisters
    found = similar_to_many(asked)
    one_by_one = [similar(**{name: getattr(one, name) for name in Asked.__dataclass_fields__}) for one in asked]
    assert [words_of(some) for some in found] == [words_of(some) for some in one_by_one]
    assert sum(map(len, found)) > 100
    assert {c.strength for some in found for c in some} == {"fort", "moyen", "faible"}
    assert {c.family for some in found for c in some} == {True, False}


def test_only_the_last_homonyms_are_looked_at(by):
    """As one by one: the last written of those that have the words, even if they were annulled since."""
    made = register_many(by=by, people=[NewFile({"given_names": "Awa", "family_name": "Sow"})] * (LOOKED_AT + 3))
    for registration in made[-LOOKED_AT + 1 :]:
        annul(by=by, registration=registration, reason="erreur")
    (found,) = similar_to_many([Asked("Awa", "Sow")])
    assert [c.registration for c in found] == [made[3]]
    assert words_of(found) == words_of(similar(given_names="Awa", family_name="Sow"))


def test_who_was_announced_is_known(by):
    registration = announced(by, "kadiatou", "with_phone")
    ((found,),) = similar_to_many([Asked("Kadiatou", "Traoré", phone="76123456")])
    assert (found.registration, found.strength) == (registration, "fort")


def test_what_is_shown_of_a_candidate_costs_no_question(by):
    announced(by, "kadiatou", "with_phone", "about_1990")
    ((found,),) = similar_to_many([Asked("Kadiatou", "Traoré")])
    with CaptureQueriesContext(connection) as queries:
        one = found.registration
        assert one.full_name
        for value in (one.number, one.status, one.sex, one.birth, one.mother_name, one.phone, one.registered_at):
            assert value
        assert one.source
    assert len(queries) == 0


def test_nobody_learns_of_another_organisations_files(by, cast):
    announced(by, "kadiatou", "with_phone")
    with acting_for(cast.nana):
        assert similar_to_many([Asked("Kadiatou", "Traoré", "Assitan Diarra", "76123456")]) == [[]]


def test_a_hundred_ask_as_many_questions_as_ten(by):
    rng = Random(0)
    register_many(by=by, people=[NewFile(somebody(rng)) for _ in range(200)])
    counts = []
    for count in (10, 100):
        asked = [Asked(**somebody(rng)) for _ in range(count)]
        with CaptureQueriesContext(connection) as queries:
            similar_to_many(asked)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 6
    assert similar_to_many([]) == []
