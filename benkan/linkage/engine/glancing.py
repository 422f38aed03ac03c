"""A glance at each proposed pair: the most that it can weigh, told by numbers alone, so that few are read in full.

Reading the texts of a pair costs ten times what comparing numbers does, and nine proposed pairs in ten are strangers.
Of each text the glance keeps a hash, and a sketch: its length, its first letter and which letters it holds. Two names
with few letters in common cannot be alike, whatever their order. A bound is never below the weight that Splink would
find: what is left out would have been left out.
"""

import os
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benkan.linkage.engine.ends import Ends
from benkan.linkage.engine.looks import look_at
from benkan.linkage.engine.scoring import odds_of_same
from benkan.linkage.engine.sketches import sketch

ROUNDED = 0.01  # log2: what single precision may lose
AT_ONCE = 64_000  # pairs looked at by one thread at a time: their numbers stay near the processor


def keep(connection, table: str, model, pairs: str, least: float) -> None:
    """Leave in the table `pairs` (join_key_l, join_key_r, match_key) those that may weigh `least` (log2 odds) or more.

    `table` holds the records with their rarities, `rank` numbering them from 0.
    """
    import pyarrow as pa

    looks = [look_at(number, model) for number in range(len(model.comparisons))]
    looks.sort(key=lambda look: look.cost)
    held = _gathered(connection, table, looks)
    prior = float(np.log2(odds_of_same(model.shares)))
    found = connection.execute(f"SELECT join_key_l, join_key_r FROM {pairs}").fetchnumpy()
    one, other = (np.ma.getdata(found[name]) for name in ("join_key_l", "join_key_r"))
    del found

    def looked_at(start: int) -> tuple[np.ndarray, np.ndarray]:
        part = slice(start, start + AT_ONCE)
        return _hopeful(looks, held, one[part], other[part], prior, least - ROUNDED)

    with ThreadPoolExecutor(os.cpu_count()) as threads:
        kept = list(threads.map(looked_at, range(0, len(one), AT_ONCE)))
    ends = [np.concatenate([np.empty(0, np.int32), *(part[side] for part in kept)]) for side in (0, 1)]
    connection.register("pairs_kept", pa.table({"one": ends[0], "other": ends[1]}))
    connection.execute(
        f"CREATE OR REPLACE TABLE {pairs} AS SELECT one AS join_key_l, other AS join_key_r, 0::TINYINT AS match_key "
        "FROM pairs_kept"
    )
    connection.unregister("pairs_kept")


def _hopeful(looks, held, one, other, prior: float, least: float) -> tuple[np.ndarray, np.ndarray]:
    """The ends of those pairs that may weigh `least`: each comparison is looked at only for the pairs still left."""
    total = np.full(len(one), prior + sum(look.highest for look in looks), np.float32)
    for look in looks:
        total += look.most(Ends(held, one, other)) - np.float32(look.highest)
        left = np.flatnonzero(total >= least)
        one, other, total = one[left], other[left], total[left]
    return one, other


def _gathered(connection, table: str, looks) -> dict[str, np.ndarray]:
    """The numbers of each record, in the order of ranks. Letters are looked for once in each text."""
    numbers = {name: sql for look in looks for name, sql in look.numbers.items()}
    chosen = ", ".join(["rank", *(f"{sql} AS {name}" for name, sql in numbers.items())])
    held = _by_rank(connection.execute(f"SELECT {chosen} FROM {table}"))
    for text in sorted({text for look in looks for text in look.texts}):
        held |= _by_rank(
            connection.execute(
                f"SELECT rank, coalesce(sketch, 0) AS s_{text} FROM {table} LEFT JOIN (SELECT held, {sketch('held')} "
                f"AS sketch FROM (SELECT DISTINCT {text} AS held FROM {table} WHERE {text} IS NOT NULL)) "
                f"ON held = {text}"
            )
        )
    return held


def _by_rank(rows) -> dict[str, np.ndarray]:
    """The columns of a result, its rows put in the order of `rank`."""
    found = {name: np.ma.getdata(values) for name, values in rows.fetchnumpy().items()}
    rank = found.pop("rank")
    held = {name: np.empty_like(values) for name, values in found.items()}
    for name, values in found.items():
        held[name][rank] = values
    return held
