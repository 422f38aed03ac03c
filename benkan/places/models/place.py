"""Places, and what is known of countries, regions and entry points."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.typography import nombre


class Level(models.TextChoices):
    COUNTRY = "country", "pays"
    REGION = "region", "région"
    CERCLE = "cercle", "cercle"
    COMMUNE = "commune", "commune"
    ENTRY_POINT = "entry_point", "point d’entrée"


class Kind(models.TextChoices):
    """How one arrives at an entry point. `HUB`: where people are received; `ABROAD`: before the border."""

    AIR = "air", "aéroport"
    ROAD = "road", "route"
    RIVER = "river", "fleuve"
    RAIL = "rail", "rail"
    DESERT = "desert", "piste du désert"
    HUB = "hub", "lieu d’accueil"
    ABROAD = "abroad", "à l’étranger"


def open_on(day) -> Q:
    """The places in being on a day."""
    return Q(Q(begins__isnull=True) | Q(begins__lte=day), Q(ends__isnull=True) | Q(ends__gte=day))


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(begins__isnull=True) | Q(ends__isnull=True) | Q(ends__gte=F("begins")),
        name=name,
        violation_error_message="La fin ne peut pas précéder le début.",
    )


class Place(Identified):
    """A place, for ever: closed when it is no more, never removed. `slug` is the identifier that people may read."""

    slug = models.SlugField(max_length=90, unique=True)
    level = models.CharField("niveau", max_length=12, choices=Level)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField("nom", max_length=120)
    key = models.CharField(max_length=120, editable=False)  # the folded name: searched, and sorted by
    begins = models.DateField("à partir du", null=True, blank=True)
    ends = models.DateField("jusqu’au", null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    position_source = models.CharField(max_length=120, blank=True)
    source = models.CharField("source", max_length=240)
    as_of = models.DateField("état au")
    notes = models.TextField(blank=True)

    class Meta:
        ordering = ["key", "slug"]
        indexes = [models.Index(fields=["key"], name="place_by_key")]
        triggers = [pgtrigger.Protect(name="places_are_never_removed", operation=pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="place_level_is_known",
                violation_error_message="Ce niveau de lieu n’existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(level="country", parent__isnull=True) | ~Q(level="country") & Q(parent__isnull=False),
                name="only_a_country_stands_alone",
                violation_error_message="Seul un pays n’est rattaché à rien : dites où se trouve ce lieu.",
            ),
            models.CheckConstraint(
                condition=Q(lat__isnull=True, lon__isnull=True) | Q(lat__range=(-90, 90), lon__range=(-180, 180)),
                name="place_position_is_whole",
                violation_error_message="Une position a une latitude et une longitude, en degrés.",
            ),
            ends_after_it_begins("place_ends_after_it_begins"),
        ]  # fmt: skip

    def __str__(self):
        return self.name

    @property
    def within(self) -> list["Place"]:
        """The places around it, nearest first (a query for each that was not fetched)."""
        around, place = [], self.parent
        while place is not None:
            around.append(place)
            place = place.parent
        return around

    @property
    def is_closed(self) -> bool:
        return self.ends is not None and self.ends < clock.today()

    @property
    def position(self) -> str:
        """« 14,447 ; −11,444 », or nothing."""
        return "" if self.lat is None else f"{nombre(self.lat, 3)} ; {nombre(self.lon, 3)}"


class Country(models.Model):
    """What is known of a country for us: its rank in lists, and its roles."""

    ROLES = {"R": "résidence", "T": "transit", "E": "retours nombreux"}

    place = models.OneToOneField(Place, on_delete=models.PROTECT, primary_key=True, related_name="country")
    continent = models.CharField(max_length=40)
    roles = ArrayField(models.CharField(max_length=1), default=list, blank=True)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self):
        return str(self.place)

    @property
    def role_words(self) -> str:
        return ", ".join(self.ROLES[role] for role in self.roles)


class Region(models.Model):
    """What is known of a region: its chief town, and the region that held it before 2016, for series."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, primary_key=True, related_name="region")
    chief_town = models.CharField("chef-lieu", max_length=120)
    former = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return str(self.place)


class EntryPoint(models.Model):
    """What is known of an entry point. Its cercle is its parent: one truth. `facing`: slugs of countries."""

    place = models.OneToOneField(Place, on_delete=models.PROTECT, primary_key=True, related_name="entry_point")
    kind = models.CharField("nature", max_length=10, choices=Kind)
    also = ArrayField(models.CharField(max_length=10, choices=Kind), default=list, blank=True)  # Diboli: road, and rail
    facing = ArrayField(models.SlugField(max_length=90), default=list, blank=True)
    uncertain = models.BooleanField(default=False)  # the place's notes or source say what is to be confirmed

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="entry_point_kind_is_known",
                violation_error_message="Cette nature de point d’entrée n’existe pas.",
            )
        ]  # fmt: skip

    def __str__(self):
        return str(self.place)

    @property
    def also_words(self) -> str:
        return ", ".join(Kind(kind).label for kind in self.also)

    @property
    def cercle(self) -> Place | None:
        """The cercle (or, in Bamako, the commune) where it lies; None where the sources do not say, or abroad."""
        parent = self.place.parent
        return parent if parent.level in (Level.CERCLE, Level.COMMUNE) else None
