"""Databases beside the main one, for the tests of the project."""

import psycopg

from benkan.host.database import create_database, database_exists, drop_database


def test_a_database_is_made_and_dropped(addresses):
    assert not database_exists(addresses.owner, "made")
    create_database(addresses.owner, "made")
    assert database_exists(addresses.owner, "made")
    drop_database(addresses.owner, "made")
    drop_database(addresses.owner, "made")
    assert not database_exists(addresses.owner, "made")


def test_a_database_is_copied_from_a_template(addresses):
    create_database(addresses.owner, "model")
    with psycopg.connect(addresses.owner, dbname="model") as connection:
        connection.execute("CREATE TABLE rows AS SELECT 7 AS number")
    create_database(addresses.owner, 'a "copy"', template="model")
    with psycopg.connect(addresses.owner, dbname='a "copy"') as connection:
        assert connection.execute("SELECT number FROM rows").fetchone() == (7,)
    drop_database(addresses.owner, 'a "copy"')
    drop_database(addresses.owner, "model")


def test_a_database_in_use_by_the_other_roles_is_dropped_all_the_same(addresses):
    create_database(addresses.owner, "used")
    sessions = [psycopg.connect(address, dbname="used") for address in (addresses.app, addresses.owner)]
    drop_database(addresses.owner, "used")
    assert not database_exists(addresses.owner, "used")
    for session in sessions:
        session.close()
