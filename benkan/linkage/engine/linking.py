"""The whole run: block, learn, score, decide, cluster."""

import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import numpy as np

from benkan.linkage.engine import (
    blocking,
    clusters,
    collective,
    comparisons,
    competing,
    contradictions,
    dependence,
    estimating,
    features,
    glancing,
    predicting,
    scoring,
)
from benkan.linkage.engine.calibrating import Calibration, usual
from benkan.linkage.engine.collective import log_odds
from benkan.linkage.engine.comparisons import Comparison
from benkan.linkage.engine.model import Model
from benkan.linkage.engine.names import dictionary
from benkan.linkage.engine.thresholds import WRITTEN

FEW = 500_000  # pairs: so few are all compared
DRAWN = 300_000
LEARNT_FROM = 500_000
# Of the records bear a name of the dictionary: below, forbidden pairs are another country's ordinary variants, and the
# scale of Malian registers says nothing.
MALIAN = 0.3
KEPT = -5.5  # log2 odds, on the scale of probabilities, below which a pair is not even weighed against others


@dataclass(frozen=True)
class Linked:
    """What a run leaves in the connection.

    `pairs`: a table uid_l, uid_r, probability, of 0.05 and more; `clusters`: a table uid, cluster, for every
    record; `scored`: a table of the pairs weighed, with what was seen of each; `facts`: counts and seconds by
    stage.
    """

    pairs: str
    clusters: str
    model: Model
    facts: dict = field(default_factory=dict)
    scored: str = "scored"


class _Clock:
    """Seconds by stage, told as they pass."""

    def __init__(self, say) -> None:
        self.say, self.facts, self._last = say, {}, time.perf_counter()

    def passed(self, stage: str, words: str | None = None) -> None:
        now = time.perf_counter()
        self.facts[stage] = round(now - self._last, 3)
        self._last = now
        if words:
            self.say(words)


def link(connection, prepared, *, say=lambda words: None) -> Linked:
    """Compare the records of `prepared` among themselves (or across their sources) and group them.

    `connection` is DuckDB's, holding `prepared.table`. `say` receives progress in French. Nothing is random: the
    same records give the same answer in any order.
    """
    clock = _Clock(say)
    looked = look(connection, prepared, clock.passed)
    shares = estimating.learn(looked.chosen, looked.learnt, looked.drawn, prepared.count, looked.all_pairs)
    if looked.learnt.weight == 1.0:
        _keep_hopeful(connection, looked.chosen, shares, looked.learnt)
    clock.passed("learning", "Comparaison…")
    model = looked.model(connection, prepared, shares)
    compared, table = looked.compared, looked.table
    del looked  # what was learnt from is large, and scoring needs the room
    _score(connection, table, model, prepared.one_to_one)
    clock.passed("scoring", "Regroupement…")
    _group(connection, prepared, model)
    clock.passed("clusters")
    facts = {"compared": compared, "same": shares.same_pairs, "kin": shares.kin_pairs, "seconds": clock.facts}
    return Linked("pairs", "clusters", model, facts)


@dataclass(frozen=True)
class Looked:
    """What is looked at before anything is learnt: what is compared, the table it is read from, the rules, how many
    pairs they propose of how many there are, and the levels of proposed pairs and of pairs drawn at random.
    """

    chosen: list[Comparison]
    table: features.Features
    rules: list
    compared: int
    all_pairs: float
    learnt: estimating.Seen
    drawn: estimating.Seen
    scale: Calibration | None  # of probabilities, as long as no answers tell another

    def model(self, connection, prepared, shares: estimating.Shares) -> Model:
        """The model of these shares, with today's date."""
        return Model(
            comparisons=tuple(self.chosen),
            shares=shares,
            rules=tuple(self.rules),
            frequencies=features.frequencies(connection, self.table.rare),
            floors={column: features.floor(prepared, column) for column in self.table.rare},
            records=prepared.count,
            made=datetime.now(UTC).date(),
            habits=prepared.habits,
            calibration=self.scale,
        )


def look(connection, prepared, passed=lambda stage, words=None: None) -> Looked:
    """Choose what to compare, propose pairs (left in the table `pairs_blocked`) and compare a sample of them."""
    across = prepared.mode == "link" and len(prepared.sources) > 1
    chosen, table = _choose(connection, prepared)
    passed("features", "Recherche des paires à comparer…")
    all_pairs = _all_pairs(connection, prepared, across)
    rules = blocking.rules(prepared.columns, prepared.count)
    compared = _propose(connection, table, rules, across, all_pairs)
    passed("blocking", f"Apprentissage sur {compared} paires…")
    scale = usual() if prepared.malian >= MALIAN else None
    return Looked(
        chosen, table, rules, compared, all_pairs, *_seen(connection, table, chosen, compared, all_pairs), scale
    )


def _choose(connection, prepared) -> tuple[list[Comparison], features.Features]:
    forbidden = ()
    if prepared.malian >= MALIAN:
        forbidden = tuple(sorted(tuple(sorted(pair)) for pair in dictionary.forbidden()))
    chosen = comparisons.for_columns(prepared.columns, forbidden=forbidden)
    rare = tuple(dict.fromkeys(level.rarity for c in chosen for level in c.levels if level.rarity))
    table = features.build(connection, prepared, rare)
    where = [c for role in ("place", "address", "category") for c in comparisons.numbered(prepared.columns, role)]
    settled = dependence.settled_by(connection, table, where)
    chosen = comparisons.for_columns(prepared.columns, forbidden=forbidden, settled=settled)
    return chosen, table.narrowed(connection, chosen)


def _all_pairs(connection, prepared, across: bool) -> float:
    if not across:
        return prepared.count * (prepared.count - 1) / 2
    each = [n for (n,) in connection.execute(f"SELECT count(*) FROM {prepared.table} GROUP BY source").fetchall()]
    return (sum(each) ** 2 - sum(n * n for n in each)) / 2


def _propose(connection, table, rules, across: bool, all_pairs: float) -> int:
    _draw(connection, table, across, all_pairs)
    if all_pairs <= FEW:
        # So few that all are compared: what is drawn is everything.
        connection.execute("CREATE OR REPLACE TABLE pairs_blocked AS FROM pairs_drawn")
        return round(all_pairs)
    return blocking.block(connection, table, rules, across=across).count


def _draw(connection, table, across: bool, all_pairs: float) -> None:
    """Pairs at random, the same at each run: all of them in a small file."""
    apart = "l.source <> r.source" if across else "true"
    joined = f"{table.table} AS l, {table.table} AS r"
    if all_pairs <= FEW:
        connection.execute(
            "CREATE OR REPLACE TABLE pairs_drawn AS SELECT l.rank AS join_key_l, r.rank AS join_key_r, "
            "0::TINYINT AS match_key "
            f"FROM {joined} WHERE l.rank < r.rank AND {apart}"
        )
        return
    n = table.count
    draws = round(DRAWN * min(4.0, n * (n - 1) / 2 / all_pairs))
    connection.execute(
        "CREATE OR REPLACE TABLE pairs_drawn AS SELECT DISTINCT least(a, b) AS join_key_l, greatest(a, b) AS "
        "join_key_r, "
        f"0::TINYINT AS match_key FROM (SELECT (hash(i, 1) % {n})::INTEGER AS a, (hash(i, 2) % {n})::INTEGER AS b "
        f"FROM range({draws}) AS t(i)), {joined} WHERE a <> b AND l.rank = a AND r.rank = b AND {apart}"
    )


def _seen(connection, table, chosen, compared: int, all_pairs: float) -> tuple[estimating.Seen, estimating.Seen]:
    """The proposed pairs to learn from, and those drawn at random: the same where all pairs are compared."""
    connection.execute("CREATE OR REPLACE VIEW pairs_compared AS FROM pairs_drawn")
    query = predicting.prediction(connection, scoring.settings(chosen), table.compared, "pairs_compared")
    drawn = scoring.seen(connection, chosen, query, 1.0)
    if all_pairs <= FEW:
        return drawn, drawn
    share = min(1.0, LEARNT_FROM / max(1, compared))
    connection.execute(
        "CREATE OR REPLACE VIEW pairs_compared AS FROM pairs_blocked "
        f"WHERE hash(join_key_l, join_key_r) % 1000000 < {round(share * 1e6)}"
    )
    learnt = scoring.seen(connection, chosen, query, 1.0 / share)
    connection.execute("DROP VIEW pairs_compared")
    connection.execute("DROP TABLE pairs_drawn")
    return learnt, drawn


def _keep_hopeful(connection, chosen, shares, seen: estimating.Seen) -> None:
    """Where every pair has been looked at already, only those that may be one person are compared again."""
    import pyarrow as pa

    for_same, _ = estimating.weights(shares, chosen, seen)
    kept = seen.pairs[for_same + np.log2(scoring.odds_of_same(shares)) >= KEPT - 1]
    connection.register("hopeful", pa.table({"join_key_l": kept[:, 0], "join_key_r": kept[:, 1]}))
    connection.execute("CREATE OR REPLACE TABLE pairs_blocked AS SELECT *, 0::TINYINT AS match_key FROM hopeful")
    connection.unregister("hopeful")


def _score(connection, table, model: Model, one_to_one: bool) -> None:
    """Make the table `scored`: what was seen of each pair, its odds for one person and for one family, its
    probability.
    """
    least = KEPT if model.calibration is None else model.calibration.before(KEPT)
    glancing.keep(connection, table.table, model, "pairs_blocked", least)
    settings = scoring.settings(model.comparisons, model.shares)
    compared = predicting.prediction(connection, settings, table.compared, "pairs_blocked")
    hopeful = f"(SELECT * FROM ({compared}) WHERE match_weight >= {least!r})"
    made = "weighed" if one_to_one else "scored"
    connection.execute(f"CREATE OR REPLACE TABLE {made} AS {scoring.decided(model, hopeful)}")
    connection.execute("DROP TABLE pairs_blocked")
    if one_to_one:
        competing.one_to_one(connection, "weighed", "scored")
        connection.execute("DROP TABLE weighed")


def _group(connection, prepared, model: Model) -> None:
    """Make the tables `clusters` (every record's group, numbered in the order of ranks) and `pairs`."""
    import pyarrow as pa

    found = connection.execute(
        f"SELECT rank_l, rank_r, probability FROM scored WHERE probability >= {WRITTEN}"
    ).fetchnumpy()
    held = zip(
        found["rank_l"].tolist(), found["rank_r"].tolist(), found["probability"].astype(float).tolist(), strict=True
    )
    believed = {(one, other): probability for one, other, probability in held}
    exclusive = None
    if prepared.one_to_one:
        exclusive = dict(connection.execute("SELECT rank, source FROM features").fetchall())
    forbidden = contradictions.between(connection, model, "scored")
    grown = clusters.grow(((*pair, log_odds(p)) for pair, p in believed.items()), forbidden, exclusive=exclusive)
    settled = collective.settle(believed, grown)
    across = prepared.mode == "link" and len(prepared.sources) > 1
    connection.register(
        "grown",
        pa.table({"rank": pa.array(list(grown), pa.int32()), "first": pa.array(list(grown.values()), pa.int32())}),
    )
    connection.execute(
        "CREATE OR REPLACE TABLE clusters AS SELECT uid, (dense_rank() OVER (ORDER BY coalesce(first, rank)) - "
        "1)::BIGINT AS cluster "
        "FROM features LEFT JOIN grown USING (rank)"
    )
    connection.unregister("grown")
    ends = np.array(list(settled), dtype=np.int32).reshape(-1, 2)
    connection.register(
        "settled",
        pa.table(
            {"one": ends[:, 0], "other": ends[:, 1], "probability": pa.array(list(settled.values()), pa.float64())}
        ),
    )
    connection.execute(
        "CREATE OR REPLACE TABLE pairs AS SELECT least(l.uid, r.uid) AS uid_l, greatest(l.uid, r.uid) AS uid_r, "
        "probability "
        "FROM settled JOIN features AS l ON one = l.rank JOIN features AS r ON other = r.rank "
        f"WHERE probability >= {WRITTEN}{' AND l.source <> r.source' if across else ''}"
    )
    connection.unregister("settled")
