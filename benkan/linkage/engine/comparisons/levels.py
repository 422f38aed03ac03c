"""What a comparison is: named levels from the closest to the farthest, each a SQL condition over `x_l` and `x_r`."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Level:
    """One degree of likeness.

    `condition` is SQL in DuckDB's dialect; an empty one is the last level, « everything else ». `start` is the
    share of true pairs expected here before any learning. `rarity` names the column whose frequency weighs the
    level (rare values count more), `rarity_weight` how much of it. `reason` is French, read by people. `against`
    marks the level that contradicts.
    """

    name: str
    condition: str
    start: float
    reason: str = ""
    rarity: str | None = None
    rarity_weight: float = 1.0
    against: bool = False


@dataclass(frozen=True)
class Comparison:
    """One piece of evidence. `absent` is the SQL condition under which it says nothing.

    `family` is true where relatives of one household share the value as often as one person does with herself;
    `subject` is one of name, birth, sex, contact, identifier, place, category, parent.
    """

    name: str
    subject: str
    absent: str
    levels: tuple[Level, ...]
    family: bool = False
    columns: tuple[str, ...] = field(default=())


def either_absent(*columns: str) -> str:
    """SQL: one side or the other lacks one of these columns."""
    return " OR ".join(f"{column}_{side} IS NULL" for column in columns for side in "lr")
