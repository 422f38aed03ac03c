"""How good the proposals are, as people's answers tell it: by word, by organisation, by region, each with its interval
(`engine.quality`), and how many pairs wait."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from benkan.linkage.engine.agreement import Agreement, agreement
from benkan.linkage.engine.intervals import BORDERS, FEWEST
from benkan.linkage.engine.quality import Judged, Quality, measure
from benkan.linkage.engine.thresholds import Word
from benkan.linkage.lifecycle import State
from benkan.linkage.reads import reviewed
from benkan.linkage.reads.reviewed import Cell

NEARLY_ALL = 0.95  # of proposed pairs answered: those that wait change nothing any more
ORGANISATION, REGION, MODEL = "organisation", "region", "modele"
UNSAID = ""  # the region of a pair of which nobody said one


class Basis(StrEnum):
    """Which answers measure, the best there are."""

    ALL = "toutes"  # nearly all proposed pairs are answered
    DRAWN = "tirees"  # those drawn at random
    DECIDED = "decidees"  # those answered in the order of the queue: they measure themselves, and others less well


@dataclass(frozen=True)
class Waiting:
    """Open pairs: how many, how many of them wait for a second person, and since when the first."""

    count: int = 0
    begun: int = 0
    oldest: dt.datetime | None = None


@dataclass(frozen=True)
class Measured:
    """What answers say of an organisation's proposals, or of all: `asked` pairs of the basis, `proposed` in all."""

    quality: Quality
    basis: Basis
    proposed: int
    asked: int
    waiting: dict[str, Waiting]  # by word
    agreement: Agreement

    @property
    def models(self) -> list[str]:
        """The models that proposed what was answered, by name: figures are told apart where there are two."""
        return sorted(self.quality.groups.get(MODEL, {}))

    @property
    def open(self) -> Waiting:
        """All that waits, whatever its word."""
        return _together(self.waiting.values())


def measured(organisation: UUID | None) -> Measured:
    """Of an organisation, or (None) of all: three queries, whatever the number of pairs."""
    basis = basis_of(organisation)
    found = reviewed.cells(organisation, drawn_alone=basis is Basis.DRAWN)
    kept = [cell for cell in found if cell.drawn or basis is not Basis.DRAWN]
    counted: dict[int, int] = defaultdict(int)
    for cell in found:
        counted[cell.stratum] += cell.count
    settled = [cell for cell in kept if cell.state != State.OPEN]
    answers = [one for place, cell in enumerate(settled) for one in _judged(place, cell, basis)]
    blind = reviewed.blind_answers(organisation)
    return Measured(
        measure(answers, counted),
        basis,
        sum(counted.values()),
        sum(cell.count for cell in kept),
        {word: _together(_waits(cell) for cell in found if cell.word == word) for word in Word},
        agreement((pair, str(by), same) for pair, by, same in blind),
    )


def basis_of(organisation: UUID | None) -> Basis:
    """Drawn pairs measure without bias; where nearly all are answered, all do better."""
    sizes = reviewed.sizes(organisation)
    if sizes.answered >= NEARLY_ALL * sizes.proposed:
        return Basis.ALL
    return Basis.DRAWN if sizes.drawn_and_answered >= FEWEST else Basis.DECIDED


def behind(basis: Basis) -> dict[str, object]:
    """The answers of a basis, as `reviewed.listed` asks for them."""
    settled = [str(state) for state in State if state != State.OPEN]
    return {"state": settled} | ({"drawn": True} if basis is Basis.DRAWN else {})


def _judged(place: int, cell: Cell, basis: Basis) -> Iterable[Judged]:
    """As many answers as the cell counts. A stratum's lower border stands for its probabilities: figures go by it."""
    one = {
        "probability": BORDERS[cell.stratum],
        "word": Word(cell.word),
        "same": cell.state == State.SAME,
        "relatives": cell.state == State.FAMILY,
        "groups": {ORGANISATION: str(cell.organisation), REGION: str(cell.region or UNSAID), MODEL: cell.model},
        "weight": cell.weight if basis is Basis.DRAWN else 1.0,
    }
    return (Judged(pair=(place, number), **one) for number in range(cell.count))


def _waits(cell: Cell) -> Waiting:
    if cell.state != State.OPEN:
        return Waiting()
    return Waiting(cell.count, cell.count if cell.begun else 0, cell.oldest)


def _together(some: Iterable[Waiting]) -> Waiting:
    found = list(some)
    oldest = min((one.oldest for one in found if one.oldest is not None), default=None)
    return Waiting(sum(one.count for one in found), sum(one.begun for one in found), oldest)
