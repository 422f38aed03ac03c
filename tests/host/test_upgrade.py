"""An earlier landing is brought to today's schema, or stays as it was; nothing else serves an earlier schema."""

import gzip
import os
from pathlib import Path

import psycopg
import pytest

from benkan.host.backups import swap
from benkan.host.backups.content import for_roles
from benkan.host.backups.rows import rows_of
from benkan.host.database import create_database, drop_database
from benkan.host.database.addresses import APP, FIGURES, OWNER
from conftest import _renamed
from tests.host.commands import URLS, apart, told
from tests.host.test_live import GIVEN

LANDED = Path(__file__).parent / "landed" / "cf9d875.sql.gz"
NAME = f"benkan_landed_{os.getpid()}"


def _held(owner: str) -> dict:
    with psycopg.connect(owner) as connection:
        return rows_of(connection)


def _migrations(owner: str) -> set:
    with psycopg.connect(owner) as connection:
        return set(connection.execute("SELECT app, name FROM django_migrations").fetchall())


@pytest.fixture
def landed(addresses, template, tmp_path, monkeypatch):
    """The platform as it was landed then, in a database of its own: its owner's address."""
    roles = {OWNER: addresses.owner, APP: addresses.app, FIGURES: addresses.figures}
    names = {old: psycopg.conninfo.conninfo_to_dict(address)["user"] for old, address in roles.items()}
    script = "\n".join(
        line
        for line in gzip.decompress(LANDED.read_bytes()).decode().splitlines()
        if not line.startswith("\\") and "transaction_timeout" not in line and "SCHEMA public" not in line
    )
    drop_database(addresses.owner, NAME)
    create_database(addresses.owner, NAME)
    urls = [_renamed(address, NAME) for address in (addresses.app, addresses.figures, addresses.owner)]
    with psycopg.connect(urls[2]) as connection:
        connection.execute(for_roles(script, names))
    for name, url in zip(URLS, urls, strict=True):
        monkeypatch.setenv(name, url)
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("BENKAN_SECRET_KEY", GIVEN["BENKAN_SECRET_KEY"])
    monkeypatch.delenv("BENKAN_DEMO", raising=False)
    yield urls[2]
    drop_database(addresses.owner, swap.beside(NAME))
    swap.drop_former(addresses.owner, NAME, but=None)
    drop_database(addresses.owner, NAME)


@pytest.fixture
def today(addresses, template) -> str:
    """The owner's address of a database of today's schema."""
    return _renamed(addresses.owner, template)


def test_an_earlier_landing_is_saved_and_brought_to_today(landed, today, tmp_path):
    before, waiting = _held(landed), _migrations(today) - _migrations(landed)
    assert before["public.organisations_account"]["rows"] > 0
    said = told(apart("upgrade"))
    assert said["migrations"] == len(waiting) > 0
    assert Path(said["file"]).parent == tmp_path / "data" / "sauvegardes"
    assert _migrations(landed) == _migrations(today)
    after = _held(landed)
    assert after.keys() == _held(today).keys()
    assert after["public.organisations_account"]["rows"] == before["public.organisations_account"]["rows"]
    assert _held(_renamed(landed, said["kept"])) == before
    assert told(apart("upgrade")) == {"file": None, "migrations": 0, "kept": None}


def test_what_fails_leaves_the_former_state_and_says_how_it_serves(landed, today, tmp_path):
    in_the_way = sorted(_held(today).keys() - _held(landed).keys())[0]
    with psycopg.connect(landed) as connection:
        connection.execute(f"CREATE TABLE {in_the_way} (nothing int)")
    before = _held(landed)
    answer = apart("upgrade")
    assert answer.exit_code == 2, answer.output
    assert "La mise à jour n’a pas été faite" in answer.stderr
    assert "La plateforme est comme avant" in answer.stderr
    assert "remettez la version de Benkan d’avant" in answer.stderr
    assert _held(landed) == before
    assert [path.suffix for path in (tmp_path / "data" / "sauvegardes").iterdir()] == [".sauvegarde"]
    with psycopg.connect(landed, dbname="postgres") as connection:
        left = connection.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{NAME}%"]).fetchall()
    assert left == [(NAME,)]


def test_an_earlier_schema_is_not_served_nor_changed_unasked(landed, monkeypatch):
    for name, value in GIVEN.items():
        monkeypatch.setenv(name, value)
    before = _held(landed)
    for demo in ([], ["--demo"]):
        refused = apart("serve", "--port", "8971", *demo)
        assert refused.exit_code == 2
        assert "benkan upgrade" in refused.stderr
    doctor = apart("doctor")
    assert doctor.exit_code == 1
    assert "benkan upgrade" in doctor.stdout
    assert _held(landed) == before


def test_a_later_schema_is_refused(landed, tmp_path):
    with psycopg.connect(landed) as connection:
        connection.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('people', '9999_later', now())")
    before = _held(landed)
    for command in (("upgrade",), ("export", "dossiers", "--out", f"{tmp_path}/a.csv", "--as", "awa@exemple.ml")):
        refused = apart(*command)
        assert refused.exit_code == 2
        assert "version plus récente" in refused.stderr
        assert "people.9999_later" in refused.stderr
    assert _held(landed) == before
