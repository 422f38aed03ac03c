"""Columns that say the same thing twice: a postcode that a suburb settles, a district that a village settles.

Evidence is multiplied as if each column spoke alone. Where one place settles another, the second is heard only when
the first does not agree.
"""

LOOKED_AT = 100_000
ENOUGH = 30
SETTLED = 0.3
TIMES_CHANCE = 3.0


def settled_by(connection, features, columns: list[str]) -> dict[str, str]:
    """For each column that another settles, that other one. `columns` of `features` are places, addresses,
    categories.

    Looked for among records that share a value of the one and no word of their names, so that persons written twice
    do not count.
    """
    chance = {column: _chance(connection, features, column) for column in columns}
    finest = sorted(columns, key=lambda column: (chance[column], column))
    found: dict[str, str] = {}
    for number, column in enumerate(finest):
        for finer in finest[:number]:
            if finer in found:
                continue
            share, seen = _follows(connection, features, column, finer)
            if seen >= ENOUGH and share >= SETTLED and share >= TIMES_CHANCE * chance[column]:
                found[column] = finer
                break
    return found


def _chance(connection, features, column: str) -> float:
    return (
        connection.execute(
            f"SELECT sum(n * n) / pow(sum(n), 2) FROM (SELECT count(*) AS n FROM {features.table} "
            f"WHERE {column} IS NOT NULL GROUP BY {column})"
        ).fetchone()[0]
        or 0.0
    )


def _follows(connection, features, column: str, finer: str) -> tuple[float, int]:
    share, seen = connection.execute(
        f"SELECT avg(({column} = before)::INTEGER), count(*) FROM (SELECT {column}, name_bag, "
        f"lag({column}) OVER w AS before, lag(name_bag) OVER w AS bag FROM {features.table} "
        f"WHERE rank < {LOOKED_AT} AND {column} IS NOT NULL AND {finer} IS NOT NULL "
        f"WINDOW w AS (PARTITION BY {finer} ORDER BY rank)) "
        "WHERE before IS NOT NULL AND NOT coalesce(list_has_any(name_bag, bag), false)"
    ).fetchone()
    return share or 0.0, seen
