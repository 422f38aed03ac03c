"""Comparing pairs with Splink: settings from our comparisons, levels for learning, weights for deciding."""

import logging

import numpy as np

from benkan.linkage.engine import contradictions
from benkan.linkage.engine.estimating import Seen, Shares, rarity_base

logging.getLogger("splink").setLevel(logging.ERROR)


def settings(comparisons, shares: Shares | None = None) -> dict:
    """The settings of a Splink model, as plain data that Splink reads on any of its engines.

    Without `shares` the weights are placeholders: only the levels are then worth reading.
    """
    prior = 0.0001 if shares is None else odds_of_same(shares) / (1 + odds_of_same(shares))
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "rank",
        "probability_two_random_records_match": prior,
        "retain_matching_columns": True,  # the levels are told only with them
        "retain_intermediate_calculation_columns": True,
        "blocking_rules_to_generate_predictions": [],
        "comparisons": [_comparison(c, n, shares) for n, c in enumerate(comparisons)],
    }


def odds_of_same(shares: Shares) -> float:
    """Pairs of one person against pairs of strangers, before anything is compared."""
    return shares.same_pairs / max(1.0, shares.all_pairs - shares.same_pairs - shares.kin_pairs)


def odds_of_kin(shares: Shares) -> float:
    """Pairs of relatives against pairs of strangers, before anything is compared."""
    return shares.kin_pairs / max(1.0, shares.all_pairs - shares.same_pairs - shares.kin_pairs)


def _comparison(comparison, number: int, shares: Shares | None) -> dict:
    levels = [{"sql_condition": comparison.absent, "label_for_charts": "absent", "is_null_level": True}]
    for n, level in enumerate(comparison.levels):
        entry = {
            "sql_condition": level.condition or "ELSE",
            "label_for_charts": level.name,
            "m_probability": float(shares.same[number][n]) if shares else 0.5 ** (n + 2),
            "u_probability": float(shares.chance[number][n]) if shares else 0.5,
        }
        if level.rarity:
            entry["tf_adjustment_column"] = level.rarity
            entry["tf_adjustment_weight"] = level.rarity_weight
            entry["tf_minimum_u_value"] = 0.0
        levels.append(entry)
    return {"output_column_name": comparison.name, "comparison_levels": levels}


def seen(connection, comparisons, compared: str, weight: float) -> Seen:
    """The levels and rarities of pairs as arrays; every pair stands for `weight` pairs. `compared` is the query that
    compares them (`predicting.prediction`).
    """
    levels = {c.name: f"(CASE WHEN gamma_{c.name} < 0 THEN -1 ELSE {level_of(c)} END)" for c in comparisons}
    rarities = [(c.family, rarity(c, level_of(c))) for c in comparisons]
    everything = " + ".join(sql for _, sql in rarities)
    families = " + ".join(["0", *(sql for family, sql in rarities if family)])
    chosen = ", ".join(f"{sql}::TINYINT AS g_{name}" for name, sql in levels.items())
    found = connection.execute(
        f"SELECT rank_l, rank_r, {chosen}, ({everything})::FLOAT AS rarity, ({families})::FLOAT AS "
        f"family_rarity FROM ({compared}) ORDER BY rank_l, rank_r"
    ).fetchnumpy()
    stacked = np.stack([np.ma.filled(found[f"g_{c.name}"], -1) for c in comparisons], axis=1).astype(np.int8)
    pairs = np.stack([found["rank_l"], found["rank_r"]], axis=1)
    return Seen(stacked, np.ma.filled(found["rarity"], 0.0), np.ma.filled(found["family_rarity"], 0.0), weight, pairs)


def rarity(comparison, level: str) -> str:
    """SQL over scored pairs: minus log2 of the frequency of the value, where its level (SQL `level`) is weighed by
    it.
    """
    cases = [
        f"WHEN {n} THEN -{one.rarity_weight} * log2(greatest(tf_{one.rarity}_l, tf_{one.rarity}_r))"
        for n, one in enumerate(comparison.levels)
        if one.rarity
    ]
    return f"CASE {level} {' '.join(cases)} ELSE 0 END" if cases else "0"


def level_of(comparison) -> str:
    """SQL over scored pairs: the number of the level seen, 0 the closest; past the last where nothing is said."""
    return f"({len(comparison.levels) - 1} - gamma_{comparison.name})"


def kin_weight(comparisons, shares: Shares) -> str:
    """SQL over scored pairs: log2 of how much more likely what is seen is for relatives than for strangers, before
    any prior.
    """
    terms = []
    for number, comparison in enumerate(comparisons):
        values = np.log2(shares.kin[number] / shares.chance[number])
        if comparison.family:
            values = values + rarity_base(comparison, shares.chance[number])
            terms.append(rarity(comparison, level_of(comparison)))
        cases = " ".join(f"WHEN {n} THEN {float(value)!r}" for n, value in enumerate(values))
        terms.append(f"CASE {level_of(comparison)} {cases} ELSE 0 END")
    return " + ".join(terms)


def decided(model, scored: str) -> str:
    """SQL over compared pairs (a table, or a query in brackets): what was seen of each, `kin_weight` (log2 odds of one
    family) and `probability` (of one person).
    """
    kin = f"{kin_weight(model.comparisons, model.shares)} + {float(np.log2(odds_of_kin(model.shares)))!r}"
    against = "(pow(2, -match_weight) + pow(2, kin_weight - match_weight))"
    # What people's answers move is the scale; a contradiction bounds it afterwards all the same.
    probability = f"1 / (1 + {_moved(model, against)})"
    # The texts compared are left behind: at a million records they weigh more than all the rest.
    columns = ["rank_l", "rank_r", "match_weight", *(f"gamma_{c.name}" for c in model.comparisons)]
    columns += [f"tf_{column}_{side}" for column in model.floors for side in "lr"]
    kept = f"SELECT {', '.join(columns)}, {kin} AS kin_weight FROM {scored}"
    return f"SELECT *, {contradictions.bounded(model, probability)} AS probability FROM ({kept})"


def _moved(model, against: str) -> str:
    """SQL of the odds against one person on the scale of the model. A number of identity is nobody else's, relatives
    no more than strangers: what families share, which the scale takes back, says nothing of it.
    """
    if model.calibration is None:
        return against
    moved = model.calibration.moved(against)
    proofs = [
        f"{level_of(one)} IN ({', '.join(same)})"
        for one in model.comparisons
        if one.subject == "identifier"
        and (same := [str(n) for n, level in enumerate(one.levels) if level.name.startswith(("exact", "crossed"))])
    ]
    return f"CASE WHEN {' OR '.join(proofs)} THEN {against} ELSE {moved} END" if proofs else moved
