"""« Barème commun »: what each actor gives at most for the same need, dated, with its act; and what differs."""

import datetime as dt
from dataclasses import dataclass
from fractions import Fraction

from benkan.cases.models import Ceiling, ScaleProposal
from benkan.cases.reads.funding import ceilings_on
from benkan.offers.models import HelpKind
from benkan.organisations.models import Organisation


@dataclass(frozen=True)
class Scale:
    """One kind of help: what each gives, the lowest first; actors that pay other help and say nothing of this one."""

    kind: HelpKind
    ceilings: list[Ceiling]
    without: list[Organisation]
    proposals: list[ScaleProposal]

    @property
    def lowest(self) -> int:
        return self.ceilings[0].amount

    @property
    def highest(self) -> int:
        return self.ceilings[-1].amount

    @property
    def ratio(self) -> Fraction:
        """How many times the lowest the highest is: 1 where all give the same."""
        return Fraction(self.highest, self.lowest)

    @property
    def differs(self) -> bool:
        return self.highest != self.lowest

    @property
    def proposed(self) -> ScaleProposal | None:
        return self.proposals[0] if self.proposals else None


def scales(day: dt.date) -> list[Scale]:
    """By kind of help that somebody pays on a day, in the order of the catalogue; two queries."""
    held = list(ceilings_on(day).values())
    payers = {one.organisation_id: one.organisation for one in held if one.organisation.closed_at is None}
    by_kind: dict[str, list[Ceiling]] = {}
    for one in held:
        if one.organisation_id in payers:
            by_kind.setdefault(one.kind_id, []).append(one)
    proposals: dict[str, list[ScaleProposal]] = {}
    for row in ScaleProposal.objects.filter(kind__in=list(by_kind)).order_by("-written_at"):
        proposals.setdefault(row.kind_id, []).append(row)
    found = []
    for kind_id, rows in by_kind.items():
        saying = {row.organisation_id for row in rows}
        without = sorted((one for pk, one in payers.items() if pk not in saying), key=lambda one: one.name)
        rows.sort(key=lambda row: (row.amount, row.organisation.name))
        found.append(Scale(rows[0].kind, rows, without, proposals.get(kind_id, [])))
    return sorted(found, key=lambda one: one.kind.order)
