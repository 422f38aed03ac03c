"""The file of a backup: whole or absent, and refused with a sentence when it is not what it should be."""

import errno
import fcntl
import io
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

from benkan.host.backups import last, swap
from benkan.host.backups.content import for_roles
from benkan.host.backups.file import FORMAT, Manifest, draft_of, write
from benkan.host.backups.refusal import Refusal
from benkan.host.cli import main
from benkan.host.findings import saved
from benkan.host.wrapping import NAME

MANIFEST = Manifest(
    format=FORMAT,
    benkan="0.0.1",
    moment="2026-11-22T05:00:00+00:00",
    postgresql=18,
    wrapping_key="0123456789abcdef",
    demonstration=True,
    roles={"app": "a", "figures": "f", "owner": "o"},
    tables={},
    left_out=[],
    migrations=["people.0001_initial"],
)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


@pytest.fixture
def written(tmp_path):
    """`written(benkan="9.0")` gives a file whose manifest says so."""

    def make(**said):
        path = tmp_path / "une.sauvegarde"
        with draft_of(path) as file:
            write(file, io.BytesIO(b"PGDMP" * 1000), lambda digest: replace(MANIFEST, dump=digest, **said))
        return path

    return make


def _refused(path, *options) -> str:
    answer = CliRunner().invoke(main, ["restore", str(path), *options])
    assert answer.exit_code == 2, answer.output
    assert "Traceback" not in answer.output
    return answer.stderr.splitlines()[-1]


def test_a_file_that_is_no_backup_is_said(tmp_path):
    path = tmp_path / "liste.xlsx"
    for content in (b"", b"Nom;Sexe\nAwa;F\n", b"PK\x03\x04 et puis rien"):
        path.write_bytes(content)
        assert "n’est pas une sauvegarde de Benkan" in _refused(path)
    assert "ne peut pas être lu" in _refused(tmp_path / "absent")
    assert "ne peut pas être lu" in _refused(tmp_path)


@pytest.mark.parametrize("left", [0.2, 0.9, 0.999])
def test_a_file_cut_short_is_said(written, left):
    path = written()
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * left)])
    assert "est incomplet ou abîmé" in _refused(path)


@pytest.mark.parametrize(
    "said", [{"format": FORMAT + 1}, {"benkan": "99.0"}, {"migrations": ["people.9999_later"]}], ids=str
)
def test_a_file_of_a_newer_program_is_said(written, said):
    assert "version plus récente de Benkan" in _refused(written(**said))


def test_real_people_do_not_enter_a_demonstration(written, monkeypatch):
    monkeypatch.setenv("BENKAN_DEMO", "true")
    assert "de vraies données" in _refused(written(demonstration=False))


def _half(path, failure):
    with draft_of(path) as file:
        file.write(b"half")
        raise failure


def test_an_interruption_leaves_nothing(tmp_path):
    with pytest.raises(KeyboardInterrupt):
        _half(tmp_path / "sub" / "une.sauvegarde", KeyboardInterrupt())
    assert list((tmp_path / "sub").iterdir()) == []


def test_a_full_disk_is_said_and_the_file_before_stays(written):
    path = written()
    before = path.read_bytes()
    with pytest.raises(Refusal, match="est plein"):
        _half(path, OSError(errno.ENOSPC, "plein"))
    assert path.read_bytes() == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_killed_draft_is_swept_and_a_living_one_is_not(tmp_path):
    dead, living = tmp_path / ".a.1.partiel", tmp_path / ".b.2.partiel"
    dead.touch()
    with open(living, "wb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with draft_of(tmp_path / "une.sauvegarde"):
            assert not dead.exists()
            assert living.exists()


def test_roles_of_other_names_get_the_same_rights():
    script = "GRANT SELECT ON TABLE public.app TO app;\nCREATE POLICY x ON t TO \"fig-ures\" USING (app_id = 'apps');"
    told = for_roles(script, {"app": "own", "fig-ures": "app", "own": "master"})
    assert told.splitlines() == [
        'GRANT SELECT ON TABLE public.app TO "own";',
        "CREATE POLICY x ON t TO \"app\" USING (app_id = 'apps');",
    ]


@pytest.mark.parametrize("changed", [True, False])
def test_what_a_killed_restoration_left_is_put_right(folder, monkeypatch, changed):
    folder.mkdir()
    (folder / swap.LOCK).touch()
    (folder / NAME).write_text("former")
    (folder / swap.NEW_KEY).write_text("new")
    (folder / "demonstration").touch()
    (folder / f"{swap.ROOM}x").mkdir()
    note = swap.Note(kept="benkan_avant_202611220500", demonstration=False, key=True)
    (folder / swap.NOTE).write_text(json.dumps(asdict(note)))
    monkeypatch.setattr(swap, "database_exists", lambda owner, name: changed and name == note.kept)
    swap.come_after(folder, "postgresql://owner@/benkan")
    left = {path.name: path.read_text() for path in folder.iterdir()}
    if changed:
        assert left == {swap.LOCK: "", NAME: "new", f"{NAME}_avant_202611220500": "former"}
    else:
        assert left == {swap.LOCK: "", NAME: "former", "demonstration": ""}


def test_no_command_comes_between_while_one_restores(folder):
    folder.mkdir()
    with swap.turn(folder), pytest.raises(Refusal, match="Une restauration ou un changement de clé est en cours"):
        swap.come_after(folder, "postgresql://owner@/benkan")


def test_the_doctor_says_when_it_was_last_saved(folder, monkeypatch):
    monkeypatch.delenv("BENKAN_DEMO", raising=False)
    assert (saved().mark, saved().well) == ("à voir", True)
    folder.mkdir()
    now = datetime.now(UTC)
    last.remember(folder, now, folder / "une.sauvegarde")
    assert saved(now).awaits is False
    assert saved(now + timedelta(hours=3)).says.startswith("il y a 3\u00a0heures, ")
    assert saved(now + timedelta(days=3)).awaits
    (folder / "demonstration").touch()
    assert not saved(now + timedelta(days=3)).awaits
