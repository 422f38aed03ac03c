"""Small databases beside the main one, made and dropped by the owner: for the tests of the project."""

from contextlib import contextmanager


def create_database(owner_url: str, name: str, template: str | None = None) -> None:
    """Create a database, a copy of the template if one is named (nobody may be connected to it).

    Raises psycopg.errors.DuplicateDatabase, ObjectInUse (template in use).
    """
    with _as_owner(owner_url) as (connection, sql):
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG").format(
                sql.Identifier(name), sql.Identifier(template or "template1")
            )
        )


def drop_database(owner_url: str, name: str) -> None:
    """Drop a database if it exists, ending the sessions that use it."""
    with _as_owner(owner_url) as (connection, sql):
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def database_exists(owner_url: str, name: str) -> bool:
    with _as_owner(owner_url) as (connection, _):
        return connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


@contextmanager
def _as_owner(owner_url: str):
    # imported here: the keeper passes through this package, needs no driver, and must start quickly
    import psycopg
    from psycopg import sql

    with psycopg.connect(owner_url, dbname="postgres", autocommit=True) as connection:
        yield connection, sql
