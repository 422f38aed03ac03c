"""All files of the platform and what was decided of them, as a model learns from them: read as the owner, by a command.

No page and no task of the worker comes here: nobody is shown a file of another organisation.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from uuid import UUID

from benkan.linkage.engine import told as engine
from benkan.linkage.engine.intervals import stratum
from benkan.linkage.engine.reading import Table
from benkan.linkage.engine.retraining import Decided
from benkan.linkage.engine.thresholds import WRITTEN
from benkan.linkage.lifecycle import State
from benkan.linkage.models import Pair, Side
from benkan.linkage.told import told_of, with_what_is_told
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration

OWNER = "owner"
AT_ONCE = 5_000


@dataclass(frozen=True)
class Registers:
    """The files as tables, one after the other; `places`: where the files of decided pairs stand in them."""

    tables: list[Table]
    places: dict[UUID, int]

    @property
    def count(self) -> int:
        return sum(table.rows.num_rows for table in self.tables)


@dataclass(frozen=True)
class Settled:
    """A pair that was decided: its two files, what was decided, and the stratum of what was proposed."""

    ends: tuple[UUID, UUID]
    state: State
    stratum: int


def settled() -> list[Settled]:
    """All decided pairs, of one organisation or of two, in the order in which they were proposed."""
    sides = Side.objects.using(OWNER).exclude(pair__state=State.OPEN).order_by("pair_id", "registration_id")
    found: dict[UUID, list] = {}
    for pair, state, probability, file in sides.values_list(
        "pair_id", "pair__state", "pair__probability", "registration_id"
    ):
        found.setdefault(pair, [State(state), _stratum(probability)]).append(file)
    return [Settled(tuple(files), state, number) for state, number, *files in found.values() if len(files) == 2]


def registers(wanted: frozenset[UUID], say: Callable[[str], None]) -> Registers:
    """Every file that is neither annulled nor erased; `wanted` are those whose places are to be known."""
    files = Registration.objects.using(OWNER).exclude(status__in=CLOSED).order_by("pk")
    rows = with_what_is_told(files).iterator(chunk_size=AT_ONCE)
    tables: list[Table] = []
    places: dict[UUID, int] = {}
    start = 0
    for some in _batches(rows):
        places |= {one.pk: start + place for place, one in enumerate(some) if one.pk in wanted}
        tables.append(engine.table([told_of(one) for one in some], name=f"dossiers {len(tables) + 1}"))
        start += len(some)
        say(f"{start}\u00a0dossiers lus…")
    return Registers(tables, places)


def decided(answers: list[Settled], places: dict[UUID, int]) -> list[Decided]:
    """As the engine learns from them: the answers of a stratum stand for all that was proposed in it."""
    proposed = Counter(_stratum(p) for p in Pair.objects.using(OWNER).values_list("probability", flat=True))
    here = [one for one in answers if all(end in places for end in one.ends)]
    answered = Counter(one.stratum for one in here)
    return [
        Decided(
            *(places[end] for end in one.ends),
            same=one.state == State.SAME,
            relatives=True if one.state == State.FAMILY else None,
            weight=proposed[one.stratum] / answered[one.stratum],
        )
        for one in here
    ]


def _stratum(probability: float) -> int:
    return stratum(max(WRITTEN, probability))


def _batches(rows: Iterator[Registration]) -> Iterator[list[Registration]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some
