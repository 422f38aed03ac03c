"""A collective project: what it is, who reads it, how it is visited."""

from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField
from benkan.groups.lifecycles.groups import LABELS, DissolutionReason, Equipment, GroupStatus


class Group(Identified):
    """A « projet collectif ». Kept by one organisation; read also by its partners, and by who pays it."""

    class Kind(models.TextChoices):
        COOPERATIVE = "cooperative", "Société coopérative"
        GIE = "gie", "Groupement d’intérêt économique (GIE)"
        ASSOCIATION = "association", "Association de producteurs"
        INFORMAL = "informel", "Pas encore de statuts"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    code = models.CharField("numéro", max_length=20, unique=True)
    name = models.CharField("nom", max_length=160)
    kind = models.CharField("forme", max_length=12, choices=Kind)
    trade = models.CharField("métier", max_length=30)  # a code of the « bilan de compétences »
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", verbose_name="cercle")
    commune = models.CharField("commune", max_length=120)
    statutes_on = models.DateField("statuts déposés le", null=True)
    treasurer = models.ForeignKey(
        "groups.Member", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="trésorière ou trésorier"
    )
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=GroupStatus.PREPARED)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=list(GroupStatus)),
                name="group_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            )
        ]

    def __str__(self):
        return self.name


class GroupStatusRow(Identified):
    """A group entered a status; dissolved, why, and what becomes of its equipment."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    reason = models.CharField("motif", max_length=12, choices=DissolutionReason, blank=True)
    equipment = models.CharField("équipement", max_length=10, choices=Equipment, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="dissous") | ~Q(reason="") & ~Q(equipment=""),
                name="a_dissolution_says_why_and_what_becomes",
                violation_error_message="Dites pourquoi, et ce que devient l’équipement.",
            )
        ]

    def __str__(self):
        return self.get_status_display()


class Partner(Identified):
    """Another organisation that may link people it accompanies; it reads the group from then on."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="partners")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "partner"],
                name="partner_of_a_group_once",
                violation_error_message="Cette organisation lit déjà ce groupe.",
            ),
            models.CheckConstraint(
                condition=~Q(partner=F("organisation")),
                name="partner_is_another",
                violation_error_message="Un partenaire est une autre organisation.",
            ),
        ]

    def __str__(self):
        return str(self.partner_id)


class GroupVisit(Identified):
    """The group was visited: does its business run. `moment` is the visit that was due, "" for another."""

    class Moment(models.TextChoices):
        FIRST = "premiere", "Premier suivi"
        SECOND = "second", "Second suivi"

    class Business(models.TextChoices):
        RUNS = "marche", "Marche"
        WEAK = "difficile", "Marche mal"
        STOPPED = "arretee", "Arrêtée"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="visits")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    moment = models.CharField(max_length=8, choices=Moment, blank=True)
    day = models.DateField("le")
    business = models.CharField("activité", max_length=10, choices=Business)
    met = models.PositiveSmallIntegerField("membres rencontrés", null=True)
    words = SealedTextField("ce qu’il faut retenir", max_length=1000, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "at"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "moment"],
                condition=~Q(moment=""),
                name="a_due_visit_of_a_group_is_made_once",
                violation_error_message="Ce suivi est déjà noté.",
            )
        ]

    def __str__(self):
        return f"{self.day:%d/%m/%Y}"
