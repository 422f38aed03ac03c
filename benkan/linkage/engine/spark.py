"""The same comparisons on a Spark cluster: the settings of a model in Spark's SQL, and the scores that it gives.

A register that one machine no longer holds is cleaned and its pairs are proposed in parts; what takes the time,
comparing them, is Splink's on either engine. Spark is an extra of the project (`benkan[spark]`), and needs Java 17.
"""

import re
from copy import deepcopy
from typing import TYPE_CHECKING

import sqlglot
from sqlglot import exp

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

# What Splink's jar calls otherwise than DuckDB.
NAMES = {"JARO_SIMILARITY": "jaro_sim", "JAROWINKLER_SIMILARITY": "jaro_winkler"}
# Our conditions say `len` of lists and `length` of texts; DuckDB and the translator take one for the other.
LISTS = re.compile(r"\blen\(")
# What our conditions call on Spark, and how a call is found in them: the jar's functions, and Spark's own.
CALLED = re.compile(r"\b\w+\(")
KNOWN = frozenset(
    {"jaro_sim", "jaro_winkler", "damerau_levenshtein", "array_except", "size", "length", "least", "greatest", "abs"}
    | {"left", "right", "substring", "split_part", "contains", "coalesce", "concat", "in", "and", "or", "not", "cast"}
)


def session_settings() -> dict[str, str]:
    """What a Spark session must be given before it begins: the likenesses of texts that Splink ships as a jar."""
    from splink.backends.spark import similarity_jar_location

    return {"spark.jars": similarity_jar_location()}


def in_spark(settings: dict) -> dict:
    """Settings made for DuckDB (`scoring.settings`), for Spark: the same levels, in its SQL."""
    translated = deepcopy(settings)
    for comparison in translated["comparisons"]:
        for level in comparison["comparison_levels"]:
            if level["sql_condition"] != "ELSE":
                level["sql_condition"] = condition(level["sql_condition"])
    return translated


def condition(sql: str) -> str:
    """A condition of DuckDB's dialect in Spark's."""
    return sqlglot.parse_one(LISTS.sub("array_length(", sql), read="duckdb").transform(_translated).sql(dialect="spark")


def _translated(node: exp.Expression) -> exp.Expression:
    if not isinstance(node, exp.Func):
        return node
    name, given = (node.name if isinstance(node, exp.Anonymous) else node.sql_name()).upper(), _arguments(node)
    if name in NAMES:
        return exp.Anonymous(this=NAMES[name], expressions=given)
    if name == "LIST_HAS_ALL":  # nothing of the second is missing from the first
        holder, held = given
        missing = exp.Anonymous(this="array_except", expressions=[held, holder])
        return exp.EQ(this=exp.Anonymous(this="size", expressions=[missing]), expression=exp.Literal.number(0))
    return node


def _arguments(node: exp.Func) -> list[exp.Expression]:
    if isinstance(node, exp.Anonymous):
        return list(node.expressions)
    return [value for key in node.arg_types if (value := node.args.get(key)) is not None]


def score(session: "SparkSession", records: "DataFrame", pairs: "DataFrame", settings: dict) -> "DataFrame":
    """The pairs (join_key_l, join_key_r, match_key) between rows of `records`, as `scoring.predict` scores them.

    `session` was begun with `session_settings`; `settings` are `scoring.settings`, as they stand; `records` hold their
    rarities (`tf_…`), as `features.build` leaves them.
    """
    from splink import Linker
    from splink.backends.spark import SparkAPI

    backend = SparkAPI(spark_session=session, break_lineage_method="persist")
    weighed = sorted(rare(settings))
    # Spark refuses a column that is there twice: Splink joins rarities itself, from a table of values.
    bare = records.drop(*(f"tf_{column}" for column in weighed))
    linker = Linker(backend.register(bare), in_spark(settings), log_level=None, validate_settings=False)
    for column in weighed:
        shares = records.select(column, f"tf_{column}").where(f"{column} IS NOT NULL").distinct()
        linker.table_management.register_term_frequency_lookup(backend.register(shares), column)
    linker.table_management.register_blocked_pairs_for_predict(backend.register(pairs))
    return linker.inference.predict(warning_mode="never").as_spark_dataframe()


def rare(settings: dict) -> set[str]:
    """The columns whose rarity weighs some level."""
    levels = (level for comparison in settings["comparisons"] for level in comparison["comparison_levels"])
    return {column for level in levels if (column := level.get("tf_adjustment_column"))}
