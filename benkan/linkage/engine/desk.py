"""The engine one record at a time, for a platform where people are registered one by one: clean, propose, score.

A desk scores with the SQL, the weights and the rarities of the batch, so that a pair has one score. It is made once
for a process and serves all its threads.
"""

from __future__ import annotations

from collections import ChainMap, Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from json import loads
from threading import Lock

from benkan.linkage.engine import contradictions, features, predicting, scoring, told
from benkan.linkage.engine import model as models
from benkan.linkage.engine.contradictions import Contradiction
from benkan.linkage.engine.keys import Keys
from benkan.linkage.engine.model import Model
from benkan.linkage.engine.told import FIELDS
from benkan.linkage.engine.why import Explained, Explainer

__all__ = ["FIELDS", "Common", "Contradiction", "Desk", "Scored", "commonly_borne", "shipped_model"]

BEARERS = 5  # records: a value that fewer bear is as rare as can be told
NUMBERS = ("phone_1", *(f"identifier_{number}" for number in range(1, told.NUMBERS + 1)))
SHIPPED = "model-2026-11.json"
_RESTING_ON_ROWS = "statistics_propagation,compressed_materialization,row_group_pruner,join_filter_pushdown"
_AT_ONCE = 2_048  # pairs scored at a time, what DuckDB reads in one go: others wait some hundredths of a second
_MANY = 1_000  # pairs, of which DuckDB is made to give back the memory: it keeps what was removed from a table
# The share, from 0 to 1, that bears a value among records that hold one: by column, then value, as `clean` gives them.
Common = Mapping[str, Mapping[str, float]]
_KINDS = {"birth_year": "SMALLINT", "birth_month": "TINYINT", "birth_day": "TINYINT", "name_bag": "VARCHAR[]"}


@cache
def shipped_model() -> Model:
    """The model that comes with the engine: its name, its day, and from what it was learnt are said by it."""
    written = files("benkan.linkage.engine").joinpath("data", SHIPPED).read_text(encoding="utf-8")
    return models.from_data(loads(written))


def commonly_borne(cleaned: Sequence[Mapping], columns: Sequence[str] = NUMBERS) -> dict[str, dict[str, float]]:
    """The values of these columns that `BEARERS` cleaned records or more bear, with their share among those that
    hold one: for a desk's `common`.
    """
    found = {}
    for column in columns:
        counted = Counter(record[column] for record in cleaned if column in record)
        total = counted.total()
        found[column] = {value: count / total for value, count in counted.items() if count >= BEARERS}
    return found


@dataclass(frozen=True)
class Scored:
    """A pair that was scored: `index` its place among the candidates, or among the pairs.

    `probability` (0 to 1) is the batch's; `explained` holds its word and reasons, worked out when it is asked for;
    `contradiction` what bounds the belief in it.
    """

    index: int
    probability: float
    match_weight: float
    contradiction: Contradiction | None
    _seen: Mapping = field(repr=False, compare=False)
    _explainer: Explainer = field(repr=False, compare=False)

    @cached_property
    def explained(self) -> Explained:
        """The word (None below what is proposed), the reasons in French, and whether a family is likelier."""
        return self._explainer.explain(self._seen)


class Desk:
    """DuckDB in memory, with the queries of a model kept ready; safe for threads, which wait for one another.

    A second to make, and some 140 MB: once for a process, after it has forked. `common` says which values many of
    the platform's own records bear: the share, from 0 to 1, by column and value as `clean` gives them. The telephone
    of an office is no proof; a model that was learnt elsewhere cannot know it.
    """

    def __init__(self, model: Model, common: Common | None = None) -> None:
        import duckdb
        import pyarrow as pa

        self.model = model
        own = common or {}
        self._shares = {column: ChainMap(own.get(column, {}), known) for column, known in model.frequencies.items()}
        self._lock = Lock()
        self._keys = Keys(model.rules)
        self._explainer = Explainer(model)
        self._columns = tuple(_needed(model))
        # A desk stays for as long as its process: what a question needed is given back to the machine.
        pa.set_memory_pool(pa.system_memory_pool())
        # One thread: some hundreds of pairs gain nothing from several, and the platform has its own.
        # And nothing of anybody is ever written to a disk.
        alone = {"threads": 1, "temp_directory": "", "allocator_flush_threshold": "1MB",
                 "allocator_bulk_deallocation_flush_threshold": "1MB"}  # fmt: skip
        self._connection = duckdb.connect(config=alone)
        # A prepared query keeps its plan, which must then rest on nothing that the rows of one question had.
        self._connection.execute(f"SET disabled_optimizers = '{_RESTING_ON_ROWS}'")
        # A table made anywhere in a database makes DuckDB plan its prepared queries anew: cleaning has its own.
        self._cleaning = duckdb.connect(config=alone)
        self._prepare()

    def clean(self, records: Sequence[Mapping]) -> list[dict]:
        """The cleaned columns of each record told in `FIELDS`, in the same order, as plain JSON values; what is not
        known is not there. Kept beside the record with `model.name`: another model may clean otherwise.

        Raises ValueError where a birth says how precise it is in an unknown word.
        """
        if not records:
            return []
        from benkan.linkage.engine.cleaning import prepare

        with self._lock:
            prepare(self._cleaning, [told.table(records)], told.SCHEMA, habits=self.model.habits, name="cleaned")
            rows = _rows(self._cleaning.execute("SELECT * EXCLUDE (uid, source, id) FROM cleaned ORDER BY uid"))
        return [{name: value for name, value in row.items() if value is not None} for row in rows]

    def keys(self, cleaned: Sequence[Mapping]) -> list[list[int]]:
        """The keys of each cleaned record, signed 64-bit numbers, sorted; the same in any process and version.

        Two records that a rule of the batch (a loose one excepted) would compare share one. A key that thousands of
        records bear proposes nobody in particular: the batch leaves it out, and so may the platform.
        """
        if not cleaned:
            return []
        with self._lock:
            self._fill(cleaned)
            said = self._connection.execute("EXECUTE desk_keys").fetchall()
        return [self._keys.of(parts) for _, *parts in sorted(said, key=lambda row: row[0])]

    def score(self, new: Mapping, candidates: Sequence[Mapping], common: Common | None = None) -> list[Scored]:
        """The cleaned record `new` against each cleaned candidate, the likeliest first; `common` as of the pairs."""
        scored = self.score_pairs([(new, candidate) for candidate in candidates], common)
        return sorted(scored, key=lambda one: (-one.explained.probability, -one.match_weight, one.index))

    def score_pairs(self, pairs: Sequence[tuple[Mapping, Mapping]], common: Common | None = None) -> list[Scored]:
        """Pairs of cleaned records, all scored in one go, in the order given. A record that stands in several pairs
        is best the same object in all: it is then read once.

        `common` is what the askers' own records say of values, for these pairs alone: a desk serves several registers.
        """
        return list(self._each(pairs, common, "desk_scores"))

    def proposed(self, pairs: Sequence[tuple[Mapping, Mapping]], common: Common | None = None) -> list[Scored]:
        """Of many pairs, those that are proposed to somebody (their `explained.word` is not None), in the order given.
        As `score_pairs` scores them, in less than half the time where few are.
        """
        return [one for one in self._each(pairs, common, "desk_proposed") if one.explained.word is not None]

    def _each(self, pairs: Sequence[tuple[Mapping, Mapping]], common: Common | None, query: str) -> Iterator[Scored]:
        for start in range(0, len(pairs), _AT_ONCE):
            with self._lock:
                rows = self._scored(pairs[start : start + _AT_ONCE], common or {}, query)
                if len(pairs) > _MANY:
                    self._connection.execute("CHECKPOINT")
            for place, row in rows:
                yield self._told(start + place, row)

    def _told(self, index: int, row: dict) -> Scored:
        bound = row["contradiction"]
        return Scored(
            index,
            row["probability"],
            row["match_weight"],
            Contradiction(bound) if bound else None,
            row,
            self._explainer,
        )

    def _prepare(self) -> None:
        """The tables that each question fills anew, and the queries over them."""
        run = self._connection.execute
        columns = [f"{name} {_KINDS.get(name, 'VARCHAR')}" for name in self._columns]
        columns += [f"tf_{name} DOUBLE" for name in self.model.floors]
        run(f"CREATE TABLE desk_told (rank INTEGER, {', '.join(columns)})")
        derived = [*features.words(self._columns), *features.known(self.model.floors)]
        run(f"CREATE VIEW desk_records AS SELECT {', '.join(['*', *derived])} FROM desk_told")
        run("CREATE TABLE desk_pairs (join_key_l INTEGER, join_key_r INTEGER, match_key TINYINT)")
        settings = scoring.settings(self.model.comparisons, self.model.shares)
        query = predicting.prediction(self._connection, settings, "desk_records", "desk_pairs")
        scored = scoring.decided(self.model, f"({query})")
        bound = contradictions.told(self.model)
        run(f"PREPARE desk_scores AS SELECT *, {bound} AS contradiction FROM ({scored})")
        written = f"probability >= {self.model.thresholds.written!r}"
        run(f"PREPARE desk_proposed AS SELECT *, {bound} AS contradiction FROM ({scored}) WHERE {written}")
        parts = [f"CAST({part} AS VARCHAR)" for part in self._keys.parts]
        run(f"PREPARE desk_keys AS SELECT {', '.join(['rank', *parts])} FROM desk_records")

    def _scored(self, pairs: Sequence[tuple[Mapping, Mapping]], common: Common, query: str) -> list[tuple[int, dict]]:
        """The place of each pair that the query gives, and what it says of it."""
        import pyarrow as pa

        ranks: dict[int, int] = {}
        records: list[Mapping] = []
        for record in (record for pair in pairs for record in pair):
            if ranks.setdefault(id(record), len(records)) == len(records):
                records.append(record)
        self._fill(records, common)
        ends = [(ranks[id(one)], ranks[id(other)]) for one, other in pairs]
        once = list(dict.fromkeys(ends))
        sides = [pa.array([end[side] for end in once], pa.int32()) for side in (0, 1)]
        names = ["join_key_l", "join_key_r", "match_key"]
        self._put("desk_pairs", pa.table([*sides, pa.repeat(pa.scalar(0, pa.int8()), len(once))], names=names))
        rows = _rows(self._connection.execute(f"EXECUTE {query}"))
        scored = {(row["rank_l"], row["rank_r"]): row for row in rows}
        return [(place, scored[end]) for place, end in enumerate(ends) if end in scored]

    def _fill(self, records: Sequence[Mapping], common: Common | None = None) -> None:
        """The records with the rarity of their values, which the model knows whoever the candidates are."""
        import pyarrow as pa

        kinds = {"SMALLINT": pa.int16(), "TINYINT": pa.int8(), "VARCHAR[]": pa.list_(pa.string())}
        arrays = [pa.array(range(len(records)), pa.int32())]
        for name in self._columns:
            kind = kinds.get(_KINDS.get(name), pa.string())
            arrays.append(pa.array([record.get(name) for record in records], kind))
        for name, floor in self.model.floors.items():
            known = self._shares[name]
            if own := (common or {}).get(name):
                known = ChainMap({value: max(share, floor) for value, share in own.items()}, known)
            values = (record.get(name) for record in records)
            arrays.append(pa.array([None if one is None else known.get(one, floor) for one in values], pa.float64()))
        names = ["rank", *self._columns, *(f"tf_{name}" for name in self.model.floors)]
        self._put("desk_told", pa.table(arrays, names=names))

    def _put(self, table: str, rows) -> None:
        self._connection.execute(f"DELETE FROM {table}")
        self._connection.from_arrow(rows).insert_into(table)


def _rows(found) -> list[dict]:
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _needed(model: Model) -> list[str]:
    """The cleaned columns that the model compares, weighs by their rarity, or blocks by."""
    compared = {column for comparison in model.comparisons for column in comparison.columns}
    made = {column for column in compared if column.endswith(("_words", "_known"))}
    parts = " ".join(part for rule in model.rules if not rule.loose for part in rule.parts)
    blocked = {column for column in _CLEANED if column in parts}
    return sorted((compared - made) | set(model.floors) | blocked)


_NAMES = ("given", "family", "father", "mother", "name")
_CLEANED = frozenset(
    (
        *(name + suffix for name in _NAMES for suffix in ("", "_key", "_canon")),
        *("name_bag", "birth_year", "birth_month", "birth_day", "birth_precision", "birth_text", "sex", *NUMBERS),
        *("place_1", "category_1"),
    )
)
