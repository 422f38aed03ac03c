"""What somebody without the key can read in encodings: the strongest directions of their bits, against the truth.

`python -m benchmarks.linkage.reading_back ENCODINGS.csv REGISTER.csv` prints, for each fact about the persons, how well
the best of six principal components tells them apart (area under the curve: 0.5 is chance, 1 is reading it). This is
the start of every attack by frequencies (pattern mining, graph matching): a fact that shows here is lost.
"""

import csv
import json
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

from benkan.linkage.engine.encoded_files import read_encodings
from benkan.linkage.engine.encoding import BITS

ENCODINGS, DIRECTIONS, ROUNDS = 4_000, 6, 20
FACTS: dict[str, Callable[[dict[str, str]], bool]] = {
    "femme": lambda row: row["sexe"] == "F",
    "Traoré": lambda row: row["nom"].lower().startswith("traor"),
    "Coulibaly": lambda row: row["nom"].lower().startswith(("coulibal", "koulibal")),
    "Diallo": lambda row: row["nom"].lower().startswith("diall"),
    "Mamadou": lambda row: row["prenom"].lower().startswith("mamad"),
    "née ou né depuis 2000": lambda row: "20" in (row["date_naissance"][:2], row["date_naissance"][-4:-2]),
    "mère absente": lambda row: not row["mere"],
    "naissance absente": lambda row: not row["date_naissance"],
}


def read_back(encodings: list[int], facts: dict[str, list[bool]]) -> dict[str, float]:
    """Area under the curve of the best direction, by fact."""
    bits = [[at for at in range(BITS) if encoding >> at & 1] for encoding in encodings]
    best = dict.fromkeys(facts, 0.5)
    for along in _directions(bits):
        for name, flags in facts.items():
            best[name] = max(best[name], _area(along, flags))
    return best


def _directions(bits: list[list[int]]):
    """Each encoding's place along the strongest directions, one after the other (power iteration)."""
    rng = Random(1)  # noqa: S311 - where the iteration begins
    mean = [0.0] * BITS
    for row in bits:
        for at in row:
            mean[at] += 1 / len(bits)
    known: list[list[float]] = []
    for _ in range(DIRECTIONS):
        direction = [rng.gauss(0, 1) for _ in range(BITS)]
        for _ in range(ROUNDS):
            direction = _step(bits, mean, direction, known)
        known.append(direction)
        yield _along(bits, mean, direction)


def _along(bits: list[list[int]], mean: list[float], direction: list[float]) -> list[float]:
    middle = sum(m * d for m, d in zip(mean, direction, strict=True))
    return [sum([direction[at] for at in row]) - middle for row in bits]


def _step(bits: list[list[int]], mean: list[float], direction: list[float], known: list[list[float]]) -> list[float]:
    along = _along(bits, mean, direction)
    total = sum(along)
    found = [-m * total for m in mean]
    for place, row in zip(along, bits, strict=True):
        for at in row:
            found[at] += place
    for other in known:
        shared = sum(f * o for f, o in zip(found, other, strict=True))
        found = [f - shared * o for f, o in zip(found, other, strict=True)]
    length = sum(f * f for f in found) ** 0.5
    return [f / length for f in found]


def _area(along: list[float], flags: list[bool]) -> float:
    true = sum(flags)
    false = len(flags) - true
    if not true or not false:
        return 0.5
    ranks = sum(rank for rank, (_, flag) in enumerate(sorted(zip(along, flags, strict=True)), 1) if flag)
    area = (ranks - true * (true + 1) / 2) / (true * false)
    return max(area, 1 - area)


def main(encodings: Path, register: Path) -> None:
    _, found = read_encodings(encodings)
    with open(register, encoding="utf-8", newline="") as lines:
        rows = {row["id"]: row for row in csv.DictReader(lines)}
    kept = list(found)[:ENCODINGS]
    facts = {name: [said(rows[key]) for key in kept] for name, said in FACTS.items()}
    read = read_back([found[key] for key in kept], facts)
    sys.stdout.write(json.dumps({name: round(area, 2) for name, area in read.items()}, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
