"""Given pairs scored by a stored model, each alone: how an old model is measured on new answers."""

import numpy as np

from benkan.linkage.engine import features, predicting, scoring


def probabilities(connection, model, prepared, pairs: np.ndarray) -> np.ndarray:
    """The probability of each pair of records, float64 (pairs,), NaN where a record is not in `prepared`.

    `pairs` int64 (pairs, 2): uids of `prepared.table`. Rarities are the model's own; what it compares and the table
    lacks says nothing. What a group or a rival says of a pair is left out: it is not the model's.
    """
    import pyarrow as pa

    given = np.sort(pairs, axis=1)
    connection.register("rescored_given", pa.table({"one": given[:, 0], "other": given[:, 1]}))
    _as_compared(connection, model, prepared.table)
    connection.execute(
        "CREATE OR REPLACE TABLE rescored_pairs AS SELECT DISTINCT l.rank AS join_key_l, r.rank AS join_key_r, "
        "0::TINYINT AS match_key FROM rescored_given JOIN rescored_features AS l ON l.uid = one "
        "JOIN rescored_features AS r ON r.uid = other"
    )
    settings = scoring.settings(model.comparisons, model.shares)
    compared = predicting.prediction(connection, settings, "rescored_features", "rescored_pairs")
    rows = connection.execute(
        f"SELECT l.uid, r.uid, probability FROM ({scoring.decided(model, f'({compared})')}) "
        "JOIN rescored_features AS l ON l.rank = rank_l "
        "JOIN rescored_features AS r ON r.rank = rank_r"
    ).fetchall()
    connection.unregister("rescored_given")
    for name in ("rescored_pairs", "rescored_features"):
        connection.execute(f"DROP TABLE {name}")
    found = {(min(one, other), max(one, other)): probability for one, other, probability in rows}
    return np.array([found.get((one, other), np.nan) for one, other in given.tolist()])


def _as_compared(connection, model, table: str) -> None:
    """The records of the given pairs with the columns that the model reads, numbered in the order of their uids."""
    import pyarrow as pa

    held = {name for (name,) in connection.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()}
    read = {column for c in model.comparisons for column in c.columns if not column.endswith(("_words", "_known"))}
    needed = sorted(read | set(model.floors))
    columns = [column if column in held else f"NULL::{_kind(column)} AS {column}" for column in needed]
    inner = (
        f"SELECT uid, (row_number() OVER (ORDER BY uid) - 1)::INTEGER AS rank, {', '.join(columns)} FROM {table} "
        "WHERE uid IN (SELECT one FROM rescored_given UNION SELECT other FROM rescored_given)"
    )
    joins, rarities = [], []
    for number, column in enumerate(model.floors):
        known = model.frequencies[column]
        name = f"rescored_known_{number}"
        values = {"value": pa.array(list(known), pa.string()), "share": pa.array(list(known.values()), pa.float64())}
        connection.register(name, pa.table(values))
        joins.append(f"LEFT JOIN {name} ON {name}.value = f.{column}")
        rarities.append(
            f"CASE WHEN f.{column} IS NOT NULL THEN coalesce({name}.share, {model.floors[column]!r}) END AS tf_{column}"
        )
    rare = f"SELECT {', '.join(['f.*', *features.words(needed), *rarities])} FROM ({inner}) AS f {' '.join(joins)}"
    connection.execute(
        f"CREATE OR REPLACE TABLE rescored_features AS SELECT {', '.join(['*', *features.known(model.floors)])} "
        f"FROM ({rare})"
    )
    for number in range(len(model.floors)):
        connection.unregister(f"rescored_known_{number}")


def _kind(column: str) -> str:
    """The type in SQL of a column that the table lacks, so that conditions over it can be read."""
    if column in ("birth_year", "birth_month", "birth_day"):
        return "INTEGER"
    return "VARCHAR[]" if column.endswith("_bag") else "VARCHAR"
