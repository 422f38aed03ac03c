"""Files of one's organisation that the worker has not compared yet, a minute's at a desk: looked at in memory."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from benkan.linkage.models import ComparedRecord, Waiting
from benkan.linkage.reads.nearby import MOST_BORNE, Near
from benkan.linkage.told import SAID, cleaned_of, desk, with_what_is_told
from benkan.people.lifecycle import CLOSED
from benkan.people.models import Registration

AT_ONCE = 1000  # files read together
# What is read of each; any other column would be held for nothing.
READ = ("pk", *SAID, "destination_said", "destination__name")


@dataclass
class NotComparedYet:
    """Some files with their cleaned words, found by their keys."""

    files: list[tuple[UUID, dict]] = field(default_factory=list)
    _by_key: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, files: Sequence[tuple[UUID, dict]]) -> None:
        for keys, file in zip(desk().keys([cleaned for _, cleaned in files]), files, strict=True):
            for key in keys:
                self._by_key[key].append(len(self.files))
            self.files.append(file)

    def nearby(self, keys: Sequence[Sequence[int]], *, most: int) -> list[Near]:
        """What `reads.nearby` answers, of these."""
        found = []
        for place, own in enumerate(keys if self.files else ()):
            borne = (self._by_key[key] for key in own if key in self._by_key)
            shared = Counter(one for bearers in borne if len(bearers) <= MOST_BORNE for one in bearers)
            nearest = sorted(shared, key=lambda one: (-shared[one], -self.files[one][0].int))[:most]
            found += [Near(place, *self.files[one]) for one in nearest]
        return found


def not_compared_yet(*, most: int) -> NotComparedYet:
    """The last written, at most so many; those that were corrected since they were compared are not among them."""
    waiting = Waiting.objects.filter(registration__compared=None).order_by("-registration_id")
    return _read(list(waiting.values_list("registration_id", flat=True)[:most]))


def written_since(moment: dt.datetime, *, most: int) -> NotComparedYet | None:
    """Those that were written or corrected from then on, compared or not; None where there are more than `most`."""
    compared = ComparedRecord.objects.filter(at__gte=moment).values_list("registration_id", flat=True)[: most + 1]
    waiting = Waiting.objects.values_list("registration_id", flat=True)[: most + 1]
    files = {*compared, *waiting}
    return None if len(files) > most else _read(sorted(files, reverse=True))


def _read(files: Sequence[UUID]) -> NotComparedYet:
    found = NotComparedYet()
    for start in range(0, len(files), AT_ONCE):
        some = Registration.objects.filter(pk__in=files[start : start + AT_ONCE]).exclude(status__in=CLOSED)
        told = list(with_what_is_told(some).only(*READ))
        found.add(list(zip((one.pk for one in told), cleaned_of(told), strict=True)))
    return found
