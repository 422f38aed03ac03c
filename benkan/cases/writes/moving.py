"""The one way a thing of an accompaniment changes status: held, checked against its table of moves, a row added."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db import models

from benkan.common.errors import Impossible
from benkan.common.permissions import Actor


@dataclass(frozen=True)
class Track:
    """A kind of thing that has statuses: its model, the model of its rows and the name of what they hang on, its moves
    and labels, and how a sentence names it (« Cet accompagnement »)."""

    model: type[models.Model]
    rows: type[models.Model]
    parent: str
    moves: Mapping[StrEnum, frozenset]
    labels: Mapping[StrEnum, str]
    named: str

    def status_of(self, thing: models.Model) -> StrEnum:
        return type(next(iter(self.moves)))(thing.status)

    def held(self, thing: models.Model) -> Any:
        """The thing as it stands now, until the transaction ends: two who act on it at once wait for each other."""
        return self.model.objects.select_for_update(of=("self",)).get(pk=thing.pk)

    def may_move(self, thing: models.Model, to: StrEnum) -> bool:
        return to in self.moves[self.status_of(thing)]

    def begin(self, thing: models.Model, by: Actor, **columns) -> None:
        """Add the row of its first status; the thing is saved already."""
        self._row(thing, by, columns)

    def move(self, thing: models.Model, to: StrEnum, by: Actor, *, also: tuple[str, ...] = (), **columns) -> None:
        """Move a thing that is `held`, with the columns of its row; `also` are fields of it that changed with it.

        Raises `Impossible` where its table has no such move: what somebody else did in between wins.
        """
        current = self.status_of(thing)
        if to not in self.moves[current]:
            raise Impossible(
                f"{self.named} est «\u00a0{self.labels[current].lower()}\u00a0»\u00a0: rien n’a été changé. "
                "Rouvrez la page pour voir où en sont les choses."
            )
        thing.status = to
        thing.save(update_fields=["status", *also])
        self._row(thing, by, columns)

    def _row(self, thing: models.Model, by: Actor, columns: Mapping) -> None:
        self.rows.objects.create(
            **{self.parent: thing}, organisation_id=by.organisation_id, status=thing.status, by_id=by.account_id,
            **columns,
        )  # fmt: skip
