"""A refusal is a French sentence: what happened, where, what to do."""

import os
import shutil
import subprocess

import pytest

from benkan.host.database import ServerRefused, attached, status
from benkan.host.database import creation as creation_module
from benkan.host.database.account import Account
from benkan.host.database.binaries import find_binaries
from benkan.host.database.folder import ServerFolder
from benkan.host.database.refusal import explained

from .conftest import in_its_folder


def _refusal(folder):
    with pytest.raises(ServerRefused) as caught, attached(folder):
        pass
    return str(caught.value)


@in_its_folder
def test_data_of_another_major_version(data_of_another_version):
    folder = data_of_another_version
    said = _refusal(folder)
    assert "créées par PostgreSQL\u00a09" in said
    assert str(folder) in said
    assert "BENKAN_POSTGRES_BIN" in said
    assert status(folder).problems == (said,)


def test_missing_programs(tmp_path, monkeypatch):
    monkeypatch.setenv("BENKAN_POSTGRES_BIN", str(tmp_path / "nowhere"))
    said = _refusal(tmp_path / "database")
    assert str(tmp_path / "nowhere") in said
    assert "corrigez la variable BENKAN_POSTGRES_BIN" in said


@in_its_folder
def test_passwords_lost(data_of_another_version):
    passwords = data_of_another_version / "roles.json"
    passwords.unlink()
    said = _refusal(data_of_another_version)
    assert str(passwords) in said
    assert said in status(data_of_another_version).problems


def test_a_file_in_place_of_the_folder(tmp_path):
    (tmp_path / "database").write_text("")
    assert "inutilisable" in _refusal(tmp_path / "database")


@pytest.mark.skipif(os.geteuid() != 0, reason="seul root peut donner un dossier à un autre compte")
def test_a_folder_of_another_account(tmp_path):
    os.chown(tmp_path, 65534, 65534)
    assert "appartient à un autre compte" in _refusal(tmp_path)


@pytest.mark.skipif(os.geteuid() == 0, reason="root écrit partout")
def test_a_folder_that_cannot_be_written(tmp_path):
    tmp_path.chmod(0o500)
    assert "ne peut pas être lu ou écrit" in _refusal(tmp_path / "database")
    tmp_path.chmod(0o700)


def test_too_little_room_for_a_first_creation(tmp_path, monkeypatch):
    monkeypatch.setattr(creation_module, "NEEDED", 2**60)
    with pytest.raises(ServerRefused, match="est plein"):
        creation_module.create_if_new(ServerFolder(tmp_path), Account(), find_binaries())


@in_its_folder
@pytest.mark.skipif(os.geteuid() != 0, reason="seul root peut monter un petit disque")
def test_a_full_disk(folder, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m", "disk", disk], check=False).returncode:
        pytest.skip("cette machine refuse le montage d’un petit disque")
    try:
        shutil.copytree(folder, disk / "database")
        (disk / "filler").write_bytes(b"0" * shutil.disk_usage(disk).free)
        assert "est plein" in _refusal(disk / "database")
        (disk / "filler").unlink()
        with attached(disk / "database"):
            pass
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("FATAL: could not write: No space left on device", "est plein"),
        ("initdb: error: could not create directory: Permission denied", "ne peut pas être lu ou écrit"),
        ('FATAL: lock file "postmaster.pid" already exists', "tient déjà les données"),
        ("x\nFATAL: something else", "FATAL: something else"),
    ],
)
def test_what_postgresql_says_is_explained(tmp_path, output, sentence):
    said = str(explained(output, tmp_path, tmp_path / "server.log"))
    assert sentence in said
    assert str(tmp_path) in said


@in_its_folder
def test_a_refusal_is_readable_under_any_locale(data_of_another_version, hold):
    holder = hold(data_of_another_version, env={"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONIOENCODING": "utf-8"})
    assert "dans un dossier neuf" in holder.stderr.read()
    assert "«" in (data_of_another_version / "server.log").read_text("utf-8")
