"""A model as dated data: what is compared, what each likeness weighs, how rare each value is. Saved and read as
JSON.
"""

import json
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

import numpy as np

from benkan.linkage.engine.blocking import Rule
from benkan.linkage.engine.calibrating import Calibration
from benkan.linkage.engine.comparisons.levels import Comparison, Level
from benkan.linkage.engine.estimating import Shares
from benkan.linkage.engine.habits import Habits
from benkan.linkage.engine.thresholds import Thresholds

FORMAT = 1


@dataclass(frozen=True)
class Model:
    """Everything needed to score a pair as the run that learnt it did.

    `answers`: how many decided pairs it learnt from besides; `calibration`: how they moved the scale of
    probabilities, None where they did not.
    `made` is the day it was learnt; `frequencies` the share of each value that is not rare, by column, and `floors`
    the share of the others; `records` the number of records it was learnt from; `habits` what their days of birth that
    nobody knows look like. `name` and `learnt_from` (French) are said of a model that is kept: « 2026-11 »,
    « registres inventés ».
    """

    comparisons: tuple[Comparison, ...]
    shares: Shares
    rules: tuple[Rule, ...]
    frequencies: dict[str, dict[str, float]]
    floors: dict[str, float]
    records: int
    made: date
    thresholds: Thresholds = field(default_factory=Thresholds)
    habits: Habits = field(default_factory=Habits)
    name: str = ""
    learnt_from: str = ""
    calibration: Calibration | None = None
    answers: int = 0

    @property
    def version(self) -> str:
        """A short name: its own, or the day, how many records taught it, how many comparisons, how many answers."""
        made = f"{self.made:%Y-%m-%d}/{self.records}/{len(self.comparisons)}"
        return self.name or (f"{made}/{self.answers}" if self.answers else made)

    def save(self, path: Path) -> None:
        """Write the model as JSON."""
        path.write_text(json.dumps(self.as_data(), ensure_ascii=False, indent=1), encoding="utf-8")

    def as_data(self) -> dict:
        """The model as plain data."""
        return {
            "format": FORMAT,
            "made": self.made.isoformat(),
            "records": self.records,
            "comparisons": [asdict(comparison) for comparison in self.comparisons],
            "same": [share.tolist() for share in self.shares.same],
            "kin": [share.tolist() for share in self.shares.kin],
            "chance": [share.tolist() for share in self.shares.chance],
            "same_pairs": float(self.shares.same_pairs),
            "kin_pairs": float(self.shares.kin_pairs),
            "all_pairs": float(self.shares.all_pairs),
            "rules": [asdict(rule) for rule in self.rules],
            "thresholds": asdict(self.thresholds),
            "habits": asdict(self.habits),
            "name": self.name,
            "learnt_from": self.learnt_from,
            "answers": self.answers,
            "calibration": None if self.calibration is None else asdict(self.calibration),
            "frequencies": self.frequencies,
            "floors": self.floors,
        }


def load(path: Path) -> Model:
    """Read a saved model. Raises ValueError where the file is of another format."""
    return from_data(json.loads(path.read_text(encoding="utf-8")))


def from_data(data: dict) -> Model:
    """A model out of plain data. Raises ValueError where the data are of another format."""
    if data.get("format") != FORMAT:
        raise ValueError(f"format de modèle inconnu\u00a0: {data.get('format')}")
    arrays = {kind: [np.array(share) for share in data[kind]] for kind in ("same", "kin", "chance")}
    return Model(
        comparisons=tuple(_comparison(entry) for entry in data["comparisons"]),
        shares=Shares(**arrays, **{name: data[name] for name in ("same_pairs", "kin_pairs", "all_pairs")}),
        rules=tuple(Rule(rule["name"], tuple(rule["parts"]), rule["loose"]) for rule in data["rules"]),
        frequencies=data["frequencies"],
        floors=data["floors"],
        records=data["records"],
        made=date.fromisoformat(data["made"]),
        thresholds=Thresholds(**data["thresholds"]),
        habits=_habits(data.get("habits", {})),  # a model kept before they were has none
        name=data.get("name", ""),
        learnt_from=data.get("learnt_from", ""),
        answers=data.get("answers", 0),
        calibration=Calibration(**data["calibration"]) if data.get("calibration") else None,
    )


def _habits(data: dict) -> Habits:
    return Habits(tuple((month, day) for month, day in data.get("vague_days", ())), data.get("vague_firsts", False))


def _comparison(entry: dict) -> Comparison:
    levels = tuple(Level(**level) for level in entry["levels"])
    return Comparison(**{**entry, "levels": levels, "columns": tuple(entry["columns"])})
