"""Somebody looks for a trade, without a name; those who accompany such people answer, one by one."""

from django.db import models

from benkan.common import clock
from benkan.common.models import Identified


class SkillRequest(Identified):
    """An organisation looks for people of a trade. Read by it, and by whoever accompanies people of that trade."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField("numéro", max_length=20, unique=True)
    trade = models.CharField("métier", max_length=30)
    level = models.CharField("niveau montré", max_length=10, blank=True)  # "": whatever was shown
    region = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    wanted = models.PositiveSmallIntegerField("personnes cherchées")
    purpose = models.CharField("pour quoi", max_length=200)  # a work site, a session: names nobody
    asked_at = models.DateTimeField(default=clock.now)
    asked_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    until = models.DateField("jusqu’au")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-asked_at"]

    def __str__(self):
        return self.code


class SkillAnswer(Identified):
    """What an organisation answered: somebody is being referred (the referral says the rest), or nobody, and why."""

    class Reason(models.TextChoices):
        NO_WISH = "souhait", "Les personnes ne le souhaitent pas"
        BUSY = "occupees", "Elles travaillent déjà"
        PLACE = "lieu", "Trop loin, ou trop peu sûr"
        OTHER = "autre", "Autre motif"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(SkillRequest, on_delete=models.PROTECT, related_name="answers")
    accepted = models.BooleanField()
    reason = models.CharField("motif", max_length=10, choices=Reason, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "organisation"],
                condition=models.Q(accepted=False),
                name="one_refusal_of_a_skill_request",
                violation_error_message="Votre organisation a déjà répondu à cette demande.",
            )
        ]

    def __str__(self):
        return str(self.pk)
