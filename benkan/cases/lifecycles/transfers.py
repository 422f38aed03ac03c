"""Where a transfer stands, whose move is next, and which of the two organisations is responsible meanwhile.

Accepting is not receiving: the first holder stays responsible until the other has met her. It never expires: its clock
recalls, and recalls again.
"""

from enum import StrEnum

from django.db import models

from benkan.cases.lifecycles.referrals import Side


class TransferStatus(StrEnum):
    PROPOSED = "propose"
    ACCEPTED = "accepte"  # and not met yet
    REFUSED = "refuse"
    WITHDRAWN = "retire"  # by who proposed it
    NOT_COME = "non_venue"  # accepted, and she never came: she is her first holder's, as before
    MET = "recue"
    BACK = "revenue"  # to her first holder


LABELS = {
    TransferStatus.PROPOSED: "Proposé",
    TransferStatus.ACCEPTED: "Accepté, pas encore reçue",
    TransferStatus.REFUSED: "Refusé",
    TransferStatus.WITHDRAWN: "Retiré",
    TransferStatus.NOT_COME: "Elle n’est pas venue",
    TransferStatus.MET: "Reçue",
    TransferStatus.BACK: "Revenue",
}

MOVES: dict[TransferStatus, frozenset[TransferStatus]] = {
    TransferStatus.PROPOSED: frozenset({TransferStatus.ACCEPTED, TransferStatus.REFUSED, TransferStatus.WITHDRAWN}),
    TransferStatus.ACCEPTED: frozenset({TransferStatus.MET, TransferStatus.NOT_COME, TransferStatus.WITHDRAWN}),
    TransferStatus.MET: frozenset({TransferStatus.BACK}),
    TransferStatus.REFUSED: frozenset(),
    TransferStatus.WITHDRAWN: frozenset(),
    TransferStatus.NOT_COME: frozenset(),
    TransferStatus.BACK: frozenset(),
}
# Somebody is awaited: at most one of these for an accompaniment.
UNDER_WAY = frozenset({TransferStatus.PROPOSED, TransferStatus.ACCEPTED})
# The receiver reads what she agreed to hand on; where she did not come, or went back, no more.
HANDED = frozenset({TransferStatus.ACCEPTED, TransferStatus.MET})

MOVERS: dict[TransferStatus, Side] = {
    TransferStatus.PROPOSED: Side.SENDER,
    TransferStatus.ACCEPTED: Side.RECEIVER,
    TransferStatus.REFUSED: Side.RECEIVER,
    TransferStatus.WITHDRAWN: Side.SENDER,
    TransferStatus.NOT_COME: Side.RECEIVER,
    TransferStatus.MET: Side.RECEIVER,
    TransferStatus.BACK: Side.SENDER,
}


def responsible(status: TransferStatus | str) -> Side:
    """Which side answers for her: one, and only one, wherever the transfer stands."""
    return Side.RECEIVER if TransferStatus(status) is TransferStatus.MET else Side.SENDER


class TransferReason(models.TextChoices):
    """Why she is transferred: counted."""

    MOVES = "demenage", "Elle déménage"
    THERE = "deja_la", "Elle est déjà là-bas"
    FAMILY = "les_siens", "Elle rejoint les siens"
    SERVICE = "service", "Ce qu’il lui faut n’existe que là-bas"
    WISH = "souhait", "Elle préfère un autre acteur"
    LEAVING = "depart", "Nous quittons ce lieu"


class TransferRefusal(models.TextChoices):
    FULL = "complet", "Plus de place pour l’instant"
    AREA = "hors_zone", "Hors de notre zone"
    NOT_OURS = "hors_champ", "Elle ne relève pas de ce que nous faisons"
    HER_WISH = "refus_personne", "Elle nous a dit qu’elle ne le souhaite pas"
    OTHER = "autre", "Autre motif"


class LiaisonAnswer(models.TextChoices):
    """What the holder of a card does of a liaison request; « » while it waits. Who asked reads none of this."""

    PROPOSED = "propose", "Transfert proposé"
    NOTHING = "rien", "Rien à transmettre"
    HER_WISH = "refus", "Elle ne souhaite pas que son dossier suive"


class SecondReturnChoice(models.TextChoices):
    """She came back once more while she was accompanied: a person decides."""

    ANEW = "nouveau", "Un nouvel accompagnement commence pour ce retour"
    CARRIED_ON = "suite", "L’accompagnement en cours continue"
