"""Which files of one's own organisation resemble what is told of somebody: a context above answers, with its reasons.

It names in its `apps.py` a function that takes what was told and the identifiers of files that were found otherwise,
and gives those that resemble, the likeliest first:

    files_alike = "benkan.linkage.reads.searching.alike"

and one that takes nothing and makes it ready, where its first answer would be slow:

    files_alike_ready = "benkan.linkage.told.make_ready"
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.apps import apps
from django.utils.module_loading import import_string

from benkan.people.reads.weighing import Asked


@dataclass(frozen=True)
class Alike:
    """A file, why it may be hers and why not, in plain French; `strength` is the engine's word, "" below what is
    proposed. With `family`, rather somebody of her family."""

    registration_id: UUID
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()
    strength: str = ""
    family: bool = False

    @property
    def words(self) -> str:
        """« même mère, âge compatible ; mais lieux différents »."""
        said = ", ".join(self.reasons)
        if self.against:
            said += f"\u00a0; mais {', '.join(self.against)}"
        return f"{said}\u00a0; plutôt quelqu’un de sa famille" if self.family else said


def alike(asked: Asked, *, beside: Sequence[UUID] = ()) -> list[Alike]:
    """The files that resemble, the likeliest first; none where no context answers."""
    for config in apps.get_app_configs():
        if named := getattr(config, "files_alike", ""):
            return import_string(named)(asked, beside=beside)
    return []


def make_ready() -> None:
    """Say that somebody is about to search: what is slow at first begins now, beside the page."""
    for config in apps.get_app_configs():
        if named := getattr(config, "files_alike_ready", ""):
            import_string(named)()
