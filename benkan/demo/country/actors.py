"""Who works where: the organisations and agents that the events speak of, given by whoever founds the platform."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """An organisation at work: its code, the entry points where it is present, its agents by role."""

    code: str
    points: tuple[str, ...]
    desk: tuple[str, ...]  # who receives and registers
    focal: tuple[str, ...]  # who announces
    second_step: tuple[str, ...]  # who completes files

    @property
    def announcers(self) -> tuple[str, ...]:
        return self.focal or self.desk

    @property
    def completers(self) -> tuple[str, ...]:
        return self.second_step or self.desk


def present_at(actors: tuple[Actor, ...], point: str) -> tuple[Actor, ...]:
    """Those who receive at a point, in their own order."""
    return tuple(actor for actor in actors if actor.desk and point in actor.points)
