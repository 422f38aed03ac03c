"""Convoys, and what each actor announces and counts of them."""

from django.db import models
from django.db.models import Q

from benkan.arrivals.models.words import Means, ReturnType, TravelOrganiser
from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.typography import pluriel


class Split(models.Model):
    """Counts as announcements and desks give them: what was not said stays empty, and is never taken for zero."""

    total = models.PositiveIntegerField("total")
    men = models.PositiveIntegerField("hommes", null=True, blank=True)
    women = models.PositiveIntegerField("femmes", null=True, blank=True)
    boys = models.PositiveIntegerField("garçons (moins de 18 ans)", null=True, blank=True)
    girls = models.PositiveIntegerField("filles (moins de 18 ans)", null=True, blank=True)
    minors = models.PositiveIntegerField("mineurs (sexe non dit)", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def said(self) -> int:
        """The sum of the parts that were said; less than the total where something was not."""
        return sum(getattr(self, name) or 0 for name in ("men", "women", "boys", "girls", "minors"))

    @property
    def parts(self) -> str:
        """« 140 hommes, 41 femmes, 31 mineurs »: the parts that were said."""
        words = {
            "men": "homme",
            "women": "femme",
            "boys": "garçon",
            "girls": "fille",
            "minors": "mineur de sexe non dit,mineurs de sexe non dit",
        }
        said = [(getattr(self, name), word) for name, word in words.items()]
        return ", ".join(pluriel(number, word) for number, word in said if number is not None)

    @property
    def young(self) -> int:
        """Those under 18 that were said."""
        return sum(getattr(self, name) or 0 for name in ("boys", "girls", "minors"))


class Convoy(Identified):
    """People who arrive together: a day, an entry point, where from, who organised. Read by that point’s actors."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    arrives_on = models.DateField("jour d’arrivée")
    arrives_at = models.TimeField("heure prévue", null=True, blank=True)
    entry_point = models.ForeignKey(
        "places.Place", on_delete=models.PROTECT, related_name="+", verbose_name="point d’entrée"
    )
    country = models.ForeignKey(
        "places.Place", on_delete=models.PROTECT, related_name="+", verbose_name="pays de départ"
    )
    organiser = models.CharField("voyage organisé par", max_length=6, choices=TravelOrganiser, blank=True)
    declared_type = models.CharField("type de retour déclaré", max_length=3, choices=ReturnType, blank=True)
    means = models.CharField("moyen", max_length=8, choices=Means, blank=True)
    note = models.CharField("remarque", max_length=300, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    cancelled_at = models.DateTimeField(null=True, blank=True)  # it did not come; the row and its announcements stay

    class Meta:
        ordering = ["-arrives_on", "-arrives_at"]
        indexes = [models.Index(fields=["entry_point", "-arrives_on"], name="convoy_by_entry_point")]

    def __str__(self):
        return f"Convoi du {self.arrives_on:%d/%m/%Y}"


class ConvoyChange(Identified):
    """What was said of a convoy before it was corrected, in words; read by whoever reads the convoy."""

    convoy = models.ForeignKey(Convoy, on_delete=models.PROTECT, related_name="changes")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=40)  # the field's French name
    before = models.CharField(max_length=300, blank=True)
    after = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return self.what


class Announcement(Identified, Split):
    """What one actor announced of a convoy, and when; a later announcement is another row."""

    convoy = models.ForeignKey(Convoy, on_delete=models.PROTECT, related_name="announcements")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    source = models.CharField("source", max_length=160, blank=True)  # « ambassade, par téléphone », name of a file
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)  # said by a file that was undone

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(total__gt=0),
                name="announcement_is_of_somebody",
                violation_error_message="Une annonce compte au moins une personne.",
            )
        ]

    def __str__(self):
        return f"{self.total} annoncés"


class HeadCount(Identified, Split):
    """Heads counted on arrival by one actor, with what was seen at triage. The latest of an organisation holds."""

    convoy = models.ForeignKey(Convoy, on_delete=models.PROTECT, related_name="head_counts")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    sick = models.PositiveIntegerField("malades", null=True, blank=True)
    lone_children = models.PositiveIntegerField("enfants seuls", null=True, blank=True)
    pregnant = models.PositiveIntegerField("femmes enceintes", null=True, blank=True)
    cannot_walk = models.PositiveIntegerField("ne peuvent marcher", null=True, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.total} comptés"

    @property
    def triage(self) -> str:
        """« 6 malades, 2 enfants seuls »: what was seen, when it was not nought."""
        words = {
            "sick": "malade",
            "lone_children": "enfant seul,enfants seuls",
            "pregnant": "femme enceinte,femmes enceintes",
            "cannot_walk": "ne peut marcher,ne peuvent marcher",
        }
        seen = [(getattr(self, name), word) for name, word in words.items()]
        return ", ".join(pluriel(number, word) for number, word in seen if number)
