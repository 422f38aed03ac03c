"""What a person accepted or refused, purpose by purpose. Each answer is kept, a refusal too; a new one is a new row."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.organisations.purposes import Purpose
from benkan.people.majority import has_lapsed

MEANINGS = {
    Purpose.FOLLOW_UP: "Notre organisation garde son dossier et l’accompagne",
    Purpose.CHECK: "Demander si un autre acteur la connaît déjà",
    Purpose.REFERRAL: "Transmettre à un autre service ce dont il a besoin, et rien de plus",
    Purpose.STATISTICS: "Être comptée, sans son nom",
    Purpose.RECONTACT: "Être rappelée plus tard",
    Purpose.PHOTO: "Prendre sa photo",
}


class SpokenText(Identified):
    """A version of the text that is said (consent, rights, complaint, next steps), in one language.

    Shown only when a named speaker has signed it: what is said badly harms.
    """

    language = models.CharField("langue", max_length=30)
    version = models.CharField(max_length=20)
    text = models.TextField("texte à dire")
    signed_by = models.CharField("signé par", max_length=120, blank=True)
    signed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["language", "version"], name="one_text_per_language_and_version"),
            models.CheckConstraint(
                condition=Q(signed_by="", signed_on__isnull=True) | ~Q(signed_by="") & Q(signed_on__isnull=False),
                name="spoken_text_signature_is_whole",
                violation_error_message="Une signature a un nom et une date.",
            ),
        ]

    def __str__(self):
        return f"{self.language}, {self.version}"


class Consent(Identified):
    """One answer for one purpose. The latest row for a purpose holds; withdrawing is a row that says no."""

    registration = models.ForeignKey("people.Registration", on_delete=models.CASCADE, related_name="consents")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=14, choices=Purpose)
    given = models.BooleanField()
    withdrawn = models.BooleanField(default=False)  # a no that comes after a yes
    language = models.CharField("langue", max_length=30)
    interpreter = models.CharField("interprète", max_length=120, blank=True)
    explained_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    witness = models.CharField("témoin", max_length=120, blank=True)
    for_child_by = models.CharField("tuteur, ou autorité", max_length=120, blank=True)
    text = models.ForeignKey(SpokenText, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["-at"]
        indexes = [models.Index(fields=["registration", "purpose", "-at"], name="consent_latest")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(given=False),
                name="consent_withdrawn_is_a_no",
                violation_error_message="Un retrait est un refus.",
            )
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} : {'oui' if self.given else 'non'}"

    @property
    def lapsed(self) -> bool:
        """A guardian's answer, and she is of age since: nothing leaves by it until she is asked (`people.majority`)."""
        return has_lapsed(self)
