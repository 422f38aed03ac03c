"""The invented registers: the same seed gives the same bytes, the truth is whole, and they are as hard as they say."""

import csv
from collections import Counter, defaultdict

import pytest

from benchmarks.linkage import records, registers
from benkan.demo.country import names

RECORDS = 3_000


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("registers") / "one"
    return folder, registers.write(folder, records=RECORDS, seed=3)


@pytest.fixture(scope="module")
def lines():
    return list(registers.invent(RECORDS, 3))


def sheet(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bytes_of(folder):
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others(written, tmp_path):
    folder, facts = written
    assert registers.write(tmp_path / "again", records=RECORDS, seed=3) == facts
    assert bytes_of(tmp_path / "again") == bytes_of(folder)
    registers.write(tmp_path / "other", records=RECORDS, seed=4)
    assert bytes_of(tmp_path / "other")["accueil.csv"] != bytes_of(folder)["accueil.csv"]


def test_every_line_has_one_truth_and_every_truth_one_line(written):
    folder, facts = written
    truth = [(row["source"], row["id"]) for row in sheet(folder / "truth.csv")]
    found = [(f"{one.name}.csv", row["id"]) for one in registers.REGISTERS for row in sheet(folder / f"{one.name}.csv")]
    assert len(truth) == len(set(truth)) == RECORDS
    assert sorted(truth) == sorted(found)
    times = Counter(row["person"] for row in sheet(folder / "truth.csv"))
    assert facts["persons"] == len(times)
    assert facts["pairs"] == sum(n * (n - 1) // 2 for n in times.values())


def test_a_register_says_neither_who_is_who_nor_a_naming_custom(written):
    folder, _ = written
    for one in registers.REGISTERS:
        assert tuple(sheet(folder / f"{one.name}.csv")[0]) == records.FIELDS
    assert not {"person", "household", "custom"} & set(records.FIELDS)


def test_the_registers_are_as_hard_as_promised(written):
    _, facts = written
    assert 0.45 <= facts["vague"] <= 0.58
    assert 0.30 <= facts["empty"]["telephone"] <= 0.40
    assert 0.30 <= facts["empty"]["mere"] <= 0.40
    assert facts["persons"] < 0.75 * RECORDS


def test_siblings_twins_and_namesakes_are_there(lines):
    people = {line.person.number: line.person for line in lines}
    households = defaultdict(list)
    for person in people.values():
        households[person.household].append(person)
    pairs = [
        (one, other) for held in households.values() for one in held for other in held if one.number < other.number
    ]
    siblings = [pair for pair in pairs if pair[0].mother is pair[1].mother]
    twins = [(a, b) for a, b in siblings if (a.year, a.month, a.day) == (b.year, b.month, b.day)]
    namesakes = [(a, b) for a, b in pairs if a.given == b.given and a.family == b.family and abs(a.year - b.year) > 8]
    assert len(siblings) > 100
    assert len(twins) > 20
    assert len(namesakes) > 20
    assert all(a.given != b.given or a.sex != b.sex for a, b in twins)


def test_a_few_family_names_cover_most_people_and_nobody_is_well_known(lines):
    families = Counter(line.person.family[0][0] for line in lines)
    assert sum(times for _, times in families.most_common(30)) > len(lines) / 2
    assert not [line for line in lines if names.is_known(line.person.given[0], line.person.family[0][0])]


def test_a_name_is_written_in_many_ways(lines):
    ways = defaultdict(set)
    for line in lines:
        ways[line.person.number].add((line.cells[1].lower(), line.cells[2].lower()))
    often = [found for number, found in ways.items() if sum(line.person.number == number for line in lines[:500]) > 1]
    assert sum(len(found) > 1 for found in often) > len(often) / 2
