"""Between organisations: the question that was asked, and what each side then chose to say to the other."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField
from benkan.linkage.models.pairs import WORDS, Pair


class Question(Identified):
    """An organisation asked whether another knows a person. Added by the database alone, which counts them (ceilings).

    `word` is what was answered: "" where nobody answered, whatever the reason.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, related_name="questions")
    account = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    word = models.CharField("force", max_length=14, choices=WORDS, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "-at"], name="question_of_the_day"),
            models.Index(fields=["registration", "-at"], name="question_latest"),
        ]

    def __str__(self):
        return str(self.pk)


class Disclosure(Identified):
    """One side of a pair told the other something: its name, or who the person is. A row that both read."""

    class Kind(models.TextChoices):
        NAME = "nom", "Son nom"
        IDENTITY = "identite", "L’identité de la personne"

    pair = models.ForeignKey(Pair, on_delete=models.PROTECT, related_name="disclosures")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    receiver = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["pair", "organisation", "kind"],
                name="a_side_says_a_thing_once",
                violation_error_message="Votre organisation l’a déjà dit.",
            ),
            models.CheckConstraint(
                condition=~Q(receiver=models.F("organisation")),
                name="a_side_tells_the_other",
                violation_error_message="Cela se dit à une autre organisation.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class IdentityExtract(Identified):
    """Who a person is, copied with her consent for the other side of a pair; sealed with the giver's key.

    The receiver reads it as long as her consent and the agreement hold; emptied with her file. `fields` is a JSON list
    of [question, answer] in words.
    """

    disclosure = models.OneToOneField(Disclosure, on_delete=models.PROTECT, related_name="extract")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    groups = ArrayField(models.CharField(max_length=20))  # codes of the groups of fields that an agreement names
    fields = SealedTextField("identité ouverte")
    consent = models.ForeignKey("people.Consent", on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    def __str__(self):
        return str(self.disclosure_id)
