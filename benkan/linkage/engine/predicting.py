"""The SQL by which Splink scores pairs, taken down once: building it anew takes a second, running it some
milliseconds.
"""

import re

from benkan.linkage.engine import scoring
from benkan.linkage.engine.features import Features

_PRUNED = re.compile(r"__splink__df_pruned_predict_input_[lr]_\w+")
_HEAD = re.compile(r"^\s*CREATE TABLE \S+ AS\s", re.IGNORECASE)


def prediction(connection, model, records: str, pairs: str) -> str:
    """The query that scores the pairs of table `pairs` (join_key_l, join_key_r, match_key) between rows of `records`,
    as `scoring.predict` does; both are in the connection, and may be empty.
    """
    from splink import DuckDBAPI, Linker

    run: list[str] = []

    class Noting(DuckDBAPI):
        def _execute_sql_against_backend(self, final_sql):
            run.append(final_sql)
            return super()._execute_sql_against_backend(final_sql)

    features = Features(records, 0, tuple(model.floors))
    settings = scoring.settings(model.comparisons, model.shares)
    backend = Noting(connection)
    linker = Linker(backend.register(features.table), settings, log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(backend.register(pairs))
    scored = linker.inference.predict(warning_mode="never").physical_name
    made = next(sql for sql in run if f"CREATE TABLE {scored} AS" in sql)
    connection.execute(f"DROP TABLE {scored}")
    # Splink first copies the rows that stand in a pair; here they all do.
    return _PRUNED.sub(records, _HEAD.sub("", made))
