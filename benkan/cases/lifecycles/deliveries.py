"""Where help that is given stands: prepared with her, validated and paid by whoever pays, by three different accounts.

What was paid is never edited nor removed: an error is reversed, by a row that says why. Checked with her is no status:
it is a row of its own, which neither who prepared, nor who validated, nor who paid may write.
"""

from enum import StrEnum

from django.db import models


class DeliveryStatus(StrEnum):
    PREPARED = "preparee"
    VALIDATED = "validee"
    REFUSED = "refusee"
    PAID = "payee"  # or rendered, where nothing costs
    CANCELLED = "annulee"  # before it was paid
    REVERSED = "contrepassee"  # paid by mistake: it counts no more, and stays


LABELS = {
    DeliveryStatus.PREPARED: "Préparée",
    DeliveryStatus.VALIDATED: "Validée, à payer",
    DeliveryStatus.REFUSED: "Refusée",
    DeliveryStatus.PAID: "Payée",
    DeliveryStatus.CANCELLED: "Annulée",
    DeliveryStatus.REVERSED: "Payée par erreur, corrigée",
}

MOVES: dict[DeliveryStatus, frozenset[DeliveryStatus]] = {
    DeliveryStatus.PREPARED: frozenset({DeliveryStatus.VALIDATED, DeliveryStatus.REFUSED, DeliveryStatus.CANCELLED}),
    # Refused by who should pay, too: what is validated may still be wrong.
    DeliveryStatus.VALIDATED: frozenset({DeliveryStatus.PAID, DeliveryStatus.REFUSED, DeliveryStatus.CANCELLED}),
    DeliveryStatus.PAID: frozenset({DeliveryStatus.REVERSED}),
    DeliveryStatus.REFUSED: frozenset(),
    DeliveryStatus.CANCELLED: frozenset(),
    DeliveryStatus.REVERSED: frozenset(),
}
# On their way: counted against what was granted, and stopped with the accompaniment.
ON_THE_WAY = frozenset({DeliveryStatus.PREPARED, DeliveryStatus.VALIDATED})
# Counted against what was granted: the others were never paid, or are paid no more.
COUNTED = ON_THE_WAY | {DeliveryStatus.PAID}
# Names the grant that pays: what was paid, even by mistake, was that grant's money.
TOUCHED = COUNTED | {DeliveryStatus.REVERSED}


class PaymentMeans(models.TextChoices):
    """How it is given."""

    CASH = "especes", "Espèces"
    CHEQUE = "cheque", "Chèque"
    MOBILE = "mobile", "Mobile money"
    SUPPLIER = "fournisseur", "Virement au fournisseur"
    KIND = "nature", "Kit, en nature"


# What is bought for her: whoever pays reads from whom.
BOUGHT = frozenset({PaymentMeans.SUPPLIER, PaymentMeans.KIND})


class Receiver(models.TextChoices):
    """Whose hands it came into."""

    HERSELF = "elle", "Elle-même"
    GUARDIAN = "tuteur", "Son tuteur ou son parent"
    MANDATED = "mandataire", "Une personne qu’elle a mandatée"


class Mark(models.TextChoices):
    """What the receipt carries."""

    SIGNATURE = "signature", "Signature"
    THUMB = "empreinte", "Empreinte du pouce"
    WITNESS = "temoin", "Signature d’un témoin"


class DeliveryReason(models.TextChoices):
    """Why a delivery was refused, cancelled or reversed: counted, so never in free words alone."""

    AMOUNT = "montant", "Montant faux"
    PAPERS = "pieces", "Pièce manquante"
    MEANS = "moyen", "Moyen de paiement à changer"
    ABSENT = "absente", "La personne n’est pas venue"
    CHANGED = "change", "Le besoin a changé"
    TWICE = "double", "Noté deux fois"
    UNDELIVERED = "non_recue", "L’argent est revenu"
    STOPPED = "arret", "L’accompagnement s’est arrêté"
    OTHER = "autre", "Autre motif"


REFUSING = (
    DeliveryReason.AMOUNT,
    DeliveryReason.PAPERS,
    DeliveryReason.MEANS,
    DeliveryReason.TWICE,
    DeliveryReason.OTHER,
)
CANCELLING = (
    DeliveryReason.AMOUNT, DeliveryReason.MEANS, DeliveryReason.ABSENT, DeliveryReason.CHANGED, DeliveryReason.TWICE,
    DeliveryReason.OTHER,
)  # fmt: skip
REVERSING = (DeliveryReason.UNDELIVERED, DeliveryReason.AMOUNT, DeliveryReason.TWICE, DeliveryReason.OTHER)


class CheckReceived(models.TextChoices):
    """Whether she says that she received it."""

    YES = "oui", "Oui, tout"
    PARTLY = "partie", "Une partie"
    NO = "non", "Non"
    UNREACHED = "injoignable", "Elle n’a pas pu être jointe"


class CheckMeans(models.TextChoices):
    PHONE = "telephone", "Appel"
    VISIT = "visite", "Visite"
    OFFICE = "bureau", "Elle est venue"


class AskedInReturn(models.TextChoices):
    """Whether somebody asked her for something in return."""

    NO = "non", "Non"
    YES = "oui", "Oui"
    UNSAID = "sans_reponse", "Elle préfère ne pas le dire"
