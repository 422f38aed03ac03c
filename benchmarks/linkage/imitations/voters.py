"""Five voters' lists of four fields, read by scanners and typed by tired hands; each person once a list at most."""

from random import Random

from benchmarks.linkage.errors import scan, scan_digit, slip, slip_digit
from benchmarks.linkage.imitations import Drawn, Set, ranked, rows, shuffled

HEADER = ("recid", "givenname", "surname", "suburb", "postcode")
SCHEMA = """\
id: recid
mode: link
one_to_one: true
columns:
  givenname: {role: given_name}
  surname: {role: family_name}
  suburb: {role: place}
  postcode: {role: place}
"""
LISTS, TOWNS = 5, 700
SOUNDS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("ie", "y"), ("y", "i"), ("tt", "t"), ("ll", "l"), ("ee", "ea"),
          ("ou", "u"), ("z", "s"), ("gh", "g"), ("qu", "k"))  # fmt: skip


def invent(count: int, seed: int) -> Set:
    """About `count` records over five files; half the persons stand in two lists or more."""
    rng = Random(f"voters {seed} {count}")  # noqa: S311 - invented people
    given = Drawn(
        [name for pair in zip(ranked("prenom_m", 1500), ranked("prenom_f", 1500), strict=False) for name in pair]
    )
    family = Drawn(ranked("nom", 6000), steepness=0.7)
    towns = _towns(rng)
    lists: list[list[tuple[tuple[str, ...], str]]] = [[] for _ in range(LISTS)]
    number = 0
    while sum(map(len, lists)) < count:
        town, codes = rng.choices(*towns)[0]
        cells = (given.draw(rng), family.draw(rng), town, rng.choice(codes))
        for at in rng.sample(range(LISTS), rng.choices((1, 2, 3, 4, 5), (50, 20, 13, 10, 7))[0]):
            lists[at].append((_read(rng, cells), str(number)))
        number += 1
    files, truth = {}, []
    for at, lines in enumerate(lists):
        done = shuffled(rng, lines, first=at * 10**6)
        files[f"list_{at + 1}.csv"] = [cells for cells, _ in done]
        truth.extend((f"list_{at + 1}.csv", cells[0], person) for cells, person in done)
    return Set(HEADER, files, SCHEMA, truth)


def _towns(rng: Random) -> tuple[list[tuple[str, list[str]]], list[float]]:
    names = sorted({row["suburb"] for row in rows("linkage", "febrl", "febrl3.csv") if "org" in row["rec_id"]} - {""})
    rng.shuffle(names)
    towns = [
        (name, [str(rng.randrange(27000, 29000)) for _ in range(rng.choice((1, 1, 2, 4)))]) for name in names[:TOWNS]
    ]
    return towns, [rng.paretovariate(1.1) for _ in towns]


def _read(rng: Random, cells: tuple[str, ...]) -> tuple[str, ...]:
    """As one list holds it: two in five as they are, the others with one to three errors."""
    if rng.random() < 0.4:
        return cells
    found = list(cells)
    for _ in range(rng.choices((1, 2, 3), (60, 30, 10))[0]):
        at = rng.randrange(4)
        found[at] = _misread(rng, found[at], digits=at == 3)
    return tuple(found)


def _misread(rng: Random, cell: str, *, digits: bool) -> str:
    chance = rng.random()
    if digits:
        return scan_digit(rng, cell) if chance < 0.6 else slip_digit(rng, cell)
    if chance < 0.02:
        return ""
    if chance < 0.6:
        return scan(rng, cell, errors=rng.choice((1, 1, 2))).lower()
    if chance < 0.75:
        possible = [(one, other) for one, other in SOUNDS if one in cell]
        return cell.replace(*rng.choice(possible), 1) if possible else cell
    return slip(rng, cell)
