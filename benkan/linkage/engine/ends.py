"""The two records of each pair, as numbers: what a glance reads."""

import numpy as np


class Ends:
    """The numbers of both records of some pairs."""

    def __init__(self, held: dict[str, np.ndarray], one: np.ndarray, other: np.ndarray) -> None:
        self._held, self._one, self._other = held, one, other

    def __len__(self) -> int:
        return len(self._one)

    def __call__(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """(pairs,) each: one end and the other."""
        values = self._held[name]
        return values[self._one], values[self._other]

    def crossed(self, name: str, across: str) -> tuple[np.ndarray, np.ndarray]:
        """One column of one end, another column of the other."""
        return self._held[name][self._one], self._held[across][self._other]

    def same(self, name: str) -> np.ndarray:
        """Whether the two texts are one, by their hashes; two that lack are not."""
        one, other = self(f"h_{name}")
        return (one == other) & (one != 0)

    def silent(self, name: str) -> np.ndarray:
        """Whether one text or the other lacks."""
        one, other = self(f"h_{name}")
        return (one == 0) | (other == 0)
