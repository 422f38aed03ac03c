"""Where an enrolment stands and whose move is next.

A « non » to a place that comes free costs no rank: she stays on the waiting list where she was.
"""

from enum import StrEnum

from django.db import models


class EnrolmentStatus(StrEnum):
    PROPOSED = "proposee"  # by who accompanies her, to another organisation
    WAITING = "attente"
    OFFERED = "offerte"  # a place is kept for her until she has been asked
    ENROLLED = "inscrite"
    DROPPED = "abandonnee"
    DONE = "suivie"
    NEVER_CAME = "jamais_venue"
    REFUSED = "refusee"
    WITHDRAWN = "retiree"  # by who accompanies her
    CANCELLED = "annulee"  # the session ended or was cancelled before she had a place


LABELS = {
    EnrolmentStatus.PROPOSED: "Proposée",
    EnrolmentStatus.WAITING: "En liste d’attente",
    EnrolmentStatus.OFFERED: "Place à lui proposer",
    EnrolmentStatus.ENROLLED: "Inscrite",
    EnrolmentStatus.DROPPED: "A abandonné",
    EnrolmentStatus.DONE: "A suivi la formation",
    EnrolmentStatus.NEVER_CAME: "N’est jamais venue",
    EnrolmentStatus.REFUSED: "Non retenue",
    EnrolmentStatus.WITHDRAWN: "Retirée",
    EnrolmentStatus.CANCELLED: "Sans suite\u00a0: formation close",
}
_ENDS = frozenset({EnrolmentStatus.WITHDRAWN, EnrolmentStatus.CANCELLED})
MOVES: dict[EnrolmentStatus, frozenset[EnrolmentStatus]] = {
    EnrolmentStatus.PROPOSED: _ENDS
    | {EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING, EnrolmentStatus.REFUSED},
    EnrolmentStatus.WAITING: _ENDS | {EnrolmentStatus.OFFERED, EnrolmentStatus.REFUSED},
    EnrolmentStatus.OFFERED: _ENDS | {EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING},
    EnrolmentStatus.ENROLLED: _ENDS
    | {EnrolmentStatus.DROPPED, EnrolmentStatus.DONE, EnrolmentStatus.NEVER_CAME},
    EnrolmentStatus.DROPPED: frozenset({EnrolmentStatus.ENROLLED}),  # she comes back, while the session runs
    **{
        end: frozenset()
        for end in (
            EnrolmentStatus.DONE, EnrolmentStatus.NEVER_CAME, EnrolmentStatus.REFUSED, EnrolmentStatus.WITHDRAWN,
            EnrolmentStatus.CANCELLED,
        )
    },
}  # fmt: skip
# A place of the session is hers, or was to the end.
SEATED = frozenset(
    {EnrolmentStatus.OFFERED, EnrolmentStatus.ENROLLED, EnrolmentStatus.DONE, EnrolmentStatus.NEVER_CAME}
)
OPEN = frozenset({EnrolmentStatus.PROPOSED, EnrolmentStatus.WAITING, EnrolmentStatus.OFFERED, EnrolmentStatus.ENROLLED})
# Her name, where she agreed, is read by who holds the session: from the day she has a place in it, and after.
NAMED = frozenset({EnrolmentStatus.ENROLLED, EnrolmentStatus.DONE, EnrolmentStatus.NEVER_CAME, EnrolmentStatus.DROPPED})
ON_THE_SHEET = frozenset({EnrolmentStatus.ENROLLED, EnrolmentStatus.DONE, EnrolmentStatus.NEVER_CAME})


class Side(StrEnum):
    HOLDER = "qui tient la formation"
    SENDER = "qui l’accompagne"
    EITHER = "l’une ou l’autre"


MOVERS: dict[EnrolmentStatus, Side] = {
    EnrolmentStatus.PROPOSED: Side.SENDER,
    EnrolmentStatus.WAITING: Side.HOLDER,  # and, from an offered place, who asked her
    EnrolmentStatus.OFFERED: Side.HOLDER,
    EnrolmentStatus.ENROLLED: Side.HOLDER,  # likewise
    EnrolmentStatus.DROPPED: Side.EITHER,
    EnrolmentStatus.DONE: Side.HOLDER,
    EnrolmentStatus.NEVER_CAME: Side.HOLDER,
    EnrolmentStatus.REFUSED: Side.HOLDER,
    EnrolmentStatus.WITHDRAWN: Side.SENDER,
    EnrolmentStatus.CANCELLED: Side.HOLDER,
}


def mover(current: EnrolmentStatus, to: EnrolmentStatus) -> Side:
    """Whose move it is; what she answers to a place is said by who asked her."""
    return Side.SENDER if current is EnrolmentStatus.OFFERED and to in _HER_ANSWERS else MOVERS[to]


_HER_ANSWERS = frozenset({EnrolmentStatus.ENROLLED, EnrolmentStatus.WAITING})


class DropReason(models.TextChoices):
    """Why she left before the end: counted."""

    WORK = "travail", "A trouvé un travail, ou doit gagner sa vie"
    DISTANCE = "distance", "Trop loin, ou transport trop cher"
    CARE = "famille", "Charge de famille"
    HEALTH = "empechement", "Empêchement personnel"
    UNSUITED = "contenu", "La formation ne lui convient pas"
    GONE = "repartie", "Est repartie"
    UNKNOWN = "inconnu", "On ne sait pas"


class RefusalReason(models.TextChoices):
    FULL = "complet", "Complet, sans liste d’attente"
    CONDITIONS = "conditions", "Ne remplit pas les conditions"
    AREA = "zone", "Hors de la zone de la formation"
    OTHER = "autre", "Autre motif"
