"""Where a referral stands, whose move is next, and how it may end.

Without feedback it is « sans suite connue », never « rendue ». An urgent one never lapses by itself.
"""

from enum import StrEnum

from django.db import models


class ReferralStatus(StrEnum):
    SENT = "envoyee"
    SEEN = "vue"
    TO_ASSESS = "a_evaluer"  # the receiver must see her before it can answer
    WAITING = "attente"  # on the receiver's waiting list
    ACCEPTED = "acceptee"
    REFUSED = "refusee"
    WITHDRAWN = "retiree"  # by who sent it
    EXPIRED = "expiree"  # nobody answered in time: it is its sender's again
    DONE = "rendue"
    UNKNOWN = "sans_suite"  # accepted or handed on paper, and nothing was heard


LABELS = {
    ReferralStatus.SENT: "Envoyée",
    ReferralStatus.SEEN: "Reçue",
    ReferralStatus.TO_ASSESS: "À évaluer par qui reçoit",
    ReferralStatus.WAITING: "En liste d’attente",
    ReferralStatus.ACCEPTED: "Acceptée",
    ReferralStatus.REFUSED: "Refusée",
    ReferralStatus.WITHDRAWN: "Retirée",
    ReferralStatus.EXPIRED: "Sans réponse, expirée",
    ReferralStatus.DONE: "Close avec sa suite",
    ReferralStatus.UNKNOWN: "Sans suite connue",
}

_ANSWERS = frozenset(
    {ReferralStatus.TO_ASSESS, ReferralStatus.WAITING, ReferralStatus.ACCEPTED, ReferralStatus.REFUSED}
)
_ENDS = frozenset({ReferralStatus.WITHDRAWN, ReferralStatus.EXPIRED, ReferralStatus.UNKNOWN})
MOVES: dict[ReferralStatus, frozenset[ReferralStatus]] = {
    # A structure without an account answers by the slip she brings back: done at once.
    ReferralStatus.SENT: _ANSWERS | _ENDS | {ReferralStatus.SEEN, ReferralStatus.DONE},
    ReferralStatus.SEEN: _ANSWERS | _ENDS,
    ReferralStatus.TO_ASSESS: (_ANSWERS | _ENDS) - {ReferralStatus.TO_ASSESS},
    ReferralStatus.WAITING: (_ANSWERS | _ENDS) - {ReferralStatus.WAITING, ReferralStatus.TO_ASSESS},
    ReferralStatus.ACCEPTED: frozenset({ReferralStatus.DONE, ReferralStatus.WITHDRAWN, ReferralStatus.UNKNOWN}),
    ReferralStatus.REFUSED: frozenset(),
    ReferralStatus.WITHDRAWN: frozenset(),
    ReferralStatus.EXPIRED: frozenset(),
    ReferralStatus.DONE: frozenset(),
    ReferralStatus.UNKNOWN: frozenset({ReferralStatus.DONE}),  # heard of at last
}
# Nobody has answered yet: the clock runs.
UNANSWERED = frozenset({ReferralStatus.SENT, ReferralStatus.SEEN})
OPEN = UNANSWERED | {ReferralStatus.TO_ASSESS, ReferralStatus.WAITING, ReferralStatus.ACCEPTED}
# The receiver has said yes to receiving her: it reads what she agreed to hand on.
HANDED = frozenset({ReferralStatus.ACCEPTED, ReferralStatus.DONE, ReferralStatus.UNKNOWN})


class Side(StrEnum):
    SENDER = "qui oriente"
    RECEIVER = "qui reçoit"
    EITHER = "l’une ou l’autre"
    CLOCK = "l’horloge"


# Who makes each move; for a structure without an account, the sender writes what it answered.
MOVERS: dict[ReferralStatus, Side] = {
    ReferralStatus.SENT: Side.SENDER,
    ReferralStatus.SEEN: Side.RECEIVER,
    ReferralStatus.TO_ASSESS: Side.RECEIVER,
    ReferralStatus.WAITING: Side.RECEIVER,
    ReferralStatus.ACCEPTED: Side.RECEIVER,
    ReferralStatus.REFUSED: Side.RECEIVER,
    ReferralStatus.WITHDRAWN: Side.SENDER,
    ReferralStatus.EXPIRED: Side.CLOCK,
    ReferralStatus.DONE: Side.EITHER,
    ReferralStatus.UNKNOWN: Side.SENDER,
}


class Urgency(models.TextChoices):
    URGENT = "urgente", "Urgente"
    HIGH = "elevee", "Élevée"
    ORDINARY = "ordinaire", "Ordinaire"


class RefusalReason(models.TextChoices):
    FULL = "complet", "Complet"
    NOT_OURS = "hors_champ", "Nous ne rendons pas ce service"
    AREA = "hors_zone", "Hors de notre zone"
    CONDITIONS = "conditions", "Ne remplit pas les conditions"
    NOT_COME = "non_venue", "La personne n’est pas venue"
    REFUSED = "refus_personne", "La personne ne souhaite pas ce service"
    OTHER = "autre", "Autre motif"


class Outcome(models.TextChoices):
    """What was done: required to close."""

    GIVEN = "rendu", "Service rendu"
    PARTLY = "partiel", "Service rendu en partie"
    ONWARD = "ailleurs", "Adressée ailleurs"
    NOT_GIVEN = "non_rendu", "Service non rendu"
    NOT_COME = "non_venue", "La personne n’est pas venue"
