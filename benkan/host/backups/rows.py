"""What a database holds, table by table: counts and fingerprints that do not depend on the order of rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict

if TYPE_CHECKING:
    import psycopg

# Their rows are of the moment: who is signed in, what was computed, what waits to be done. Tables are kept, empty.
PASSING = (
    "public.cache",
    "public.django_session",
    "public.procrastinate_events",
    "public.procrastinate_jobs",
    "public.procrastinate_periodic_defers",
    "public.procrastinate_workers",
)
# The text of a row must be the same on every server.
_SETTINGS = {
    "TimeZone": "UTC",
    "DateStyle": "ISO, YMD",
    "IntervalStyle": "postgres",
    "extra_float_digits": "1",
    "bytea_output": "hex",
}
_TABLES = """
SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 WHERE c.relkind = 'r' AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
   AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
 ORDER BY 1, 2
"""


class Rows(TypedDict):
    """How many rows, and the sum of 64 bits of each row's digest, as a decimal text."""

    rows: int
    hash: str


def tables_of(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """Schema and name of every table of the platform, those of extensions left out."""
    return connection.execute(_TABLES).fetchall()


def rows_of(connection: psycopg.Connection) -> dict[str, Rows]:
    """By « schema.table », what this transaction sees; the tables of passing rows are left out.

    MD5 tells rows apart, it protects nothing: it is the one digest that every server version computes alike.
    """
    from psycopg import sql

    for name, value in _SETTINGS.items():
        connection.execute("SELECT set_config(%s, %s, false)", [name, value])
    found: dict[str, Rows] = {}
    for schema, name in tables_of(connection):
        if f"{schema}.{name}" in PASSING:
            continue
        statement = sql.SQL(
            "SELECT count(*), coalesce(sum(('x' || left(md5(t::text), 16))::bit(64)::bigint::numeric), 0)::text"
            " FROM {} AS t"
        ).format(sql.Identifier(schema, name))
        rows, digest = connection.execute(statement).fetchone()
        found[f"{schema}.{name}"] = Rows(rows=rows, hash=digest)
    return found


def is_inhabited(connection: psycopg.Connection) -> bool:
    """Whether somebody works there: a platform without an account holds reference data and nothing else."""
    if connection.execute("SELECT to_regclass('public.organisations_account')").fetchone()[0] is None:
        return False
    return connection.execute("SELECT EXISTS (SELECT FROM organisations_account)").fetchone()[0]
