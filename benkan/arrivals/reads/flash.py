"""The sheet of a convoy's first two hours, without a name: what was announced, counted, seen, given, and by whom.

Aid of all actors is counted as `figures`. Actors that list the same person count her twice: what is left to cover is
therefore a least, and says so.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Count, Min

from benkan.arrivals.models import Convoy, HeadCount, ImmediateAid
from benkan.arrivals.models.words import AidKind
from benkan.arrivals.reads.convoys import Counted
from benkan.common.typography import nombre
from benkan.organisations.models import Organisation
from benkan.organisations.reads.actors import present_at

FIGURES = "figures"


@dataclass(frozen=True)
class Call:
    """What calls for aid: how many were seen at the count that holds (None: not said), and heads that received it."""

    label: str
    seen: int | None
    given: int

    @property
    def left(self) -> int | None:
        """At least so many are still without; None where nobody said how many there are."""
        return None if self.seen is None else max(0, self.seen - self.given)

    @property
    def left_words(self) -> str:
        return nombre(self.left)


@dataclass
class Doing:
    """What one actor does at this convoy: whether it is present there, its telephone, heads aided by kind."""

    organisation: Organisation
    aid: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Flash:
    counted: Counted
    calls: list[Call]
    doing: list[Doing]
    first_aid: object  # the moment of the first aid of all, or None


# For everybody, then for those whom the triage saw.
EVERYBODY = (
    ("Eau", (AidKind.WATER,)),
    ("Repas", (AidKind.FOOD,)),
    ("Hébergement", (AidKind.SHELTER,)),
    ("Appel à la famille", (AidKind.CALL,)),
    ("Transport", (AidKind.TRANSPORT,)),
)
SEEN = (
    ("Malades\u00a0: soins ou évacuation", "sick", (AidKind.CARE, AidKind.HOSPITAL)),
    ("Enfants seuls\u00a0: première écoute", "lone_children", (AidKind.LISTENING,)),
)


def flash(counts: Counted) -> Flash:
    """The sheet of one convoy that the asker reads, from its counts; as many queries whatever its size."""
    convoy = counts.convoy
    heads: dict[tuple[UUID, str], int] = {}
    first = None
    given = ImmediateAid.objects.using(FIGURES).filter(line__list__convoy=convoy.pk)
    rows = given.values("organisation_id", "kind").annotate(heads=Count("line_id", distinct=True), at=Min("given_at"))
    for row in rows:
        heads[row["organisation_id"], row["kind"]] = row["heads"]
        first = min(filter(None, (first, row["at"])))
    return Flash(counts, _calls(counts.counted, heads), _doing(convoy, heads), first)


def _calls(count: HeadCount | None, heads: dict[tuple[UUID, str], int]) -> list[Call]:
    given: dict[str, int] = defaultdict(int)
    for (_, kind), number in heads.items():
        given[kind] += number
    total = count.total if count else None
    everybody = [Call(label, total, sum(given[kind] for kind in kinds)) for label, kinds in EVERYBODY]
    seen = [
        Call(label, getattr(count, seen) if count else None, sum(given[kind] for kind in kinds))
        for label, seen, kinds in SEEN
    ]
    return everybody + seen


def _doing(convoy: Convoy, heads: dict[tuple[UUID, str], int]) -> list[Doing]:
    """The actors present at the entry point, and those who gave aid there; by name."""
    there = {*present_at(convoy.entry_point_id), *(organisation for organisation, _ in heads)}
    actors = {one.pk: Doing(one) for one in Organisation.objects.filter(pk__in=there)}
    for (organisation, kind), number in sorted(heads.items(), key=lambda row: -row[1]):
        actors[organisation].aid[AidKind(kind).label] = number
    return sorted(actors.values(), key=lambda one: one.organisation.name)
