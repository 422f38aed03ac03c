"""What one pair says about another: where no file holds a person twice, a record has one partner at most."""


def one_to_one(connection, scored: str, made: str) -> str:
    """Share each record's belief among its candidates of one file; `scored` and `made` hold rank_l, rank_r,
    probability.

    With at most one partner in each file, the odds of a pair are weighed against those of all pairs that exclude
    it: o / (1 + the sum of the odds of the row and of the column, o once).
    """
    connection.execute(
        f"CREATE OR REPLACE TABLE {made} AS WITH sided AS ("
        f"SELECT s.* EXCLUDE (probability), least(probability, 1 - 1e-12) / (1 - least(probability, 1 - 1e-12)) "
        f"AS odds, "
        "l.source AS source_l, r.source AS source_r "
        f"FROM {scored} AS s JOIN features AS l ON l.rank = s.rank_l JOIN features AS r ON r.rank = s.rank_r), "
        "ends AS (SELECT rank_l AS rank, source_r AS there, odds FROM sided UNION ALL SELECT rank_r, source_l, "
        "odds FROM sided), "
        "rows AS (SELECT rank, there, sum(odds) AS total FROM ends GROUP BY ALL) "
        "SELECT s.* EXCLUDE (odds, source_l, source_r), odds / (1 + a.total + b.total - odds) AS probability "
        "FROM sided AS s "
        "JOIN rows AS a ON a.rank = s.rank_l AND a.there = s.source_r "
        "JOIN rows AS b ON b.rank = s.rank_r AND b.there = s.source_l"
    )
    return made
