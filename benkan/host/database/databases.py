"""Databases beside the main one, made and dropped by the owner: for restorations, and the tests of the project."""

from contextlib import contextmanager
from urllib.parse import quote, urlsplit, urlunsplit


def create_database(owner_url: str, name: str, template: str | None = None) -> None:
    """Create a database, a copy of the template if one is named (nobody may be connected to it).

    Raises psycopg.errors.DuplicateDatabase, ObjectInUse (template in use).
    """
    with as_owner(owner_url) as (connection, sql):
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY WAL_LOG").format(
                sql.Identifier(name), sql.Identifier(template or "template1")
            )
        )


def drop_database(owner_url: str, name: str) -> None:
    """Drop a database if it exists, ending the sessions that use it."""
    with as_owner(owner_url) as (connection, sql):
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def database_exists(owner_url: str, name: str) -> bool:
    with as_owner(owner_url) as (connection, _):
        return connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is not None


def databases(owner_url: str, *, beginning: str) -> list[str]:
    """The names of the server's databases that begin so, in order."""
    with as_owner(owner_url) as (connection, _):
        found = connection.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname::text, %s) ORDER BY datname", [beginning]
        )
        return [name for (name,) in found]


def renamed(url: str, database: str) -> str:
    """The same address, for another database of the same server."""
    return urlunsplit(urlsplit(url)._replace(path=f"/{quote(database, safe='')}"))


@contextmanager
def as_owner(owner_url: str):
    """A connection of the owner's that is to none of the platform's databases, and `psycopg.sql`."""
    # imported here: the keeper passes through this package, needs no driver, and must start quickly
    import psycopg
    from psycopg import sql

    with psycopg.connect(owner_url, dbname="postgres", autocommit=True) as connection:
        yield connection, sql
