"""`similar` for a whole list at once: the same answers, in a number of queries that hardly grows with the list.

Names are crossed in memory: the words that the list asks for are read once, with the files that have them, and files
are numbered in the order they were written. Ten thousand persons against fifty thousand files take some seconds and
less than a hundred megabytes.
"""

from collections.abc import Iterable, Sequence
from heapq import nlargest
from uuid import UUID

from django.db.models import F, Window
from django.db.models.functions import RowNumber

from benkan.people.lifecycle import Status
from benkan.people.models import NameToken, Registration
from benkan.people.reads.similar import Candidate, candidate
from benkan.people.reads.weighing import COMPARED, LOOKED_AT, Asked, Known, compared, likeliest

AT_ONCE = 1000  # persons whose files are fetched together
READ_AT_ONCE = 5000
# What is shown of a candidate before somebody decides; any other column costs a query for each.
SHOWN = (
    "organisation", "person", "number", "status", "given_names", "family_name", "also_known_as", "mother_name", "sex",
    "birth_year", "birth_month", "birth_day", "birth_precision", "birth_said", "phone", "registered_at", "source",
)  # fmt: skip


def similar_to_many(asked: Sequence[Asked]) -> list[list[Candidate]]:
    """For each, what `similar` answers: at most five files of one's own organisation, the likeliest first.

    Five queries, and one more for each thousand asked and for each five thousand files answered. Of the files, only
    `SHOWN` is there.
    """
    named = _Words(word for one in asked for group in one.words for word in group)
    of_phone = _last_with("phone_key", {one.same_phone for one in asked if one.same_phone})
    of_mother = _last_with("mother_key", {one.same_mother for one in asked if one.same_mother})
    files: dict[UUID, Known | None] = {}
    likely = []
    for start in range(0, len(asked), AT_ONCE):
        found = [
            {*of_phone.get(one.same_phone, ()), *of_mother.get(one.same_mother, ()), *named.with_all(one.words)}
            for one in asked[start : start + AT_ONCE]
        ]
        _fetch(files, set().union(*found))
        likely += [
            likeliest(one, [file for pk in pks if (file := files[pk])])
            for one, pks in zip(asked[start : start + AT_ONCE], found, strict=True)
        ]
    shown = _shown(sorted({one.known.pk for some in likely for one in some}))
    return [[candidate(one, shown[one.known.pk]) for one in some] for some in likely]


class _Words:
    """Which files have which words, and which have them all."""

    def __init__(self, words: Iterable[str]):
        self._ids: list[UUID] = []  # of files, in the order they were written: a file is its rank here
        self._with: dict[str, set[int]] = {word: set() for word in words}
        self._last: dict[tuple[frozenset[str], ...], list[UUID]] = {}
        tokens = NameToken.objects.filter(token__in=sorted(self._with)).order_by("registration_id")
        for pk, word in tokens.values_list("registration_id", "token").iterator(READ_AT_ONCE):
            if not self._ids or self._ids[-1] != pk:
                self._ids.append(pk)
                rank = len(self._ids) - 1
            self._with[word].add(rank)

    def with_all(self, groups: tuple[frozenset[str], ...]) -> list[UUID]:
        """The last written that have a word of each group, annulled ones too."""
        if groups not in self._last:
            held = [set().union(*(self._with[word] for word in group)) for group in groups]
            common = nlargest(LOOKED_AT, set.intersection(*held)) if held else []
            self._last[groups] = [self._ids[rank] for rank in common]
        return self._last[groups]


def _last_with(key: str, values: set[str]) -> dict[str, list[UUID]]:
    """For each value of a key, the files in force that have it, the last registered."""
    nth = Window(RowNumber(), partition_by=F(key), order_by=[F("registered_at").desc(), F("pk").desc()])
    in_force = Registration.objects.exclude(status=Status.ANNULLED).filter(**{f"{key}__in": sorted(values)})
    found: dict[str, list[UUID]] = {}
    last = in_force.alias(nth=nth).filter(nth__lte=LOOKED_AT).order_by()
    for value, pk in last.values_list(key, "pk").iterator(READ_AT_ONCE):
        found.setdefault(value, []).append(pk)
    return found


def _fetch(files: dict[UUID, Known | None], pks: set[UUID]) -> None:
    """Add what is compared of those that are not held yet; None for a file that was annulled."""
    new = sorted(pks - files.keys())
    files.update(dict.fromkeys(new))
    in_force = Registration.objects.filter(pk__in=new).exclude(status=Status.ANNULLED).order_by()
    for values in in_force.values_list(*COMPARED).iterator(READ_AT_ONCE):
        files[values[0]] = compared(values)


def _shown(pks: Sequence[UUID]) -> dict[UUID, Registration]:
    files = Registration.objects.only(*SHOWN)
    found: dict[UUID, Registration] = {}
    for start in range(0, len(pks), READ_AT_ONCE):
        found |= files.in_bulk(pks[start : start + READ_AT_ONCE])
    return found
