"""10 000 German persons, two parts of each name and three of the birth date, 1 000 of them twice (RLdata's way)."""

from collections import Counter
from random import Random

from benchmarks.linkage.errors import slip_digit
from benchmarks.linkage.imitations import Set, ranked, rows, shuffled

HEADER = ("rec_id", "fname_c1", "fname_c2", "lname_c1", "lname_c2", "by", "bm", "bd")
SCHEMA = """\
id: rec_id
mode: dedupe
missing: ["NA"]
columns:
  fname_c1: {role: given_name}
  fname_c2: {role: given_name}
  lname_c1: {role: family_name}
  lname_c2: {role: family_name}
  by: {role: birth_year}
  bm: {role: birth_month}
  bd: {role: birth_day}
"""
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def invent(count: int, seed: int) -> Set:
    """`count` records, a tenth of which copy another."""
    rng = Random(f"german {seed} {count}")  # noqa: S311 - invented people
    given, family = _pool(rng, "fname_c1", "prenom_m"), _pool(rng, "lname_c1", "nom")
    persons = [_person(rng, given, family) for _ in range(count - count // 10)]
    lines = [(cells, str(number)) for number, cells in enumerate(persons)]
    for number in rng.sample(range(len(persons)), count // 10):
        lines.append((_copied(rng, list(persons[number])), str(number)))
    done = shuffled(rng, lines)
    return Set(
        HEADER, {"german.csv": [cells for cells, _ in done]}, SCHEMA,
        [("german.csv", cells[0], person) for cells, person in done],
    )  # fmt: skip


def _pool(rng: Random, column: str, tail: str) -> list[str]:
    """The frequent names as often as they are met, and a tail of rare ones."""
    known = Counter(row[column] for row in rows("linkage", "rldata", "RLdata500.csv"))
    common = [name for name, times in known.items() for _ in range(times) if times > 1]
    rare = [name.upper() for name in ranked(tail, 3000)[200:] if name.isascii() and name.isalpha()]
    rng.shuffle(rare)
    return common * 2 + rare[: len(common) // 3] + [name for name, times in known.items() if times == 1]


def _person(rng: Random, given: list[str], family: list[str]) -> tuple[str, ...]:
    year = min(2010, max(1910, int(rng.gauss(1960, 22))))
    return (
        rng.choice(given), rng.choice(given) if rng.random() < 0.06 else "NA", rng.choice(family),
        rng.choice(family) if rng.random() < 0.015 else "NA", str(year), str(rng.randint(1, 12)),
        str(rng.randint(1, 28)),
    )  # fmt: skip


def _copied(rng: Random, cells: list[str]) -> tuple[str, ...]:
    for _ in range(rng.choices((1, 2, 3), (80, 17, 3))[0]):
        at = rng.choice((0, 0, 2, 2, 4, 5, 6))
        if at < 4:
            cells[at] = _letter(rng, cells[at])
        elif at == 4:
            cells[at] = slip_digit(rng, cells[at])
        elif rng.random() < 0.6:
            cells[at] = str(rng.randint(1, 12 if at == 5 else 28))
        else:
            cells[at] = str(max(1, min(12 if at == 5 else 28, int(cells[at]) + rng.choice((-1, 1)))))
    if rng.random() < 0.03:
        cells[0], cells[2] = cells[2], cells[0]
    if cells[1] != "NA" and rng.random() < 0.3:
        cells[1] = "NA"
    return tuple(cells)


def _letter(rng: Random, word: str) -> str:
    at, kind = rng.randrange(len(word)), rng.random()
    if kind < 0.4:
        return word[:at] + rng.choice(LETTERS) + word[at + 1 :]
    return word[:at] + rng.choice(LETTERS) + word[at:] if kind < 0.75 else word[:at] + word[at + 1 :]
