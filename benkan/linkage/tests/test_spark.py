"""The same settings on Spark: their SQL always, their scores where Spark and Java are there."""

import shutil

import pytest

from benkan.linkage.engine import comparisons, linking, scoring, spark
from benkan.linkage.tests.registers import register
from benkan.linkage.tests.test_linking import twice

COLUMNS = (
    "given", "family", "mother", "father", "birth_text", "birth_year", "sex", "identifier_1", "phone_1", "place_1",
    "address_1", "category_1", "email_1",
)  # fmt: skip


def test_conditions_are_said_in_its_sql():
    assert spark.condition("jaro_similarity(a_l, a_r) >= 0.7") == "JARO_SIM(a_l, a_r) >= 0.7"
    assert spark.condition("jaro_winkler_similarity(a_l, b_r) >= 0.9") == "JARO_WINKLER(a_l, b_r) >= 0.9"
    assert spark.condition("list_has_all(a_l, a_r)") == "SIZE(ARRAY_EXCEPT(a_r, a_l)) = 0"
    assert spark.condition("len(a_l) <> len(a_r)") == "SIZE(a_l) <> SIZE(a_r)"
    assert spark.condition("length(a_l) > 3") == "LENGTH(a_l) > 3"


def test_no_condition_keeps_a_function_of_duckdb():
    """Whatever the columns: a new comparison that Spark would not read is found here, without Spark."""
    settings = spark.in_spark(scoring.settings(comparisons.for_columns(dict.fromkeys(COLUMNS))))
    levels = [one["sql_condition"] for each in settings["comparisons"] for one in each["comparison_levels"]]
    assert len(levels) > 40
    named = {word.rstrip("(").lower() for one in levels for word in spark.CALLED.findall(one)}
    assert named <= spark.KNOWN


def test_rarities_of_levels_are_those_asked_of_it():
    settings = scoring.settings(comparisons.for_columns(dict.fromkeys(("given", "phone_1", "sex"))))
    assert {"given", "phone_1"} <= spark.rare(settings)
    assert "sex" not in spark.rare(settings)


@pytest.fixture(scope="module")
def session():
    sql = pytest.importorskip("pyspark.sql", reason="Spark is an extra: pip install benkan[spark]")
    if shutil.which("java") is None:
        pytest.skip("Spark needs Java")
    begun = sql.SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    for name in ("spark.driver.host", "spark.driver.bindAddress"):
        begun = begun.config(name, "127.0.0.1")
    for name, value in spark.session_settings().items():
        begun = begun.config(name, value)
    started = begun.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    yield started
    started.stop()


def test_scores_are_the_same_on_both(session, tmp_path):
    connection, prepared = register(twice())
    looked = linking.look(connection, prepared)
    shares = linking.estimating.learn(looked.chosen, looked.learnt, looked.drawn, prepared.count, looked.all_pairs)
    settings = scoring.settings(looked.chosen, shares)
    connection.execute("CREATE TABLE few AS FROM pairs_blocked WHERE hash(join_key_l, join_key_r) % 20 = 0")
    here = scoring.predict(connection, looked.table, settings, "few")
    ours = {(one, other): weight for one, other, weight in _weights(connection, here)}
    connection.execute(f"COPY (FROM {looked.table.compared}) TO '{tmp_path / 'records.parquet'}'")
    connection.execute(f"COPY few TO '{tmp_path / 'pairs.parquet'}'")

    read = session.read.parquet
    there = spark.score(
        session, read(str(tmp_path / "records.parquet")), read(str(tmp_path / "pairs.parquet")), settings
    )
    theirs = {(row.rank_l, row.rank_r): row.match_weight for row in there.collect()}
    assert theirs.keys() == ours.keys()
    assert len(ours) > 500
    # The two libraries of likenesses of texts differ at the edge of a level, now and then.
    same = sum(abs(theirs[pair] - weight) < 1e-6 for pair, weight in ours.items())
    assert same >= 0.99 * len(ours)


def _weights(connection, scored: str):
    return connection.execute(f"SELECT rank_l, rank_r, match_weight FROM {scored}").fetchall()
