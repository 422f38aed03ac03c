"""Invented registers of several organisations, as hard as the domain notes say and not made easier.

`python -m benchmarks.linkage.registers --records 100000 --seed 1 --out FOLDER` writes one CSV a register, the schema,
`truth.csv` (source, id, person, household, custom) and `facts.json`. Same seed and size, same bytes. Seeds 1 to 9 are
for development; those that figures are measured with begin at 1001 and serve nothing else.
"""

import csv
import datetime as dt
import json
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import click

from benchmarks.linkage.clerks import Clerk, clerk
from benchmarks.linkage.people import Person, people
from benchmarks.linkage.records import FIELDS, Writer

TIMES = (1,) * 68 + (2,) * 21 + (3,) * 7 + (4,) * 3 + (6,)  # lines a person has, in all registers
SCHEMA = """\
# Columns of the invented registers; `date_arrivee` and `convoi` are not declared, so they are not read.
id: id
mode: dedupe
columns:
  prenom: {role: given_name}
  nom: {role: family_name}
  sexe: {role: sex}
  date_naissance: {role: birth_date}
  pere: {role: father_name}
  mere: {role: mother_name}
  telephone: {role: phone}
  nina: {role: identifier}
  village: {role: place}
  cercle: {role: place}
"""


@dataclass(frozen=True)
class Register:
    """An organisation's register: its share of lines, its clerks' ways, and what it tends not to ask."""

    name: str
    share: float
    clerks: int
    traditions: tuple[str, ...]
    care: float
    iso: bool
    filler: str  # the day that stands for an unknown one
    missing: dict[str, float]
    scanned: float = 0.005


def _missing(*, pere: float, mere: float, telephone: float, nina: float, village: float) -> dict[str, float]:
    return {"pere": pere, "mere": mere, "telephone": telephone, "nina": nina, "village": village}


REGISTERS = (
    Register("accueil", 0.30, 40, ("french", "careless"), 0.75, False, "first",
             _missing(pere=0.25, mere=0.25, telephone=0.35, nina=0.4, village=0.15)),
    Register("agence", 0.22, 30, ("french", "anglophone"), 0.8, True, "first",
             _missing(pere=0.45, mere=0.35, telephone=0.2, nina=0.7, village=0.25)),
    Register("association", 0.16, 25, ("careless", "french"), 0.6, False, "last",
             _missing(pere=0.3, mere=0.35, telephone=0.3, nina=0.75, village=0.1)),
    Register("consulat", 0.12, 12, ("arabic", "anglophone", "french"), 0.6, False, "first",
             _missing(pere=0.2, mere=0.3, telephone=0.5, nina=0.3, village=0.3), 0.03),
    Register("sante", 0.10, 15, ("careless",), 0.6, False, "middle",
             _missing(pere=0.6, mere=0.5, telephone=0.35, nina=0.95, village=0.3)),
    Register("frontiere", 0.10, 20, ("careless", "arabic"), 0.55, True, "first",
             _missing(pere=0.5, mere=0.55, telephone=0.5, nina=0.6, village=0.35), 0.02),
)  # fmt: skip
FIRST = dt.date(2022, 1, 1)


@dataclass(frozen=True)
class Line:
    """One line of a register and whose it is."""

    register: str
    cells: list[str]
    person: Person


def invent(records: int, seed: int, *, sparse: bool = False) -> Iterator[Line]:
    """Exactly `records` lines, family by family; the last person may have fewer lines than drawn.

    `sparse`: as where little is asked: no village, few fathers, hardly a number of identity.
    """
    rng = Random(f"registers {seed} {records}")  # noqa: S311 - invented people
    staff = {
        one.name: [clerk(rng, one.traditions, care=one.care, scanned=one.scanned) for _ in range(one.clerks)]
        for one in REGISTERS
    }
    asked = {one.name: _sparse(one) if sparse else one for one in REGISTERS}
    writers = {name: Writer(rng, one) for name, one in asked.items()}
    shares = [one.share for one in REGISTERS]
    left = records
    for family in people(rng):
        trips: list[tuple[Register, dt.date, str, Clerk]] = []
        for person in family:
            for _ in range(min(rng.choice(TIMES), left)):
                trip = _trip(rng, trips, shares, staff)
                register, day, convoy, by = trip
                yield Line(register.name, writers[register.name].write(person, by, day, convoy), person)
                left -= 1
        if not left:
            return


def _trip(rng: Random, trips: list, shares: list[float], staff: dict[str, list[Clerk]]):
    """A return: with the family on the same day one time in three, otherwise on one's own; the clerk at the desk."""
    if trips and rng.random() < 0.35:
        return rng.choice(trips)
    register = rng.choices(REGISTERS, shares)[0]
    day = FIRST + dt.timedelta(days=int(rng.random() * 1700))
    trip = (
        register,
        day,
        f"{register.name[:3].upper()}-{day:%Y%m%d}-{rng.randrange(3) + 1}",
        rng.choice(staff[register.name]),
    )
    trips.append(trip)
    return trip


def _sparse(register: Register) -> Register:
    least = {"village": 1.0, "nina": 0.95, "pere": 0.6}
    return replace(
        register, missing=register.missing | {name: max(share, register.missing[name]) for name, share in least.items()}
    )


def write(folder: Path, *, records: int, seed: int, sparse: bool = False) -> dict:
    """Write everything into a folder (made, or emptied of an earlier writing); gives the facts that are written."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    held: dict[str, list[Line]] = {one.name: [] for one in REGISTERS}
    for line in invent(records, seed, sparse=sparse):
        held[line.register].append(line)
    rng = Random(f"order {seed}")  # noqa: S311 - order of lines
    with open(folder / "truth.csv", "w", encoding="utf-8", newline="") as truth:
        known = csv.writer(truth, lineterminator="\n")
        known.writerow(("source", "id", "person", "household", "custom"))
        for name, lines in held.items():
            rng.shuffle(lines)
            with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as out:
                sheet = csv.writer(out, lineterminator="\n")
                sheet.writerow(FIELDS)
                for number, line in enumerate(lines, 1):
                    line.cells[0] = f"{name[:3].upper()}{number:07}"
                    sheet.writerow(line.cells)
                    one = line.person
                    known.writerow((f"{name}.csv", line.cells[0], one.number, one.household, one.custom))
    (folder / "schema.yaml").write_text(SCHEMA, encoding="utf-8")
    facts = {
        "records": records,
        "seed": seed,
        "sparse": sparse,
        **_facts([line for lines in held.values() for line in lines]),
    }
    (folder / "facts.json").write_text(json.dumps(facts, ensure_ascii=False, indent=1), encoding="utf-8")
    return facts


def _facts(lines: list[Line]) -> dict:
    """How hard the registers are: persons, true pairs, shares of empty cells and of vague dates."""
    persons = Counter(line.person.number for line in lines)
    dates = [line.cells[4] for line in lines]
    vague = sum(not date or not _is_a_day(date) for date in dates)
    empty = {name: round(sum(not line.cells[at] for line in lines) / len(lines), 3) for at, name in enumerate(FIELDS)}
    return {
        "persons": len(persons),
        "pairs": sum(times * (times - 1) // 2 for times in persons.values()),
        "vague": round(vague / len(lines), 3),
        "empty": {name: share for name, share in empty.items() if share},
    }


def _is_a_day(date: str) -> bool:
    digits = date.replace("-", "/").split("/")
    if len(digits) != 3:
        return False
    return tuple(digits[1:]) not in (("01", "01"), ("12", "31"), ("07", "01")) and tuple(digits[:2]) not in (
        ("01", "01"), ("31", "12"), ("01", "07"),
    )  # fmt: skip


@click.command(help="Écrire des registres inventés, avec la vérité.")
@click.option("--records", default=100_000, show_default=True, type=click.IntRange(10), help="Lignes en tout.")
@click.option("--seed", default=1, show_default=True, type=int, help="La graine.")
@click.option("--out", required=True, type=click.Path(path_type=Path, file_okay=False), help="Le dossier.")
@click.option("--sparse", is_flag=True, help="Peu demandé\u00a0: sans village, peu de pères et de numéros.")
def main(records: int, seed: int, out: Path, sparse: bool) -> None:
    click.echo(json.dumps(write(out, records=records, seed=seed, sparse=sparse), ensure_ascii=False))


if __name__ == "__main__":
    main()
