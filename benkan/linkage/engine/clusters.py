"""Which records are one person: groups grown from the surest pair down, never over a contradiction.

Two groups are joined only if the pairs between them hold on average, pairs that were never proposed counting
against, and if no pair between them is forbidden. So a chain of weak pairs cannot glue two strong identities, and
the order of arrival changes nothing.
"""

from collections.abc import Iterable, Mapping

UNSEEN = -3.0  # log2 odds that a pair nobody proposed lends to a merger: doubtful, not excluded
CEILING = 12.0  # beyond it certainty adds nothing, and one sure pair must not outweigh many doubtful ones


def grow(
    edges: Iterable[tuple[int, int, float]],
    forbidden: Mapping[int, set[int]] | None = None,
    *,
    exclusive: Mapping[int, str] | None = None,
) -> dict[int, int]:
    """Group numbered records.

    `edges` are (record, record, log2 odds), each pair once; those above zero may join groups, the others count
    against. `forbidden` names for a record those that can never stand with it; `exclusive` gives each record's
    file, where no file holds a person twice. Returns record -> the smallest record of its group, for every record
    that stands in an edge.
    """
    ordered = sorted(
        ((min(a, b), max(a, b), odds) for a, b, odds in edges), key=lambda edge: (-edge[2], edge[0], edge[1])
    )
    groups = _Groups(ordered, forbidden or {}, exclusive)
    for one, other, odds in ordered:
        if odds <= 0:
            break
        a, b = groups.of[one], groups.of[other]
        if a != b and groups.may_join(a, b):
            groups.join(a, b)
    first = {name: min(members) for name, members in groups.members.items()}
    return {record: first[name] for record, name in groups.of.items()}


class _Groups:
    """Groups, and what stands between each two of them, kept up to date as they join."""

    def __init__(self, edges, forbidden: Mapping[int, set[int]], exclusive: Mapping[int, str] | None) -> None:
        self.of = {record: record for edge in edges for record in edge[:2]}
        self.members = {record: [record] for record in self.of}
        self.apart = {record: set(others) & self.of.keys() for record, others in forbidden.items() if record in self.of}
        self.files = None if exclusive is None else {record: {exclusive[record]} for record in self.of}
        self.between: dict[int, dict[int, tuple[float, int]]] = {record: {} for record in self.of}
        for one, other, odds in edges:
            bounded = max(-CEILING, min(CEILING, odds))
            self.between[one][other] = self.between[other][one] = (bounded, 1)

    def may_join(self, a: int, b: int) -> bool:
        """Whether nothing forbids it and the pairs between the two hold on average."""
        if b in self.apart.get(a, ()) or (self.files is not None and not self.files[a].isdisjoint(self.files[b])):
            return False
        total, seen = self.between[a].get(b, (0.0, 0))
        return total + UNSEEN * (len(self.members[a]) * len(self.members[b]) - seen) > 0

    def join(self, a: int, b: int) -> None:
        """Put the smaller group into the larger."""
        kept, gone = (a, b) if (len(self.members[a]), b) >= (len(self.members[b]), a) else (b, a)
        for record in self.members[gone]:
            self.of[record] = kept
        self.members[kept] += self.members.pop(gone)
        if self.files is not None:
            self.files[kept] |= self.files.pop(gone)
        self._join_distances(kept, gone)
        for other in self.apart.pop(gone, ()):
            self.apart[other].discard(gone)
            self.apart[other].add(kept)
            self.apart.setdefault(kept, set()).add(other)

    def _join_distances(self, kept: int, gone: int) -> None:
        self.between[kept].pop(gone, None)
        for other, (total, seen) in self.between.pop(gone).items():
            if other == kept:
                continue
            before, number = self.between[kept].get(other, (0.0, 0))
            summed = (before + total, number + seen)
            self.between[kept][other] = self.between[other][kept] = summed
            self.between[other].pop(gone)
