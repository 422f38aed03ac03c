"""What the first creation gives: three roles with their rights and no more, in a folder closed to others."""

import os
import shutil
import signal
from pathlib import Path

import dj_database_url
import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from benkan.host.database import ServerRefused, attached

from .conftest import address_of, eventually, in_its_folder, keeper_of, server_of


def test_no_role_of_the_application_is_above_the_policies(addresses):
    with psycopg.connect(addresses.owner) as connection:
        rights = connection.execute(
            "SELECT rolname, rolsuper, rolcreatedb, rolcreaterole, rolbypassrls, rolreplication, rolcanlogin"
            " FROM pg_roles WHERE rolname LIKE 'benkan%' ORDER BY rolname"
        ).fetchall()
        inherit = dict(connection.execute("SELECT rolname, rolinherit FROM pg_roles").fetchall())
    assert rights == [
        ("benkan_app", False, False, False, False, False, True),
        ("benkan_figures", False, False, False, False, False, True),
        ("benkan_owner", False, True, False, False, False, True),
    ]
    assert not inherit["benkan_app"]
    assert not inherit["benkan_figures"]


def test_the_owner_owns_the_database_and_may_use_the_extensions(addresses):
    with psycopg.connect(addresses.owner) as connection:
        owner = "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()"
        assert connection.execute(owner).fetchone() == ("benkan_owner",)
        for extension in ("pg_trgm", "unaccent", "btree_gist"):
            connection.execute(f"CREATE EXTENSION {extension}")
        connection.execute("CREATE TABLE public.test (id int)")
        connection.rollback()


@pytest.mark.parametrize("role", ["app", "figures"])
def test_a_serving_role_makes_no_table_and_enters_no_other_database(addresses, role):
    address = getattr(addresses, role)
    with psycopg.connect(address) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute("CREATE TABLE public.test (id int)")
    for other in ("postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="CONNECT"):
            psycopg.connect(address, dbname=other)


def test_nobody_enters_without_a_password(addresses):
    for user in ("benkan_app", "postgres"):
        host = conninfo_to_dict(addresses.app)["host"]
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=host, user=user, dbname="benkan", password="false")


def test_the_server_keeps_what_it_acknowledges_and_sorts_alike_everywhere(addresses):
    wanted = {
        "fsync": "on",
        "synchronous_commit": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "listen_addresses": "",
        "TimeZone": "UTC",
        "jit": "off",
        "max_connections": "60",
    }
    with psycopg.connect(addresses.app) as connection:
        found = {name: connection.execute(f"SHOW {name}").fetchone()[0] for name in wanted}
        letters = connection.execute("SELECT lower('É'), 'zoe' < 'Élodie'").fetchone()
    assert found == wanted
    assert letters == ("é", True)


def test_folder_and_passwords_are_closed_to_others(folder):
    assert folder.stat().st_mode & 0o777 == 0o700
    for name in ("roles.json", "server.log", "attached.lock", "start.lock", "keeper.lock", "created"):
        assert (folder / name).stat().st_mode & 0o777 == 0o600, name


@pytest.mark.parametrize(
    "name",
    ["Données de l’équipe 100%&+=?#\"'", "with, commas", os.fsdecode(b"not \xff UTF-8"), "d" * 120],
    ids=["odd characters", "a comma", "not UTF-8", "longer than a socket's path"],
)
def test_any_folder_serves_psycopg_and_django(folder, tmp_path, name):
    with attached(shutil.copytree(folder, tmp_path / name)) as addresses:
        for address in (addresses.app, addresses.figures, addresses.owner):
            settings = dj_database_url.parse(address)
            django = {"user": settings["USER"], "password": settings["PASSWORD"], **settings["OPTIONS"]}
            with psycopg.connect(address) as direct, psycopg.connect(dbname=settings["NAME"], **django) as through:
                same = "SELECT current_user, pg_postmaster_start_time()"
                assert direct.execute(same).fetchone() == through.execute(same).fetchone()
        socket = conninfo_to_dict(addresses.app)["host"]
        assert os.stat(socket).st_mode & 0o777 == 0o700
    assert not os.path.exists(socket)


@in_its_folder
@pytest.mark.parametrize("everybody", [True, False], ids=["everybody killed", "the keeper killed"])
def test_a_creation_killed_midway_is_done_again(tmp_path, hold, everybody):
    folder = tmp_path / "database"
    holder = hold(folder)
    eventually(lambda: list(folder.glob("cluster.new-*/cluster/global/pg_control")))
    if everybody:
        holder.kill()
    os.kill(keeper_of(folder), signal.SIGKILL)
    with attached(folder) as addresses, psycopg.connect(addresses.app) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("benkan_app",)
    assert not list(folder.glob("cluster.new-*"))


def test_lost_data_are_not_replaced_by_an_empty_database(data_of_another_version):
    shutil.rmtree(data_of_another_version / "cluster")
    with pytest.raises(ServerRefused, match="ont disparu"), attached(data_of_another_version):
        pass


def test_the_log_holds_no_personal_data(folder, addresses):
    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        connection.execute("CREATE TABLE people (name text PRIMARY KEY)")
        connection.execute("INSERT INTO people VALUES ('Kadiatou')")
        for statement in (
            "INSERT INTO people VALUES ('Kadiatou')",
            "SELECT 'Kadiatou'::int",
            'SELECT * FROM "Kadiatou"',
            "DO $$ BEGIN RAISE WARNING 'Kadiatou'; RAISE EXCEPTION 'Kadiatou'; END $$",
        ):
            with pytest.raises(psycopg.Error, match="Kadiatou"):
                connection.execute(statement)
        with pytest.raises(psycopg.Error, match="Kadiatou"):
            connection.execute("SELECT %s::int", ["Kadiatou"])
        connection.execute("DROP TABLE people")
    log = (folder / "server.log").read_text()
    assert "ready to accept connections" in log
    assert "Kadiatou" not in log


def test_a_log_that_has_grown_is_put_aside_at_the_next_start(folder):
    (folder / "server.log").write_bytes(b"x" * 6_000_000)
    with attached(folder):
        pass
    assert (folder / "server.log.1").stat().st_size == 6_000_000
    assert (folder / "server.log").stat().st_size < 10_000


def test_the_server_is_given_none_of_our_environment(folder, hold):
    holder = hold(folder, env={"BENKAN_SECRET": "in nobody's hands"})
    address_of(holder)
    assert b"BENKAN_SECRET" in Path(f"/proc/{keeper_of(folder)}/environ").read_bytes()
    assert b"BENKAN_SECRET" not in Path(f"/proc/{server_of(folder)}/environ").read_bytes()
