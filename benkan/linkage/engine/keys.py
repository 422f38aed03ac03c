"""The keys of a record: two records that a rule of blocking would compare share one. Kept by a platform beside each
record, they find the candidates of a new one by an index.
"""

from collections.abc import Sequence
from hashlib import blake2b

from benkan.linkage.engine.blocking import Rule


class Keys:
    """The keys of a model's rules. Loose rules, which rest on one common value, are left out.

    `parts` is SQL over one cleaned record, a text for each part of each rule, each once.
    """

    def __init__(self, rules: Sequence[Rule]) -> None:
        self.rules = tuple(rule for rule in rules if not rule.loose)
        self.parts = tuple(dict.fromkeys(part for rule in self.rules for part in rule.parts))
        self._places = {part: place for place, part in enumerate(self.parts)}

    def of(self, said: Sequence[str | None]) -> list[int]:
        """The keys of one record, sorted, each once: signed, 64 bits. `said`: what each of `parts` gives for it."""
        found = set()
        for rule in self.rules:
            values = [said[self._places[part]] for part in rule.parts]
            if all(values):
                found.add(_hashed(rule.name, values))
        return sorted(found)


def _hashed(rule: str, values: Sequence[str]) -> int:
    """A hash that no version of Python or DuckDB changes: keys are kept for years."""
    text = "\x1f".join((rule, *values)).encode()
    return int.from_bytes(blake2b(text, digest_size=8).digest(), "big", signed=True)
