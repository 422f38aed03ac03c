"""What a person may ask about her own data, where a request stands, and the moves allowed.

One table of moves: noted on her file (or without its number, until it is found), decided by the
data-protection delegate, done.
"""

import datetime as dt
from enum import StrEnum

from django.db import models

from benkan.common.typography import jour, pluriel

SOON = 7  # days before the deadline from which it presses


class RequestKind(models.TextChoices):
    """The four rights of the law that call for an act here."""

    ACCESS = "acces", "Accès à son dossier"
    CORRECTION = "rectification", "Rectification"
    OBJECTION = "opposition", "Opposition"
    ERASURE = "effacement", "Effacement"


class RequestStatus(StrEnum):
    NOTED = "notee"
    GRANTED = "accordee"
    REFUSED = "refusee"  # with the reason that she is told
    DONE = "faite"


LABELS = {
    RequestStatus.NOTED: "Notée",
    RequestStatus.GRANTED: "Accordée",
    RequestStatus.REFUSED: "Refusée",
    RequestStatus.DONE: "Faite",
}

MOVES: dict[RequestStatus, frozenset[RequestStatus]] = {
    RequestStatus.NOTED: frozenset({RequestStatus.GRANTED, RequestStatus.REFUSED}),
    # Back to noted where it was granted without a file, as was once possible: see `writes.find_file`.
    RequestStatus.GRANTED: frozenset({RequestStatus.DONE, RequestStatus.NOTED}),
    RequestStatus.REFUSED: frozenset(),
    RequestStatus.DONE: frozenset(),
}
OPEN = frozenset({RequestStatus.NOTED, RequestStatus.GRANTED})

# What is done of a request that was granted, in the words of whoever does it.
TO_DO = {
    RequestKind.ACCESS: "Imprimez son dossier, section par section, et remettez-le en main propre.",
    RequestKind.CORRECTION: "Corrigez son dossier avec elle, puis dites que c’est fait.",
    RequestKind.OBJECTION: "Notez le retrait de son consentement, usage par usage, puis dites que c’est fait.",
    RequestKind.ERASURE: "Effacez son dossier. L’effacement ne se défait pas.",
}


def deadline(status: str, due: dt.date, on: dt.date) -> tuple[str, str]:
    """Tone and words of what remains of the time to answer: « en retard de 3 jours », « dans 5 jours »."""
    if status not in OPEN:
        return "", f"était due le {jour(due)}"
    left = (due - on).days
    if left < 0:
        return "late", f"en retard de {pluriel(-left, 'jour')}"
    if left == 0:
        return "soon", "à rendre aujourd’hui"
    if left <= SOON:
        return "soon", f"dans {pluriel(left, 'jour')}"
    return "", f"avant le {jour(due)}"
