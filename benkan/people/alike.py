"""Which files of one's own organisation resemble what is told of somebody: a context above answers, with its reasons.

It names in its `apps.py` a function that takes what was told, as a page of search asks it, and the identifiers of files
that were found otherwise, and gives those that resemble, the likeliest first:

    files_alike = "benkan.linkage.reads.searching.alike"

one that is asked before files are made, of one person at a desk or of all those of a list at once:

    files_resembling = "benkan.linkage.reads.resembling.resembling"

and one that takes nothing and makes it ready, where its first answer would be slow:

    files_alike_ready = "benkan.linkage.told.make_ready"

The first two raise `NotSearched` where what compares fails: nobody waits for it.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.common.errors import Impossible
from benkan.common.imprecise import ImpreciseDate

NOT_SEARCHED = "Les ressemblances n’ont pas pu être cherchées."
GO_ON = f"{NOT_SEARCHED} Continuez sans attendre\u00a0: rien n’est perdu, et cela se redemande dans un moment."


class NotSearched(Impossible):
    """What compares has failed: who is served goes on being served, and her file is compared later."""

    def __init__(self, sentence: str = GO_ON) -> None:
        super().__init__(sentence)


@dataclass(frozen=True)
class Asked:
    """What is told of somebody who may have a file already, as said; what was not said stays empty."""

    given_names: str = ""
    family_name: str = ""
    mother_name: str = ""
    phone: str = ""
    birth: ImpreciseDate | None = None
    sex: str = ""
    destination: str = ""
    father_name: str = ""
    identifiers: tuple[str, ...] = ()  # numbers of papers

    @cached_property
    def born(self) -> ImpreciseDate:
        return self.birth or ImpreciseDate()


@dataclass(frozen=True)
class Alike:
    """A file, why it may be hers and why not, in plain French; `strength` is the engine's word, "" below what is
    proposed, and `weight` what it rests on, in log2. With `family`, rather somebody of her family."""

    registration_id: UUID
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()
    strength: str = ""
    family: bool = False
    sure: bool = False  # the surest of the engine's words
    likely: bool = False  # rather the same person than not
    weight: float = 0.0

    @property
    def words(self) -> str:
        """« même mère, âge compatible ; mais lieux différents »."""
        said = ", ".join(self.reasons)
        if self.against:
            said += f"\u00a0; mais {', '.join(self.against)}"
        return f"{said}\u00a0; plutôt quelqu’un de sa famille" if self.family else said


def alike(asked: Asked, *, beside: Sequence[UUID] = ()) -> list[Alike]:
    """The files that resemble, the likeliest first; none where no context answers."""
    answer = _named("files_alike")
    return [] if answer is None else answer(asked, beside=beside)


def resembling(asked: Sequence[Asked], *, family: bool = False, since: dt.datetime | None = None) -> list[list[Alike]]:
    """For each, at most five files in force, the likeliest first, in a number of questions that hardly grows with the
    list; with `family`, those of her relatives too, last. With `since`, only files written or corrected from then on:
    who was asked of before is asked of no more than what is new."""
    answer = _named("files_resembling")
    return [[] for _ in asked] if answer is None else answer(asked, family=family, since=since)


def make_ready() -> None:
    """Say that somebody is about to search: what is slow at first begins now, beside the page."""
    if (begin := _named("files_alike_ready")) is not None:
        begin()


def _named(port: str):
    """The function that a context names for this question, if one does."""
    for config in apps.get_app_configs():
        if named := getattr(config, port, ""):
            return import_string(named)
    return None
