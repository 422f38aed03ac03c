"""Who lives with whom, and who is family of whom, among the files of one organisation."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.people.models.registration import Registration


class Household(Identified):
    """People who came or live together, within one organisation's files.

    Two that were joined live as one: each member keeps the household she came with, so that undoing needs no memory.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=clock.now)
    # One of its members, a woman or a child as well as a man; nobody is, until somebody says so.
    head = models.ForeignKey("people.Registration", on_delete=models.SET_NULL, null=True, related_name="+")
    # The household in which it lives now; null: in itself. Follows from the joins in force, never written beside them.
    lives_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(lives_as__isnull=True) | ~Q(lives_as=F("id")),
                name="household_lives_as_another",
                violation_error_message="Un ménage n’est pas réuni à lui-même.",
            ),
        ]

    def __str__(self):
        return str(self.pk)

    @property
    def whole_id(self) -> UUID:
        """The household that it is part of, itself most often: two people live together where this is the same."""
        return self.lives_as_id or self.pk


class HouseholdJoin(Identified):
    """Somebody noted that two households are one: a row added, with who and when; undone, it stays with who and when.

    `absorbed` lives as `kept` from then on. Why is asked by nobody.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    absorbed = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("absorbed")),
                name="household_join_joins_two",
                violation_error_message="Une réunion unit deux ménages différents.",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="household_join_undone_by_somebody",
                violation_error_message="Qui défait une réunion se dit avec l’heure.",
            ),
            models.UniqueConstraint(
                fields=["absorbed"],
                condition=Q(undone_at__isnull=True),
                name="household_joined_once",
                violation_error_message="Ce ménage est déjà réuni à un autre.",
            ),
        ]

    def __str__(self):
        return str(self.pk)


class FamilyLink(Identified):
    """Two registrations of one organisation are family: said by one of them, or seen (same mother, same day).

    Stored once, read from both sides (`people.kinship`). What is declared is a claim, whoever makes it, until somebody
    has verified it: `verified_at`, `verified_by`.
    """

    class Kind(models.TextChoices):
        TWIN = "jumeau", "Jumeau ou jumelle"
        SIBLING = "fratrie", "Frère ou sœur"
        PARENT = "parent", "Parent et enfant"
        SPOUSE = "conjoint", "Conjoints"
        GUARDIAN = "tuteur", "Tutelle"  # beside what they are to each other: an elder sister may be a guardian
        OTHER = "autre", "Autre lien de famille"

    class Side(models.TextChoices):
        """Which of the two is the parent, or the guardian."""

        ONE = "one", "La première"
        OTHER = "other", "La seconde"

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="family_links_from")
    other = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="family_links_to")
    kind = models.CharField("lien", max_length=10, choices=Kind)
    senior = models.CharField("sens", max_length=5, choices=Side, blank=True)  # "": of a parent, not said yet
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    verified_at = models.DateTimeField(null=True)
    verified_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(one=F("other")),
                name="family_link_joins_two",
                violation_error_message="Un lien de famille unit deux personnes différentes.",
            ),
            models.CheckConstraint(
                condition=Q(senior__in=["", "one", "other"])
                & (Q(kind="parent") | Q(kind="tuteur", senior__in=["one", "other"]) | ~Q(kind="tuteur") & Q(senior="")),
                name="family_link_direction_is_of_its_kind",
                violation_error_message="Un lien de parent ou de tuteur a un sens, les autres non.",
            ),
            models.CheckConstraint(
                condition=Q(verified_at__isnull=True, verified_by__isnull=True)
                | Q(verified_at__isnull=False, verified_by__isnull=False),
                name="family_link_verified_by_somebody",
                violation_error_message="Qui a vérifié un lien se dit avec l’heure.",
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=~Q(kind="tuteur"),
                name="family_link_once_said",
                violation_error_message="Ce lien est déjà noté.",
            ),
            models.UniqueConstraint(
                fields=["one", "other"],
                condition=Q(kind="tuteur"),
                name="family_link_one_guardianship",
                violation_error_message="Cette tutelle est déjà notée.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()

    @property
    def senior_id(self) -> UUID | None:
        """The file of the parent, or of the guardian; None where nobody said it, or the link has no direction."""
        return {self.Side.ONE: self.one_id, self.Side.OTHER: self.other_id}.get(self.senior)

    @property
    def senior_unknown(self) -> bool:
        return self.kind == self.Kind.PARENT and not self.senior
