"""`benkan export`: the rows of the page, whole or not at all, and a sentence where the request is at fault."""

import json
import stat
from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from benkan.arrivals.tests import factories as make
from benkan.audit.models import Entry
from benkan.host.cli import main
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import a_registration
from benkan.workbooks.engine.reading import read_book

KADIATOU = ("--as", "kadiatou@exemple.ml")
HERE = "file"


@pytest.fixture
def command(db, monkeypatch, tmp_path):
    """`command("dossiers", "--out", HERE, …)`, on the database of the test."""
    monkeypatch.setattr("benkan.host.platform.ready", nullcontext)
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path))

    def run(*said, name="liste.csv"):
        out = tmp_path / name
        return CliRunner().invoke(main, ["export", *(str(out) if word is HERE else word for word in said)]), out

    return run


@pytest.fixture
def three(cast):
    with acting_for(cast.kadiatou) as by:
        for _ in range(3):
            a_registration(by, "kadiatou")


@pytest.mark.parametrize("name", ["liste.csv", "liste.xlsx", "liste.XLSX"])
def test_the_list_is_written_and_told(command, three, cast, name):
    answer, out = command("dossiers", "--out", HERE, *KADIATOU, name=name)
    assert answer.exit_code == 0, answer.output
    told = json.loads(answer.stdout.splitlines()[-1])
    assert {word: told[word] for word in ("kind", "format", "rows", "bytes")} == {
        "kind": "dossiers", "format": out.suffix[1:].lower(), "rows": 3, "bytes": out.stat().st_size,
    }  # fmt: skip
    assert told["seconds"] >= 0
    rows = read_book(out).sheets[0].rows
    assert ["Données inventées"] in rows
    assert len(rows[rows.index([]) + 2 :]) == 3
    with acting_for(cast.kadiatou):
        entry = Entry.objects.get(verb="people.exported")
    assert (entry.count, entry.on_behalf) == (3, True)


def test_only_its_owner_reads_the_file(command, three):
    _, out = command("dossiers", "--out", HERE, *KADIATOU, "--organisation", "SAR", "--format", "csv", name="liste.txt")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600


def test_the_lines_of_a_convoy(command, cast):
    with acting_for(cast.awa) as by:
        desk = make.desk(by)
        make.registered(by, desk)
    answer, out = command("lignes", "--out", HERE, "--as", "awa@exemple.ml", "--convoy", str(desk.convoy_id))
    assert json.loads(answer.stdout.splitlines()[-1])["rows"] == 1
    assert "Coulibaly" in out.read_text("utf-8-sig")
    answer, out = command("lignes", "--out", HERE, "--as", "rokia@exemple.ml", "--convoy", str(desk.convoy_id))
    assert (answer.exit_code, "ne voit pas d’arrivée" in answer.stderr) == (2, True)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (("dossiers", "--out", HERE), "au nom de quel compte"),
        (("dossiers", "--out", HERE, "--as", "personne@exemple.ml"), "Aucun compte ouvert"),
        (("dossiers", "--out", HERE, "--as", "awa@exemple.ml"), "Votre rôle ne permet pas"),
        (("dossiers", "--out", HERE, *KADIATOU, "--organisation", "BENKADI"), "pas de place à BENKADI"),
        (("dossiers", "--out", HERE, *KADIATOU, "--etat", "perdus"), "n’est pas un état"),
        (("dossiers", "--out", HERE, *KADIATOU, "--convoy", "12"), "ne connaît pas --convoy"),
        (("dossiers", "--out", HERE, *KADIATOU, "--format", "pdf"), "--format csv ou xlsx"),
        (("dossiers", "--out", "/nulle/part/liste.csv", *KADIATOU), "ce dossier n’existe pas"),
        (("dossiers", "--out", "/", "--format", "csv", *KADIATOU), "est un dossier"),
        (("lignes", "--out", HERE, *KADIATOU), "dites laquelle"),
        (("lignes", "--out", HERE, *KADIATOU, "--convoy", "12"), "ne voit pas d’arrivée 12"),
        (
            ("autres", "--out", HERE, *KADIATOU),
            "Il y a\u00a0: dossiers, lignes, lignes-de-plan, remises, remises-a-payer, visites.",
        ),
    ],
)
def test_a_fault_is_a_sentence_and_leaves_nothing(command, three, tmp_path, said, sentence):
    answer, _ = command(*said)
    assert answer.exit_code == 2
    assert sentence in answer.stderr
    assert "Traceback" not in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_failure_in_the_middle_leaves_what_was_there(command, three, monkeypatch, tmp_path):
    _, out = command("dossiers", "--out", HERE, *KADIATOU)
    before = out.read_bytes()

    def broken(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("benkan.workbooks.writes.documents.write_csv", broken)
    answer, _ = command("dossiers", "--out", HERE, *KADIATOU)
    assert answer.exit_code == 2
    assert "le disque est plein" in answer.stderr
    assert out.read_bytes() == before
    assert list(tmp_path.iterdir()) == [out]
