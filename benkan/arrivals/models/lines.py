"""Lists, their lines, and the aid given on them."""

from django.db import models
from django.db.models import Q

from benkan.arrivals.models.convoys import Convoy
from benkan.arrivals.models.words import AgeGroup, AidKind
from benkan.common import clock
from benkan.common.models import Identified
from benkan.people.models import Sex


class ArrivalList(Identified):
    """The list of one actor: its desk's, or a file it received. The header is read by the actors of the entry point,
    the lines by its organisation only; `lines_count` is kept by the writes, so that partners see it without the lines.
    """

    class Origin(models.TextChoices):
        DESK = "accueil", "Accueil"
        FILE = "fichier", "Fichier"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    convoy = models.ForeignKey(
        Convoy, on_delete=models.PROTECT, null=True, related_name="lists"
    )  # none: « sans convoi »
    entry_point = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    day = models.DateField("jour")
    origin = models.CharField(max_length=8, choices=Origin)
    name = models.CharField("nom", max_length=200)
    announced_total = models.PositiveIntegerField(null=True)
    lines_count = models.PositiveIntegerField(default=0)
    registered_count = models.PositiveIntegerField(default=0)
    sheets_printed_at = models.DateTimeField(null=True)  # « fiches d’accueil », before a night without power
    call_list_printed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(default=clock.now)
    brought_by = models.OneToOneField(
        "workbooks.Import", on_delete=models.PROTECT, null=True, related_name="arrival_list"
    )  # the file, for a list that came as one
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # with its file: shown and counted no more

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "convoy"],
                condition=Q(origin="accueil", convoy__isnull=False),
                name="one_desk_per_convoy_and_actor",
            ),
            models.UniqueConstraint(
                fields=["organisation", "entry_point", "day"],
                condition=Q(origin="accueil", convoy__isnull=True),
                name="one_desk_per_day_without_convoy",
            ),
        ]

    def __str__(self):
        return self.name


class Line(Identified):
    """One head of a list, by its token. Named when it is registered; otherwise token, sex, age group and no more.

    On a list that came as a file, the token is the row's rank. Who is only announced has a file, and no return yet.
    """

    class Nature(models.TextChoices):
        COUNTED = "comptee", "Comptée"  # not registered yet
        REGISTERED = "enregistree", "Enregistrée"
        REFUSED = "refus", "Refuse d’être enregistrée"
        UNABLE = "empechee", "Ne peut pas répondre"
        ANNOUNCED = "annoncee", "Annoncée, pas encore reçue"
        WITHDRAWN = "retiree", "Retirée avec sa liste"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    list = models.ForeignKey(ArrivalList, on_delete=models.PROTECT, related_name="lines")
    token = models.PositiveIntegerField("jeton")
    nature = models.CharField(max_length=12, choices=Nature, default=Nature.COUNTED)
    sex = models.CharField("sexe", max_length=1, choices=Sex, blank=True)
    age_group = models.CharField("âge", max_length=8, choices=AgeGroup, blank=True)
    sick = models.BooleanField("malade", default=False)
    lone_child = models.BooleanField("enfant seul", default=False)
    pregnant = models.BooleanField("enceinte", default=False)
    cannot_walk = models.BooleanField("ne peut marcher", default=False)
    # A person known from an earlier return has one line for each return.
    registration = models.ForeignKey("people.Registration", on_delete=models.PROTECT, null=True, related_name="lines")
    at = models.DateTimeField(default=clock.now)  # the real hour, also when typed later from paper
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["token"]
        constraints = [
            models.UniqueConstraint(
                fields=["list", "token"],
                name="one_line_per_token",
                violation_error_message="Ce jeton est déjà noté sur cette liste.",
            ),
            models.UniqueConstraint(
                fields=["list", "registration"],
                condition=Q(registration__isnull=False),
                name="one_line_per_person_and_list",
                violation_error_message="Cette personne est déjà sur cette liste.",
            ),
            models.CheckConstraint(
                condition=Q(nature__in=["enregistree", "annoncee"], registration__isnull=False)
                | Q(nature__in=["comptee", "refus", "empechee"], registration__isnull=True)
                | Q(nature="retiree"),
                name="line_is_registered_or_not",
                violation_error_message="Une ligne enregistrée ou annoncée a un dossier, les autres n’en ont pas.",
            ),
        ]

    def __str__(self):
        return f"Jeton {self.token:03}"


class ImmediateAid(Identified):
    """Aid given on a line: never waits for a name, a consent or a check."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(Line, on_delete=models.PROTECT, related_name="aid")
    kind = models.CharField("aide", max_length=12, choices=AidKind)
    note = models.CharField("précision", max_length=120, blank=True)
    given_at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["given_at"]

    def __str__(self):
        return self.get_kind_display()
