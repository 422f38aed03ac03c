"""`benkan link` from files to files; the comparison itself is mostly replaced by a stand-in."""

import csv
import json
import subprocess
import sys
from types import ModuleType, SimpleNamespace

import pytest
from click.testing import CliRunner

from benchmarks.linkage.imitations.german import SCHEMA
from benkan.host.cli import main
from benkan.linkage.engine.thresholds import Thresholds
from benkan.linkage.tests.files import ROOT, shared

PEOPLE = "id;Prénom;Nom;Né le;Âge\n007;Awa;Koné;1990;36\n008;Hawa;Kone;1990;36\n009;Ali;Sow;1985;41\n"


MODEL = SimpleNamespace(version="2026-11", thresholds=Thresholds())


def stand_in(connection, prepared, *, say):
    """Same canons: same person."""
    sys.stdout.write("what a library tells on standard output\n")
    say("Comparaison…")
    read = connection.table(prepared.table)
    both = read.set_alias("a").join(read.set_alias("b"), "a.uid < b.uid")
    alike = "CASE WHEN a.name_canon = b.name_canon THEN 0.9 ELSE 0.04 END AS probability"
    both.project(f"a.uid AS uid_l, b.uid AS uid_r, {alike}").create("pairs")
    read.project("uid, min(uid) OVER (PARTITION BY name_canon) AS cluster").create("clusters")
    return SimpleNamespace(pairs="pairs", clusters="clusters", model=MODEL, facts={})


@pytest.fixture
def compared(monkeypatch):
    module = ModuleType("benkan.linkage.engine.linking")
    module.link = stand_in
    monkeypatch.setitem(sys.modules, module.__name__, module)


@pytest.fixture
def run(tmp_path):
    (tmp_path / "liste.csv").write_text(PEOPLE, encoding="utf-8")

    def run(*arguments):
        outs = ["--pairs", str(tmp_path / "paires.csv"), "--clusters", str(tmp_path / "groupes.csv")]
        return CliRunner().invoke(main, ["link", *map(str, arguments), *outs])

    return run


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def test_two_files_and_one_line(compared, run, tmp_path):
    answer = run(tmp_path / "liste.csv")
    assert answer.exit_code == 0, answer.stderr
    told = json.loads(answer.stdout)
    assert told.pop("seconds") >= 0
    assert told == {
        "read": {"liste.csv": 3}, "records": 3, "pairs": 1, "clusters": 2, "model": "2026-11",
        "thresholds": {"written": 0.05, "likely": 0.5, "very_likely": 0.995}, "mode": "dedupe", "id": "id",
        "roles": {"Prénom": "given_name", "Nom": "family_name", "Né le": "birth_date"}, "guessed": True,
    }  # fmt: skip
    assert rows(tmp_path / "paires.csv") == [
        ["source_a", "id_a", "source_b", "id_b", "probability"],
        ["liste.csv", "007", "liste.csv", "008", "0.9"],
    ]
    assert rows(tmp_path / "groupes.csv") == [
        ["source", "id", "cluster"], ["liste.csv", "007", "0"], ["liste.csv", "008", "0"], ["liste.csv", "009", "2"]
    ]  # fmt: skip
    assert sorted(path.name for path in tmp_path.iterdir()) == ["groupes.csv", "liste.csv", "paires.csv"]


def test_published_persons_of_another_country_are_found(run, tmp_path):
    """Nothing stands in here: 500 records of which 50 are of somebody who is there already."""
    people, schema = shared("linkage", "rldata", "RLdata500.csv"), tmp_path / "s.yaml"
    schema.write_text(SCHEMA, encoding="utf-8")
    answer = run(people, "--schema", schema)
    assert answer.exit_code == 0, answer.stderr
    with people.open(encoding="utf-8", newline="") as lines:
        person = {row["rec_id"]: row["ent_id"] for row in csv.DictReader(lines)}
    pairs = [row for row in rows(tmp_path / "paires.csv")[1:] if float(row[4]) >= 0.5]
    right = sum(person[one] == person[other] for _, one, _, other, _ in pairs)
    assert 2 * right / (50 + len(pairs)) >= 0.97
    assert len(rows(tmp_path / "groupes.csv")) == 1 + len(person)


def test_what_is_guessed_is_said(compared, run, tmp_path):
    said = run(tmp_path / "liste.csv").stderr.replace("\u00a0", " ")
    assert "Prénom → given_name" in said
    assert "Colonnes non lues : Âge." in said
    assert "Identifiant : id." in said


def test_a_schema_decides(compared, run, tmp_path):
    schema = tmp_path / "s.yaml"
    schema.write_text("columns: {Nom: {role: full_name}}\nmode: link\n", encoding="utf-8")
    told = json.loads(run(tmp_path / "liste.csv", "--schema", schema).stdout)
    assert (told["roles"], told["guessed"], told["mode"], told["id"]) == ({"Nom": "full_name"}, False, "link", None)


def test_an_identifier_borne_twice_is_said(compared, run, tmp_path):
    schema = tmp_path / "s.yaml"
    schema.write_text("id: Né le\ncolumns: {Nom: {role: full_name}}\n", encoding="utf-8")
    said = run(tmp_path / "liste.csv", "--schema", schema).stderr
    assert "1 identifiant(s) sont portés par plusieurs lignes" in said


@pytest.mark.parametrize(
    ("arguments", "named"),
    [(["rien.csv"], "rien.csv"), (["liste.csv", "liste.csv"], "deux fichiers"), (["sans.csv"], "sans.csv"),
     (["liste.csv", "--schema", "rien.yaml"], "rien.yaml"), (["liste.csv", "--schema", "autre.yaml"], "« Prenom »"),
     (["."], "dossier")],
)  # fmt: skip
def test_what_is_at_fault_is_said_in_a_sentence(compared, run, tmp_path, arguments, named):
    (tmp_path / "sans.csv").write_text("truc;machin\na;b\n", encoding="utf-8")
    (tmp_path / "autre.yaml").write_text("columns: {Prenom: {role: given_name}}", encoding="utf-8")
    answer = run(*[one if one.startswith("--") else tmp_path / one for one in arguments])
    assert (answer.exit_code, answer.stdout) == (2, "")
    assert named in answer.stderr.replace("\u00a0", " ")
    assert answer.stderr.strip().endswith(".")
    assert not list(tmp_path.glob("*paires*"))


def test_nothing_read_is_written_over(compared, tmp_path):
    people = tmp_path / "liste.csv"
    people.write_text(PEOPLE, encoding="utf-8")
    for pairs, clusters in ((people, tmp_path / "g.csv"), (tmp_path / "p.csv", people), (tmp_path / "p.csv",) * 2):
        answer = CliRunner().invoke(main, ["link", str(people), "--pairs", str(pairs), "--clusters", str(clusters)])
        assert answer.exit_code == 2
        assert "nommé deux fois" in answer.stderr
    assert people.read_text(encoding="utf-8") == PEOPLE


def test_where_nothing_can_be_written(compared, tmp_path):
    out = str(tmp_path / "rien" / "x.csv")
    answer = CliRunner().invoke(main, ["link", "liste.csv", "--pairs", out, "--clusters", out])
    assert answer.exit_code == 2
    assert "ce dossier n’existe pas" in answer.stderr


def test_no_django_and_no_heavy_library_to_begin_with():
    code = (
        "import sys, benkan.host.linking; sys.exit(bool({'django', 'duckdb', 'pyarrow', 'splink'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
