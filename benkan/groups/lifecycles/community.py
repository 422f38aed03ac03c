"""Where a community project stands."""

from enum import StrEnum


class ProjectStatus(StrEnum):
    IDENTIFIED = "identifie"
    WORKS = "travaux"
    DONE = "acheve"
    ABANDONED = "abandonne"


LABELS = {
    ProjectStatus.IDENTIFIED: "Identifié",
    ProjectStatus.WORKS: "En travaux",
    ProjectStatus.DONE: "Achevé",
    ProjectStatus.ABANDONED: "Abandonné",
}
MOVES: dict[ProjectStatus, frozenset[ProjectStatus]] = {
    ProjectStatus.IDENTIFIED: frozenset({ProjectStatus.WORKS, ProjectStatus.ABANDONED}),
    ProjectStatus.WORKS: frozenset({ProjectStatus.DONE, ProjectStatus.ABANDONED}),
    ProjectStatus.DONE: frozenset(),
    ProjectStatus.ABANDONED: frozenset(),
}
