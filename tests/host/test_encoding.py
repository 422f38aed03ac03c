"""`benkan encode`: what it writes, what it refuses, and what stands nowhere in its file."""

import csv
import json

import pytest
from click.testing import CliRunner

from benkan.host.cli import main
from benkan.linkage.engine.encoded_files import compare
from benkan.linkage.engine.refusal import Unusable

HEADER = "numero,prenom,nom,naissance,mere,village\n"
ROWS = "1,Fatoumata,Diarra,vers 1990,Aïssata Koné,Sadiola\n2,Moussa,Traoré,1984-03-02,Ténin Sacko,Yélimané\n3,Awa,,,,\n"
SCHEMA = """id: numero
columns:
  prenom: {role: given_name}
  nom: {role: family_name}
  naissance: {role: birth_date}
  mere: {role: mother_name}
  village: {role: place}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "liste.csv").write_text(HEADER + ROWS, encoding="utf-8")
    (tmp_path / "schema.yaml").write_text(SCHEMA, encoding="utf-8")
    return tmp_path


def encode(folder, *more, out="out.csv", key="key"):
    return CliRunner().invoke(
        main,
        ["encode", str(folder / "liste.csv"), "--schema", str(folder / "schema.yaml"), "--key", str(folder / key),
         "--out", str(folder / out), *more],
    )  # fmt: skip


def test_the_command_writes_encodings_and_nothing_of_the_person(folder):
    done = encode(folder, "--new-key")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout.splitlines()[-1])
    assert (told["read"], told["encoded"], told["too_bare"]) == (3, 2, 1)
    written = (folder / "out.csv").read_text()
    rows = list(csv.DictReader(written.splitlines()))
    assert [row["id"] for row in rows] == ["1", "2"]
    assert all(len(row["encoding"]) == 256 for row in rows)
    assert not [word for word in ("fatou", "diarra", "sadiola", "1990") if word in written.lower()]
    assert (folder / "key").stat().st_mode & 0o077 == 0


def test_the_same_key_again_gives_files_that_compare_and_another_key_is_refused(folder):
    encode(folder, "--new-key")
    assert encode(folder, out="again.csv").exit_code == 0
    found = compare(folder / "out.csv", folder / "again.csv")
    assert [(pair.left, pair.right, pair.dice) for pair in found] == [("1", "1", 1.0), ("2", "2", 1.0)]
    encode(folder, "--new-key", out="other.csv", key="key2")
    with pytest.raises(Unusable, match="même clé"):
        compare(folder / "out.csv", folder / "other.csv")


def test_a_missing_key_a_bad_key_and_a_key_already_there_are_said(folder):
    said = encode(folder)
    assert said.exit_code == 2
    assert "--new-key" in said.output
    (folder / "key").write_text("pas une clé", encoding="utf-8")
    assert "ce n’est pas une clé" in encode(folder).output
    assert "existe déjà" in encode(folder, "--new-key").output
