"""One new record against given candidates, with a stored model: the same SQL as the batch, so the same score for
the same pair.
"""

from benkan.linkage.engine import features, scoring


def score(connection, model, new: str, candidates: str) -> list[dict]:
    """Score the one record of table `new` against those of table `candidates`, both as `cleaning.prepare` makes
    them.

    Rarities come from the model, not from the candidates. Returns one mapping a candidate, the likeliest first:
    `uid` (the candidate's), `match_weight`, `kin_weight`, `probability`, and what `why.explain` reads. No
    candidate, no row. Across files that hold a person once, the batch also weighs rivals against each other; here
    each pair stands alone.
    """
    _side_by_side(connection, model, new, candidates)
    pairs = (
        "CREATE OR REPLACE TABLE one_pairs AS SELECT n.rank AS join_key_l, c.rank AS join_key_r, 0::TINYINT AS "
        "match_key "
        "FROM one_features AS n, one_features AS c WHERE n.rank = 0 AND c.rank > 0"
    )
    connection.execute(pairs)
    table = features.Features("one_features", 0, tuple(model.floors))
    raw = scoring.predict(connection, table, scoring.settings(model.comparisons, model.shares), "one_pairs")
    scoring.decide(connection, model, raw, "one_scored")
    found = connection.execute(
        "SELECT c.uid, s.* FROM one_scored AS s JOIN one_features AS c ON c.rank = s.rank_r ORDER BY "
        "probability DESC, c.uid"
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _side_by_side(connection, model, new: str, candidates: str) -> None:
    """The new record (rank 0) and the candidates in one table, with the columns that the model compares."""
    needed = sorted(
        {column for c in model.comparisons for column in c.columns if not column.endswith(("_words", "_known"))}
        | set(model.floors)
    )
    parts = []
    for table, rank in ((new, "0"), (candidates, "row_number() OVER (ORDER BY uid)")):
        held = {name for (name,) in connection.execute(f"SELECT column_name FROM (DESCRIBE {table})").fetchall()}
        columns = ", ".join(column if column in held else f"NULL AS {column}" for column in needed)
        parts.append(f"SELECT uid, ({rank})::INTEGER AS rank, {columns} FROM {table}")
    words = features.words(needed)
    rarities = [f"{_rarity(connection, model, column)} AS tf_{column}" for column in model.floors]
    rare = f"SELECT {', '.join(['*', *words, *rarities])} FROM ({' UNION ALL '.join(parts)})"
    connection.execute(
        f"CREATE OR REPLACE TABLE one_features AS SELECT {', '.join(['*', *features.known(model.floors)])} FROM "
        f"({rare})"
    )


def _rarity(connection, model, column: str) -> str:
    import pyarrow as pa

    known = model.frequencies[column]
    connection.register(
        f"known_{column}",
        pa.table({"value": pa.array(list(known), pa.string()), "share": pa.array(list(known.values()), pa.float64())}),
    )
    return (
        f"CASE WHEN {column} IS NOT NULL THEN coalesce((SELECT share FROM known_{column} WHERE value = {column}), "
        f"{model.floors[column]!r}) END"
    )
