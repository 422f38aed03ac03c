"""What is known of her at the session and after it. Every row stays; the latest of its kind holds."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.training.models.enrolments import Enrolment


class Half(models.TextChoices):
    MORNING = "matin", "Matin"
    AFTERNOON = "soir", "Après-midi"


class Presence(models.TextChoices):
    PRESENT = "presente", "Présente"
    ABSENT = "absente", "Absente"
    NOT_HELD = "non_tenue", "Demi-journée non tenue"  # typed by mistake, or nobody taught


class _OfEnrolment(Identified):
    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="%(class)ss")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
        ordering = ["at", "id"]


class Mark(_OfEnrolment):
    """She was there, or not, for one half-day. A correction is the next version: what counts is the last."""

    day = models.DateField()
    half = models.CharField(max_length=5, choices=Half)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=9, choices=Presence)

    class Meta(_OfEnrolment.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "day", "half", "version"],
                name="a_half_day_is_marked_once",
                violation_error_message="Cette demi-journée vient d’être notée.",
            )
        ]

    def __str__(self):
        return self.state


class Certificate(_OfEnrolment):
    """The certificate of the session was given to her, under a number; or it was not."""

    given = models.BooleanField("remise")
    reference = models.CharField("numéro", max_length=40, blank=True)
    day = models.DateField("le")
    kind = models.CharField("attestation", max_length=160, blank=True)

    class Meta(_OfEnrolment.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(given=False) | ~Q(reference=""),
                name="a_certificate_has_its_number",
                violation_error_message="Donnez le numéro de l’attestation.",
            )
        ]

    def __str__(self):
        return self.reference


class Kit(_OfEnrolment):
    """The kit of the session was handed to her, against a receipt."""

    receipt = models.CharField("reçu", max_length=40)
    day = models.DateField("le")

    def __str__(self):
        return self.receipt


class Placement(_OfEnrolment):
    """What became of her, some months after the end: works, does not, is not known."""

    class Moment(models.TextChoices):
        FIRST = "premiere", "Première question"
        SECOND = "seconde", "Seconde question"

    class State(models.TextChoices):
        PLACED = "placee", "Travaille"
        NOT = "non", "Ne travaille pas"
        UNKNOWN = "inconnue", "On ne sait pas"

    class How(models.TextChoices):
        EMPLOYED = "employee", "Chez un employeur"
        SELF = "compte", "À son compte"
        APPRENTICE = "apprentie", "En apprentissage"

    moment = models.CharField(max_length=8, choices=Moment)
    state = models.CharField("emploi", max_length=8, choices=State)
    how = models.CharField("comment", max_length=9, choices=How, blank=True)
    day = models.DateField("su le")

    class Meta(_OfEnrolment.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(state="placee") & ~Q(how="") | ~Q(state="placee") & Q(how=""),
                name="who_works_says_how",
                violation_error_message="Dites comment elle travaille.",
            )
        ]

    def __str__(self):
        return self.get_state_display()
