"""A glance leaves out no pair that a full comparison would keep, and leaves out most of the others."""

from random import Random

import duckdb
import pyarrow as pa
import pytest

from benkan.linkage.engine import cleaning, estimating, glancing, linking, predicting, scoring
from benkan.linkage.engine.reading import table_of
from benkan.linkage.engine.schema import Column, Role, Schema

pytestmark = pytest.mark.exhaustive
GIVEN = (
    "Mamadou",
    "Mahamadou",
    "Fatoumata",
    "Fatou",
    "Awa",
    "N'Golo",
    "Aïssata Fanta",
    "Oumar",
    "Ömer",
    "محمد",
    "A",
    "Niélé",
)
FAMILY = ("Traoré", "Traore", "Koné", "Konaté", "Diarra", "Diawara", "Coulibaly", "Koulibaly", "Ag Attaher", "Bâ")
PLACES = ("Kayes", "Kaye", "Yélimané", "Commune de Nioro", "Nioro du Sahel", "Gao", "Ségou", "Ñoro", "12")
EVERYTHING = {
    "prenom": Role.GIVEN_NAME, "nom": Role.FAMILY_NAME, "complet": Role.FULL_NAME, "mere": Role.MOTHER_NAME,
    "pere": Role.FATHER_NAME, "naissance": Role.BIRTH_DATE, "sexe": Role.SEX, "tel": Role.PHONE, "tel2": Role.PHONE,
    "nina": Role.IDENTIFIER, "passeport": Role.IDENTIFIER, "courriel": Role.EMAIL, "village": Role.PLACE,
    "cercle": Role.PLACE, "rue": Role.ADDRESS, "metier": Role.CATEGORY,
}  # fmt: skip
FEW = {"complet": Role.FULL_NAME, "naissance": Role.BIRTH_YEAR, "tel": Role.PHONE, "village": Role.PLACE}


def told(rng: Random) -> dict[str, str]:
    given, family = rng.choice(GIVEN), rng.choice(FAMILY)
    digits = "".join(rng.choices("0123456789", k=8))
    born = f"{rng.randint(1, 28):02}/{rng.randint(1, 12):02}/{rng.randint(1970, 1999)}"
    return {
        "prenom": given, "nom": family, "complet": f"{given} {family}", "sexe": rng.choice("MF"),
        "mere": f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}", "pere": f"{rng.choice(GIVEN)} {family}",
        "naissance": born, "tel": digits, "tel2": digits[::-1], "nina": f"1{digits}23456K", "passeport": f"A{digits}",
        "courriel": f"{given.lower()}{digits}@exemple.ml".replace(" ", ""), "village": rng.choice(PLACES),
        "cercle": rng.choice(PLACES), "rue": f"{rng.randint(1, 99)} rue {rng.choice(PLACES)}",
        "metier": rng.choice(("maçon", "tailleur")),
    }  # fmt: skip


def again(rng: Random, record: dict[str, str]) -> dict[str, str]:
    """The same person, written badly."""
    written = dict(record)
    for name in rng.sample(sorted(written), 4):
        said = written[name]
        at = rng.randrange(len(said))
        slips = ("", said[:at] + said[at + 1 :], said[:at] + rng.choice("aeé19") + said[at + 1 :])
        written[name] = rng.choice((*slips, said[:at] + said[at : at + 2][::-1] + said[at + 2 :]))
    if rng.random() < 0.2:
        written["prenom"], written["nom"] = written["nom"], written["prenom"]
    if rng.random() < 0.2:
        written["tel"], written["tel2"] = written["tel2"], written["tel"]
    if rng.random() < 0.1:
        written["naissance"] = "١٩٩٠٠٣٠٤"
    return written


@pytest.fixture(scope="module", params=(EVERYTHING, FEW), ids=("everything", "few columns"))
def looked(request):
    """A connection with every pair of an invented register, and the model learnt from it."""
    rng = Random(5)
    people = [told(rng) for _ in range(250)]
    records = people + [again(rng, one) for one in people for _ in range(2)]
    columns = list(request.param)
    cells = [pa.array([record[name] for record in records], pa.string()) for name in columns]
    connection = duckdb.connect(config={"threads": 1})
    schema = Schema(columns=tuple(Column(name, role) for name, role in request.param.items()))
    prepared = cleaning.prepare(connection, [table_of("registre", columns, cells)], schema)
    seen = linking.look(connection, prepared)
    shares = estimating.learn(seen.chosen, seen.learnt, seen.drawn, prepared.count, seen.all_pairs)
    model = seen.model(connection, prepared, shares)
    settings = scoring.settings(model.comparisons, model.shares)
    compared = predicting.prediction(connection, settings, seen.table.compared, "pairs_blocked")
    connection.execute(f"CREATE TABLE weighed AS SELECT rank_l, rank_r, match_weight FROM ({compared})")
    connection.execute("ALTER TABLE pairs_blocked RENAME TO pairs_all")
    return connection, seen.table.table, model


@pytest.mark.parametrize("least", [-12.0, linking.KEPT, 0.0, 8.0])
def test_no_pair_that_may_weigh_enough_is_left_out(looked, least):
    connection, table, model = looked
    connection.execute("CREATE OR REPLACE TABLE pairs_some AS FROM pairs_all")
    glancing.keep(connection, table, model, "pairs_some", least)
    lost, kept, enough = connection.execute(
        "SELECT count(*) FILTER (join_key_l IS NULL AND match_weight >= $1), count(join_key_l), "
        "count(*) FILTER (match_weight >= $1) FROM weighed LEFT JOIN pairs_some "
        "ON join_key_l = rank_l AND join_key_r = rank_r",
        [least],
    ).fetchone()
    assert lost == 0
    assert enough <= kept
    assert enough > 100


def test_most_pairs_of_strangers_are_not_read(looked):
    connection, table, model = looked
    connection.execute("CREATE OR REPLACE TABLE pairs_some AS FROM pairs_all")
    glancing.keep(connection, table, model, "pairs_some", 0.0)
    (kept,) = connection.execute("SELECT count(*) FROM pairs_some").fetchone()
    (whole,) = connection.execute("SELECT count(*) FROM pairs_all").fetchone()
    assert kept < 2 * whole / 3  # a dozen names, and the same letters in most


def test_a_register_without_pairs_is_looked_at_too(looked):
    connection, table, model = looked
    connection.execute("CREATE OR REPLACE TABLE pairs_some AS FROM pairs_all LIMIT 0")
    glancing.keep(connection, table, model, "pairs_some", linking.KEPT)
    assert connection.execute("SELECT count(*) FROM pairs_some").fetchone() == (0,)
