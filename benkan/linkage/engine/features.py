"""The table that is blocked and compared: the cleaned records, numbered by what they hold, with rarities beside
them.
"""

from dataclasses import dataclass

NAMES = ("given", "family", "name", "mother", "father")
COMMON = 3  # a value seen twice at most is as rare as can be told: a pair needs two holders

KNOWN = 0.0002  # the share of records from which a name is a name in its own right


@dataclass(frozen=True)
class Features:
    """`table` holds one row a record, `rank` its number whatever the order of arrival; `rare` the columns with
    rarities.
    """

    table: str
    count: int
    rare: tuple[str, ...]
    compared: str | None = None

    def narrowed(self, connection, comparisons) -> "Features":
        """The same, with a view `compared` of the columns that comparisons read: Splink copies all it is given."""
        columns = sorted({column for comparison in comparisons for column in comparison.columns})
        columns += [f"tf_{column}" for column in self.rare]
        connection.execute(f"CREATE OR REPLACE VIEW compared AS SELECT rank, {', '.join(columns)} FROM {self.table}")
        return Features(self.table, self.count, self.rare, "compared")


def build(connection, prepared, rare: tuple[str, ...]) -> Features:
    """Make the table `features` from `prepared.table`: all its columns, `rank`, word lists, and `tf_<column>` for
    `rare`.
    """
    # Rank follows the content, so that samples, ties and results do not depend on the order of the lines.
    content = ", ".join(f"""coalesce(CAST("{column}" AS VARCHAR), '')""" for column in sorted(prepared.columns))
    connection.execute(
        f"CREATE OR REPLACE TABLE ranked AS SELECT uid, (row_number() OVER (ORDER BY digest, source, id, uid) - "
        f"1)::INTEGER AS rank "
        f"FROM (SELECT uid, source, id, hash({content or 'id'}) AS digest FROM {prepared.table})"
    )
    rare = tuple(column for column in rare if column in prepared.columns)
    floors = {column: floor(prepared, column) for column in rare}
    joins, shares = [], []
    for column in rare:
        _count(connection, prepared.table, column)
        joins.append(
            f"LEFT JOIN rarity_{column} AS r_{column} ON f.{column} = r_{column}.{column} AND "
            f"r_{column}.holders >= {COMMON}"
        )
        shares.append(
            f"CASE WHEN f.{column} IS NOT NULL THEN coalesce(r_{column}.share, {floors[column]!r}) END AS tf_{column}"
        )
    # Looked up beside the records, then put next to them: a dozen joins that carry every column cost five times more.
    narrow = ", ".join(["uid", *rare])
    connection.execute(
        f"CREATE OR REPLACE TABLE rarities AS SELECT {', '.join(['f.uid', *shares])} FROM "
        f"(SELECT {narrow} FROM {prepared.table}) AS f {' '.join(joins)}"
    )
    connection.execute(
        f"CREATE OR REPLACE TABLE features AS SELECT {', '.join(['*', *words(prepared.columns), *known(floors)])} FROM "
        f"(SELECT f.*, rank, r.* EXCLUDE (uid) FROM {prepared.table} AS f JOIN ranked USING (uid) "
        "JOIN rarities AS r USING (uid))"
    )
    connection.execute("DROP TABLE rarities")
    connection.execute("DROP TABLE ranked")
    return Features("features", prepared.count, rare)


def _count(connection, table: str, column: str) -> None:
    connection.execute(
        f"CREATE OR REPLACE TABLE rarity_{column} AS SELECT {column}, count(*) / sum(count(*)) OVER () AS share, "
        f"count(*) AS holders FROM {table} WHERE {column} IS NOT NULL GROUP BY {column}"
    )


def words(columns) -> list[str]:
    """SQL of the lists of words of the names among these columns."""
    return [f"string_split({column}_canon, ' ') AS {column}_words" for column in NAMES if f"{column}_canon" in columns]


def known(floors: dict[str, float]) -> list[str]:
    """SQL, over rarities, of whether a given or family name is one that several bear, rather than a slip of the
    pen.
    """
    return [
        f"(tf_{name}_canon >= {max(2 * floors[f'{name}_canon'], KNOWN)!r}) AS {name}_known"
        for name in ("given", "family")
        if f"{name}_canon" in floors
    ]


def floor(prepared, column: str) -> float:
    """The share taken for a value that two records at most hold."""
    return (COMMON - 1) / max(1, round(prepared.columns[column].filled * prepared.count))


def frequencies(connection, rare: tuple[str, ...]) -> dict[str, dict[str, float]]:
    """For each column with rarities, the share of each value that three records or more hold."""
    return {
        column: dict(
            connection.execute(
                f"SELECT {column}, share FROM rarity_{column} WHERE holders >= {COMMON} ORDER BY share DESC, {column}"
            ).fetchall()
        )
        for column in rare
    }
