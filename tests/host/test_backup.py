"""The drill: a platform is saved while people work, wiped, and put back; what holds before holds again."""

import base64
import os
import signal
import stat
import subprocess
import zipfile

import psycopg
import pytest
from django.db import ProgrammingError, connections

from benkan.host.backups.rows import rows_of
from benkan.host.database import create_database, drop_database
from benkan.host.wrapping import FILE_VARIABLE, NAME, VARIABLE, decoded, fingerprint
from tests.host.commands import BENKAN, URLS, run, told

RIGHTS = (
    "SELECT relname, relacl::text, relrowsecurity FROM pg_class WHERE relnamespace = 'public'::regnamespace ORDER BY 1",
    "SELECT attrelid::regclass::text, attname, attacl::text FROM pg_attribute WHERE attacl IS NOT NULL ORDER BY 1, 2",
    "SELECT tablename, policyname, cmd, roles::text, qual, with_check FROM pg_policies ORDER BY 1, 2",
    "SELECT tgrelid::regclass::text, tgname, tgenabled::text, obj_description(oid) FROM pg_trigger"
    " WHERE NOT tgisinternal ORDER BY 1, 2",
    "SELECT proname, proacl::text FROM pg_proc WHERE pronamespace = 'public'::regnamespace ORDER BY 1, 2",
)


def _held(owner: str) -> dict:
    with psycopg.connect(owner) as connection:
        return rows_of(connection)


def _rights(owner: str) -> list:
    with psycopg.connect(owner) as connection:
        return [sorted(map(str, connection.execute(query))) for query in RIGHTS]


def _seen(urls, on, key: str | None) -> int:
    """How many files that account sees; nobody acting, without one."""
    from benkan.demo.cast import account_of
    from benkan.organisations.acting import acting_for, entered
    from benkan.people.models import Registration

    with on(urls):
        if key is None:
            return Registration.objects.count()
        with entered(door="open"):
            account = account_of(key)
        with acting_for(account):
            return Registration.objects.count()


def test_the_drill(platform, on, tmp_path):
    held, rights = _held(platform.owner), _rights(platform.owner)
    said = told(run("backup", "--out", tmp_path / "platform.sauvegarde"))
    file = tmp_path / "platform.sauvegarde"
    assert (said["file"], said["bytes"], said["tables"]) == (str(file), file.stat().st_size, len(held))
    assert said["rows"] == sum(table["rows"] for table in held.values())
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.environ[VARIABLE].encode() not in file.read_bytes()
    assert decoded(os.environ[VARIABLE]) not in file.read_bytes()

    name = platform.owner.rpartition("/")[2].partition("?")[0]
    drop_database(platform.owner, name)
    create_database(platform.owner, name)
    assert _held(platform.owner) == {}
    back = told(run("restore", file))
    assert (back["rows"], back["migrations"], back["kept"]) == (said["rows"], 0, None)
    assert _held(platform.owner) == held
    assert _rights(platform.owner) == rights
    assert [_seen(platform, on, key) for key in (None, "kadiatou", "rokia")] == [0, 2, 0]
    with on(platform), pytest.raises(ProgrammingError, match="permission denied"):
        connections["figures"].cursor().execute("SELECT * FROM people_identifier")


def test_what_is_there_is_kept_aside_and_only_when_asked(platform, on, tmp_path):
    file = tmp_path / "data" / "sauvegardes"
    told(run("backup"))
    (file,) = file.iterdir()
    with psycopg.connect(platform.owner) as connection:
        connection.execute("UPDATE people_registration SET given_names = 'Changée'")
    changed = _held(platform.owner)
    refused = run("restore", file)
    assert refused.exit_code == 2
    assert "--yes" in refused.stderr
    with psycopg.connect(platform.app):
        serving = run("restore", file, "--yes")
    assert serving.exit_code == 2
    assert "Arrêtez-la" in serving.stderr

    # killed in the middle, it leaves the platform as it was
    process = subprocess.Popen([*BENKAN, "restore", str(file), "--yes"], stderr=subprocess.PIPE, text=True)
    while "Vérification" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stderr.close()
    assert _held(platform.owner) == changed

    said = told(run("restore", file, "--yes"))
    assert _held(platform.owner) != changed
    assert _seen(platform, on, "kadiatou") == 2
    kept = platform.owner.replace(platform.owner.rpartition("/")[2].partition("?")[0], said["kept"])
    assert _held(kept) == changed
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == [
        "demonstration", "derniere_sauvegarde.json", "restauration.lock", "sauvegardes",
    ]  # fmt: skip


def test_another_machine_asks_for_the_key_and_keeps_it(platform, tmp_path, monkeypatch):
    file = tmp_path / "platform.sauvegarde"
    held = told(run("backup", "--out", file))
    key = os.environ[VARIABLE]
    for name in (*URLS, VARIABLE, "BENKAN_DEMO"):
        monkeypatch.delenv(name)
    other = tmp_path / "other"
    monkeypatch.setenv("BENKAN_DATA", str(other))
    asked = run("restore", file)
    assert asked.exit_code == 2
    assert fingerprint(decoded(key)) in asked.stderr
    assert FILE_VARIABLE in asked.stderr
    assert not other.exists()
    monkeypatch.setenv(VARIABLE, base64.urlsafe_b64encode(b"x" * 32).decode())
    wrong = run("restore", file)
    assert wrong.exit_code == 2
    assert f"celle qui est donnée a l’empreinte {fingerprint(b'x' * 32)}" in wrong.stderr
    assert not other.exists()
    monkeypatch.delenv(VARIABLE)
    written = tmp_path / "key"
    written.write_text(f"{key}\n")
    monkeypatch.setenv(FILE_VARIABLE, str(written))
    assert told(run("restore", file))["rows"] == held["rows"]
    assert not (other / NAME).exists()  # it stays where its keeper has put it
    assert (other / "demonstration").exists()
    monkeypatch.delenv(FILE_VARIABLE)
    monkeypatch.setenv(VARIABLE, key)
    assert told(run("restore", file, "--yes"))["rows"] == held["rows"]
    assert (other / NAME).read_text() == key
    assert stat.S_IMODE((other / NAME).stat().st_mode) == 0o600
    monkeypatch.delenv(VARIABLE)
    again = told(run("backup"))
    assert (again["rows"], again["tables"]) == (held["rows"], held["tables"])


def test_a_damaged_dump_changes_nothing(platform, tmp_path):
    file = tmp_path / "platform.sauvegarde"
    told(run("backup", "--out", file))
    held = _held(platform.owner)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist() == ["platform.dump", "manifest.json"]
    answer = run("restore", file, "--yes")
    assert answer.exit_code == 2
    assert "abîmé" in answer.stderr
    assert _held(platform.owner) == held
