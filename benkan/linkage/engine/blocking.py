"""Which pairs are compared: records that share a key; keys that too many share are dropped."""

from dataclasses import dataclass

from benkan.linkage.engine.comparisons import numbered

PAIRS_PER_RECORD = 20
FEWEST_PAIRS = 6_000_000
LARGEST_BLOCK = 4_000


@dataclass(frozen=True)
class Rule:
    """`parts` are SQL expressions over one record; a record that lacks one of them is not blocked by this rule.

    A loose rule rests on one value, and is followed only as far as pairs remain to be spent: in small files, and
    for rare values.
    """

    name: str
    parts: tuple[str, ...]
    loose: bool = False


def rules(columns, count: int) -> list[Rule]:
    """The rules that the columns of `records` (name to facts) allow for so many records, in a fixed order, each
    once.
    """
    found: dict[str, Rule] = {}
    for parts in (*_strong(columns), *_names(columns), *_births(columns), *_parents(columns), *_places(columns, count)):
        name = " + ".join(label for label, _ in parts)
        found.setdefault(name, Rule(name, tuple(sql for _, sql in parts)))
    for label, sql in _single(columns):
        found.setdefault(label, Rule(label, (sql,), loose=True))
    return list(found.values())


def _first(column: str) -> tuple[str, str]:
    return (column, f"split_part({column}_canon, ' ', 1)")


def _skeleton(column: str) -> tuple[str, str]:
    sql = f"left({column}_key, 1) || left(regexp_replace(substr({column}_key, 2), '[aeiouwyh ]', '', 'g'), 3)"
    return (f"{column}~", sql)


def _start(column: str, length: int) -> tuple[str, str]:
    return (f"{column}[:{length}]", f"left({column}_key, {length})")


def _end(column: str, length: int) -> tuple[str, str]:
    return (f"{column}[-{length}:]", f"right({column}_key, {length})")


_YEAR = ("year", "birth_year")
_DAY = ("birth", "birth_text")
_MONTH_DAY = ("day and month", "right(birth_text, 4)")
_EITHER_ORDER = (
    "birth in either order",
    "left(birth_text, 4) || least(substr(birth_text, 5, 2), right(birth_text, 2)) "
    "|| greatest(substr(birth_text, 5, 2), right(birth_text, 2))",
)
_BAG = ("names", "CASE WHEN len(name_bag) > 1 THEN array_to_string(name_bag, ' ') END")


def _strong(columns):
    for role in ("identifier", "email", "phone"):
        for column in numbered(columns, role):
            yield ((column, column),)


def _given_and_family(columns):
    """The two ends of a name: its columns, or the first and the last word of a full name."""
    if "given" in columns and "family" in columns:
        return ("given", "family")
    return ()


def _names(columns):
    if "name" not in columns:
        return
    yield (_BAG,)
    if _given_and_family(columns):
        yield (_first("given"), _skeleton("family"))
        yield (_skeleton("given"), _first("family"))
        yield (_start("given", 3), _end("family", 3))
        yield (_end("given", 3), _start("family", 3))
        yield (_start("given", 3), _start("family", 3))
        yield (_end("given", 3), _end("family", 3))
    else:
        yield (("first word", "split_part(name_canon, ' ', 1)"), ("last word", "split_part(name_canon, ' ', -1)"))
        yield (_start("name", 3), ("last word", "split_part(name_canon, ' ', -1)"))


_LONGEST = "list_last(list_sort(list_transform(name_bag, lambda w: lpad(CAST(length(w) AS VARCHAR), 3, '0') || w)))"


def name_atoms(columns):
    """Expressions of one part of a name, precise then loose."""
    if _given_and_family(columns):
        return [_first("given"), _first("family")], [_skeleton("given"), _skeleton("family")]
    column = next((x for x in ("given", "family", "name") if x in columns), None)
    if column is None:
        return [], []
    if column == "name":
        return [("longest word", _LONGEST), ("first word", "split_part(name_canon, ' ', 1)")], [
            _start("name", 3),
            _end("name", 3),
        ]
    return [_first(column)], [_skeleton(column)]


def _births(columns):
    if "birth_year" not in columns:
        return
    precise, loose = name_atoms(columns)
    if "birth_text" in columns:
        for atom in loose:
            yield (_DAY, atom)
            yield (_EITHER_ORDER, atom)
        for atom in precise:
            yield (_MONTH_DAY, atom)
    for atom in (*precise, *loose):
        yield (_YEAR, atom)
    if _given_and_family(columns):
        yield (_YEAR, _start("given", 1), _start("family", 2))
        yield (_YEAR, _start("given", 2), _start("family", 1))


def _parents(columns):
    precise, loose = name_atoms(columns)
    for role in ("mother", "father"):
        if role not in columns:
            continue
        for atom in (*precise, *loose):
            yield (_first(role), (f"{role} end", f"split_part({role}_canon, ' ', -1)"), atom)
            yield (_skeleton(role), atom)
        if "birth_year" in columns:
            yield ((role, f"{role}_canon"), _YEAR)


PLACES = 4  # of the columns that say where, those that part records most


def _places(columns, count: int):
    precise, loose = name_atoms(columns)
    where = _telling([c for role in ("place", "address") for c in numbered(columns, role)], columns, count)
    for number, here in enumerate(where):
        for atom in precise:
            yield (here, atom)
        if "birth_year" in columns:
            yield (here, _YEAR)
        elif _given_and_family(columns):
            yield (here, *loose)
            for atom in loose:
                yield (here, atom)
        if _given_and_family(columns):
            yield (here, _start("given", 1), _start("family", 1))
        for there in where[number + 1 :]:
            yield (here, there)


def _telling(names: list[str], columns, count: int) -> list[tuple[str, str]]:
    """The columns with the most values, and filled: a state or a house number alone parts nobody."""
    worth = {name: min(columns[name].distinct, count / 5) * columns[name].filled for name in names}
    kept = sorted((name for name in names if columns[name].distinct > 20), key=lambda name: (-worth[name], name))
    return [(name, name) for name in kept[:PLACES]]


def _single(columns):
    """One value each."""
    for column in ("given", "family"):
        if column in columns:
            yield _first(column)
            yield _skeleton(column)
            yield _start(column, 4)
            yield _end(column, 4)
    if "given" not in columns and "family" not in columns and "name" in columns:
        yield ("longest word", _LONGEST)
        yield _start("name", 4)
        yield _end("name", 4)
    if "birth_text" in columns:
        yield _DAY
        yield _EITHER_ORDER
        yield _MONTH_DAY
    for role in ("mother", "father"):
        if role in columns:
            yield (role, f"{role}_canon")
    for role in ("place", "address"):
        for column in numbered(columns, role):
            yield (column, column)
    for column in numbered(columns, "email"):
        yield (f"{column} box", f"split_part({column}, '@', 1)")


@dataclass(frozen=True)
class Blocked:
    """`table` of pairs (join_key_l, join_key_r, match_key); how many; the rules; the largest block kept for each."""

    table: str
    count: int
    rules: tuple[Rule, ...]
    largest: tuple[int, ...]


def key(rule: Rule) -> str:
    """SQL of a rule's key over one record: a hash of its parts, NULL where one lacks."""
    lacks = " OR ".join(
        f"nullif({part}, '') IS NULL" if part != "birth_year" else f"{part} IS NULL" for part in rule.parts
    )
    return f"CASE WHEN {lacks} THEN NULL ELSE hash({', '.join(rule.parts)}) END"


def block(connection, features, chosen: list[Rule], *, across: bool, most: int | None = None) -> Blocked:
    """The distinct pairs that at least one rule proposes, as the table `pairs_blocked`.

    `across` keeps pairs of different sources only. `most` bounds the pairs proposed (counted before making them);
    blocks are dropped from the largest down until the bound holds.
    """
    most = most or max(FEWEST_PAIRS, PAIRS_PER_RECORD * features.count)
    keys = ", ".join(f"{key(rule)} AS k{n}" for n, rule in enumerate(chosen))
    connection.execute(f"CREATE OR REPLACE TABLE keyed AS SELECT rank, source, {keys} FROM {features.table}")
    largest = _largest_blocks(connection, chosen, most, across)
    connection.execute("CREATE OR REPLACE TABLE pairs_raw (pair BIGINT)")
    for number, size in enumerate(largest):
        _propose(connection, number, size, across)
    connection.execute("DROP TABLE keyed")
    connection.execute(
        "CREATE OR REPLACE TABLE pairs_blocked AS SELECT (pair >> 32)::INTEGER AS join_key_l, (pair & "
        "4294967295)::INTEGER AS join_key_r, "
        "0::TINYINT AS match_key FROM (SELECT DISTINCT pair FROM pairs_raw)"
    )
    connection.execute("DROP TABLE pairs_raw")
    count = connection.execute("SELECT count(*) FROM pairs_blocked").fetchone()[0]
    return Blocked("pairs_blocked", count, tuple(chosen), largest)


def _propose(connection, number: int, largest: int, across: bool) -> None:
    """Add the pairs of one rule. Each pair is one number: comparing keys again to leave out what an earlier rule
    proposed costs more.
    """
    if largest < 2:
        return
    key_ = f"k{number}"
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE block_members AS SELECT rank, source, {key_} AS k FROM keyed SEMI JOIN "
        f"(SELECT {key_} FROM keyed WHERE {key_} IS NOT NULL GROUP BY {key_} HAVING count(*) BETWEEN 2 AND "
        f"{largest}) USING ({key_})"
    )
    apart = " AND l.source <> r.source" if across else ""
    connection.execute(
        "INSERT INTO pairs_raw SELECT (l.rank::BIGINT << 32) | r.rank FROM block_members AS l "
        f"JOIN block_members AS r ON l.k = r.k AND l.rank < r.rank{apart}"
    )


def _sizes(connection, number: int, across: bool):
    made = "(n * n - same) / 2" if across else "n * (n - 1) / 2"
    inner = (
        f"SELECT sum(m) AS n, sum(m * m) AS same FROM (SELECT k{number} AS k, source, count(*) AS m FROM keyed "
        f"WHERE k{number} IS NOT NULL GROUP BY ALL) GROUP BY k"
        if across
        else f"SELECT count(*) AS n FROM keyed WHERE k{number} IS NOT NULL GROUP BY k{number}"
    )
    return connection.execute(
        f"SELECT n::BIGINT, sum({made})::BIGINT FROM ({inner}) WHERE n BETWEEN 2 AND {LARGEST_BLOCK} GROUP BY n"
    ).fetchall()


LOOSE_SHARE = 0.4


def _largest_blocks(connection, chosen: list[Rule], most: int, across: bool) -> tuple[int, ...]:
    """For each rule the size of block down to which the pairs of all rules stay within bounds; loose rules spend
    what is left.
    """
    sizes = [_sizes(connection, number, across) for number in range(len(chosen))]
    firm, spent = _affordable(
        [s for s, rule in zip(sizes, chosen, strict=True) if not rule.loose], most * (1 - LOOSE_SHARE)
    )
    loose, _ = _affordable([s for s, rule in zip(sizes, chosen, strict=True) if rule.loose], most - spent)
    return tuple(loose if rule.loose else firm for rule in chosen)


def _affordable(sizes, most: float) -> tuple[int, float]:
    made: dict[int, int] = {}
    for rows in sizes:
        for size, pairs in rows:
            made[size] = made.get(size, 0) + pairs
    total, largest = 0.0, 1
    for size in sorted(made):
        if total + made[size] > most:
            break
        total += made[size]
        largest = size
    return largest, total
