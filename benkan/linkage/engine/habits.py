"""What a register does with days that nobody knows."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Habits:
    """Kept with the model, for a record that comes later.

    `vague_days`: (month, day) that count for their year. `vague_firsts`: the first of a month counts for its month.
    """

    vague_days: tuple[tuple[int, int], ...] = ()
    vague_firsts: bool = False
