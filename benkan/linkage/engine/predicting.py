"""The SQL by which Splink compares pairs, taken down once: building it anew takes half a second, and run by us it
makes no column that nobody reads.
"""

import re

_PRUNED = re.compile(r"__splink__df_pruned_predict_input_[lr]_\w+")
_HEAD = re.compile(r"^\s*CREATE TABLE \S+ AS\s", re.IGNORECASE)


def prediction(connection, settings: dict, records: str, pairs: str) -> str:
    """The query that compares the pairs of `pairs` (join_key_l, join_key_r, match_key) between rows of `records`, by
    `scoring.settings`; both are in the connection, and may be empty. Nothing is compared here.
    """
    from splink import DuckDBAPI, Linker

    run: list[str] = []

    class Noting(DuckDBAPI):
        def _execute_sql_against_backend(self, final_sql):
            run.append(final_sql)
            return super()._execute_sql_against_backend(final_sql)

    connection.execute(f"CREATE OR REPLACE TABLE nobody AS FROM {records} LIMIT 0")
    backend = Noting(connection)
    linker = Linker(backend.register("nobody"), settings, log_level=None, validate_settings=False)
    linker.table_management.register_blocked_pairs_for_predict(backend.register(pairs))
    scored = linker.inference.predict(warning_mode="never").physical_name
    made = next(sql for sql in run if f"CREATE TABLE {scored} AS" in sql)
    connection.execute(f"DROP TABLE {scored}")
    connection.execute("DROP TABLE nobody")
    # Splink first copies the rows that stand in a pair; here they all do.
    return _PRUNED.sub(records, _HEAD.sub("", made))
