"""The figures themselves: counted by hand on a small truth, and the section of the page that keeps them."""

import csv
import sys

import pytest

from benchmarks.linkage import exact, others, plain_splink, prepared, quality, registers, section
from benchmarks.linkage.imitations import NoLists
from benchmarks.linkage.measured import Measured, Run
from benchmarks.linkage.published import PUBLISHED
from benchmarks.linkage.watched import Failed, watched
from benchmarks.page import with_section


def write(path, header, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        sheet = csv.writer(file)
        sheet.writerow(header)
        sheet.writerows(rows)
    return path


@pytest.fixture
def files(tmp_path):
    """Persons 1 (three lines), 2 (two) and 3 (one): four true pairs."""
    people = {"a1": "1", "a2": "1", "b1": "1", "a3": "2", "b2": "2", "b3": "3"}
    truth = [(f"{key[0]}.csv", key, person, "house", "mande") for key, person in people.items()]
    said = [("a1", "a2", 0.999), ("b1", "a1", 0.6), ("a3", "b2", 0.3), ("a3", "b3", 0.7)]
    pairs = [(f"{one[0]}.csv", one, f"{other[0]}.csv", other, p) for one, other, p in said]
    groups = {"a1": "x", "a2": "x", "b1": "x", "a3": "y", "b3": "y", "b2": "z"}
    return {
        "truth": write(tmp_path / "t.csv", ("source", "id", "person", "household", "custom"), truth),
        "pairs": write(tmp_path / "p.csv", ("source_a", "id_a", "source_b", "id_b", "probability"), pairs),
        "clusters": write(
            tmp_path / "c.csv", ("source", "id", "cluster"), [(f"{k[0]}.csv", k, g) for k, g in groups.items()]
        ),
    }


def test_pairs_clusters_and_the_surest_are_counted(files):
    found = quality.measured(**files)
    assert found["true_pairs"] == 4
    assert found["pairs"] == {"f1": 0.57143, "precision": 0.66667, "recall": 0.5, "said": 3}
    assert (found["sure"]["precision"], found["sure"]["said"]) == (1.0, 1)
    assert found["clusters"]["f1"] == 0.75  # x holds three true pairs, y one false
    assert found["clusters"]["largest"] == 3
    assert found["customs"]["mande"] == {"recall": 0.5, "pairs": 4}
    assert found["mistakes"]["wrong_in_one_household"] == 1


def test_only_pairs_of_two_files_count_where_files_are_linked(files):
    found = quality.measured(**files, across=True)
    assert found["true_pairs"] == 3
    assert found["pairs"]["said"] == 2
    assert found["clusters"] == {"f1": 0.66667, "precision": 0.66667, "recall": 0.66667, "said": 3, "records": 6,
                                 "clusters": 3, "largest": 3}  # fmt: skip


def run(name, f1, seconds, megabytes):
    scores = {"f1": f1, "precision": f1, "recall": f1, "said": 10}
    return Run(
        name, seconds, seconds, megabytes, {"pairs": scores, "sure": {**scores, "threshold": 0.99}, "clusters": scores}
    )


def test_the_section_says_each_budget_and_takes_the_place_of_its_last_writing():
    facts = {"persons": 700, "pairs": 400, "vague": 0.5, "empty": {"telephone": 0.33, "mere": 0.34}}
    runs = {"benkan": run("benkan", 0.9, 30, 900), "splink": run("splink", 0.7, 10, 1000), "exact": Run("exact")}
    lines = section.section([Measured(1_000_000, 1001, facts, runs)], {}, head="Mesuré un jour.")
    assert "| erreur (1 − F1) en paires, divisée par celle de Splink seul | ≤ 0,60 | 0,333 | oui |" in lines
    assert "| durée, divisée par celle de Splink seul | ≤ 2,0 | 3,00 | **non** |" in lines
    page = with_section("# Page\n\n## Avant\n\ntexte\n", lines)
    assert section.kept(page)[0] == section.TITLE
    assert with_section(page, lines) == page
    assert page.count(section.TITLE) == 1
    moved = page.replace("## Avant", "## Encore", 1) + "\n## Après\n\nfin\n"
    again = with_section(moved, [section.TITLE, "", "autre", ""])
    assert again.endswith("autre\n\n## Après\n\nfin\n")
    assert "Mesuré un jour." not in again


def test_a_size_that_is_not_measured_anew_stays_with_its_day():
    facts = {"persons": 700, "pairs": 400, "vague": 0.5, "empty": {"telephone": 0.33, "mere": 0.34}}
    runs = {"benkan": run("benkan", 0.9, 30, 900), "splink": run("splink", 0.7, 10, 1000)}
    small, large = Measured(100_000, 1001, facts, runs), Measured(1_000_000, 1001, facts, runs)
    first = with_section("# Page\n", section.section([small, large], {}, head="Mesuré le 1er mai 2026."))
    page = first
    for day in ("2", "3"):
        lines = section.section([small], {}, head=f"Mesuré le {day} mai 2026.", page=page)
        page = with_section(page, lines)
        assert page.count("Mesuré le") == 2
        before, after = page.split("### 1\u202f000\u202f000 lignes")
        assert f"Mesuré le {day} mai 2026." in before
        assert "Mesuré le 1er mai 2026." in after
    assert [line for line in page.split("\n") if line not in first.split("\n")] == ["Mesuré le 3 mai 2026."]


def test_a_program_is_watched_in_a_process_of_its_own(tmp_path):
    taken = watched(
        [sys.executable, "-c", "held = bytearray(60 << 20); import time; time.sleep(.3); print('{\"n\": 1}')"]
    )
    assert taken.told == {"n": 1}
    assert taken.seconds >= 0.3
    assert 60 <= taken.megabytes < 400
    with pytest.raises(Failed, match="sans suite"):
        watched([sys.executable, "-c", "import sys; sys.exit('sans suite')"], errors=tmp_path / "said.txt")


@pytest.mark.parametrize("name", others.SIZES)
def test_an_imitation_is_the_same_for_the_same_seed_and_its_truth_is_whole(name, tmp_path):
    try:
        made = others.invent(name, 3, 400)
    except NoLists as missing:
        pytest.skip(str(missing))
    assert made == others.invent(name, 3, 400)
    files = others.write(tmp_path, made)
    found = {(file, line[0]) for file, lines in made.files.items() for line in lines}
    assert found == {(source, key) for source, key, _ in made.truth}
    assert len(found) == len(made.truth) == sum(len(path.read_text().splitlines()) - 1 for path in files)
    assert len({person for _, _, person in made.truth}) < len(made.truth)


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_published_set_has_a_truth_for_each_line(name):
    try:
        made = PUBLISHED[name]()
    except NoLists as missing:
        pytest.skip(str(missing))
    ((file, lines),) = made.files.items()
    assert [(file, line[0]) for line in lines] == [(source, key) for source, key, _ in made.truth]
    assert all(made.schema.count(column) for column in made.header)


def test_the_plainest_peer_finds_little_and_errs_little(tmp_path):
    registers.write(tmp_path / "registers", records=1_500, seed=3)
    (tmp_path / "out").mkdir()
    exact.main(tmp_path / "registers", tmp_path / "out")
    found = quality.measured(
        tmp_path / "registers" / "truth.csv", tmp_path / "out" / "pairs.csv", tmp_path / "out" / "clusters.csv"
    )
    assert found["pairs"]["precision"] > 0.9
    assert 0.05 < found["pairs"]["recall"] < 0.4
    assert found["clusters"]["records"] == 1_500
    assert set(found["customs"]) >= {"mande", "peul", "tamasheq"}


def test_splink_is_set_on_columns_that_cleaning_gives(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    pytest.importorskip("splink")
    registers.write(tmp_path / "registers", records=200, seed=3)
    connection = duckdb.connect()
    assert prepared.prepare(connection, tmp_path / "registers") == 200
    there = {row[0] for row in connection.execute("describe people").fetchall()}
    told = plain_splink.settings().create_settings_dict("duckdb")
    asked = {comparison["output_column_name"] for comparison in told["comparisons"]}
    assert len(asked) == 10
    assert asked <= there
