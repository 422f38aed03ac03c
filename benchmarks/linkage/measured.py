"""Ours, plain Splink and exact matching on the same invented registers, one after the other, each in its own processes.

`measure` is what `python -m benchmarks.linkage` runs at each size; `ours` calls `benkan link` as anybody would.
"""

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from benchmarks.linkage import quality
from benchmarks.linkage.prepared import FILES
from benchmarks.linkage.watched import Failed, Taken, python, watched

SEED = 1001  # figures are measured with seeds from here on; nothing is developed on them
FULL = 1_000_000
EASIER, TIMES, MEMORY, MEGABYTES, SURE = 0.4, 2.0, 1.5, 8_000, 0.995  # budgets of the design


@dataclass(frozen=True)
class Run:
    """One matcher on one size: what it took, and what it found (`quality.measured`); `failed` says why it has none."""

    name: str
    seconds: float = 0.0
    processor: float = 0.0
    megabytes: int = 0
    found: dict | None = None
    failed: str = ""


@dataclass(frozen=True)
class Measured:
    """All matchers on the registers of one size."""

    records: int
    seed: int
    facts: dict
    runs: dict[str, Run]

    def budgets(self) -> Iterator[tuple[str, str, str, bool]]:
        """(promise, budget, measured, kept) of the design; nothing where ours or plain Splink could not run.

        Time and memory are promised at full size alone: what a process costs to start says nothing.
        """
        ours, plain = self.runs.get("benkan"), self.runs.get("splink")
        if not (ours and plain and ours.found and plain.found):
            return
        error, theirs = (1 - run.found["pairs"]["f1"] for run in (ours, plain))
        yield "error", f"≤ {1 - EASIER:.2f}", f"{error / theirs:.3f}", error <= theirs * (1 - EASIER)
        sure = ours.found["sure"]["precision"]
        yield "sure", f"≥ {SURE}", f"{sure:.5f}", sure >= SURE
        if self.records < FULL:
            return
        yield "seconds", f"≤ {TIMES}", f"{ours.seconds / plain.seconds:.2f}", ours.seconds <= TIMES * plain.seconds
        yield (
            "memory",
            f"≤ {MEMORY}",
            f"{ours.megabytes / plain.megabytes:.2f}",
            (ours.megabytes <= MEMORY * plain.megabytes),
        )
        yield "megabytes", f"≤ {MEGABYTES}", str(ours.megabytes), ours.megabytes <= MEGABYTES

    def as_json(self) -> dict:
        return {**asdict(self), "budgets": [list(one) for one in self.budgets()]}


def measure(records: int, *, seed: int = SEED, names: tuple[str, ...] = ("benkan", "splink", "exact")) -> Measured:
    """Invent registers, run each matcher, compare with the truth, leave nothing behind."""
    with _folder() as folder:
        # In a process of its own, so that a million invented lines weigh on nobody afterwards.
        facts = watched(
            python(
                "benchmarks.linkage.registers",
                *("--records", str(records), "--seed", str(seed), "--out", str(folder / "registers")),
            )
        ).told
        runs = {name: _run(name, folder) for name in names}
    return Measured(records, seed, facts, runs)


def _run(name: str, folder: Path) -> Run:
    out = folder / name
    out.mkdir()
    try:
        taken = watched(COMMANDS[name](folder / "registers", out), errors=out / "errors.txt")
    except Failed as failure:
        return Run(name, failed=str(failure)[-400:])
    found = quality.measured(
        folder / "registers" / "truth.csv", out / "pairs.csv", out / "clusters.csv", sure=_sure(taken)
    )
    return Run(name, taken.seconds, taken.processor, taken.megabytes, found)


def _sure(taken: Taken) -> float:
    """The threshold of « très probable » that the command says; the peers have none of their own."""
    return float(taken.told.get("thresholds", {}).get("very_likely", quality.SURE))


def _ours(registers_: Path, out: Path) -> list[str]:
    return [
        str(Path(sys.executable).with_name("benkan")), "link", *(str(registers_ / f"{name}.csv") for name in FILES),
        "--schema", str(registers_ / "schema.yaml"),
        "--pairs", str(out / "pairs.csv"), "--clusters", str(out / "clusters.csv"),
    ]  # fmt: skip


COMMANDS: dict[str, Callable[[Path, Path], list[str]]] = {
    "benkan": _ours,
    "splink": lambda folder, out: python("benchmarks.linkage.plain_splink", str(folder), str(out)),
    "exact": lambda folder, out: python("benchmarks.linkage.exact", str(folder), str(out)),
}


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="benkan-linkage-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
