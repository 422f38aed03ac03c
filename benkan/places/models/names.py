"""What places are called: other names and spellings, and codes by system and edition."""

from django.db import models

from benkan.common.models import Identified
from benkan.places.models.place import Place, ends_after_it_begins

SYSTEMS = {
    "pcode": "P-code",
    "law": "Code de la loi",
    "iso3166-1-alpha-2": "ISO 3166-1, deux lettres",
    "iso3166-1-alpha-3": "ISO 3166-1, trois lettres",
    "iso3166-2": "ISO 3166-2",
    "plan": "Projet de découpage",
    "nina": "Fichiers NINA",
    "benkan": "Code du point d’entrée",
}


class PlaceCode(Identified):
    """A code that a system gave to a place in one edition. Without its edition a code names nothing."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="codes")
    system = models.CharField(max_length=20, choices=SYSTEMS)
    edition = models.CharField(max_length=10)
    code = models.CharField(max_length=20)  # upper case
    begins = models.DateField(null=True, blank=True)
    ends = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=240)
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["system", "-edition", "code"]
        indexes = [models.Index(fields=["code"], name="place_by_code")]
        constraints = [
            models.UniqueConstraint(
                fields=["system", "edition", "code"],
                name="one_place_per_code_of_an_edition",
                violation_error_message="Dans cette édition, ce code désigne déjà un lieu.",
            ),
            ends_after_it_begins("place_code_ends_after_it_begins"),
        ]

    def __str__(self):
        return f"{self.get_system_display()} {self.code} ({self.edition})"


class PlaceAlias(Identified):
    """Another name or spelling of a place. Many places may share one: a name alone never identifies a place."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="aliases")
    name = models.CharField("autre nom", max_length=120)
    key = models.CharField(max_length=120, editable=False)
    source = models.CharField(max_length=240)

    class Meta:
        ordering = ["key"]
        indexes = [models.Index(fields=["key"], name="place_by_alias")]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "key"],
                name="an_alias_is_said_once",
                violation_error_message="Ce lieu porte déjà ce nom.",
            )
        ]

    def __str__(self):
        return self.name
