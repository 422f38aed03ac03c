"""Shared devices of a post, and the shifts of the agents who take them in turn."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.organisations.models.accounts import Account
from benkan.organisations.models.organisations import Organisation


class Post(Identified):
    """A device that an organisation trusts at a place: known by a secret that it alone keeps; here only its digest."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="posts")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", verbose_name="lieu")
    name = models.CharField("nom de l’appareil", max_length=60)
    secret_digest = models.CharField(max_length=64, blank=True)  # empty until the device is put in service
    made_by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    in_service_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["closed_at", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["secret_digest"], condition=~Q(secret_digest=""), name="one_post_per_secret"
            ),
            models.CheckConstraint(
                condition=Q(in_service_at__isnull=True) | ~Q(secret_digest=""), name="a_post_in_service_has_a_secret"
            ),
        ]

    def __str__(self):
        return self.name


class Shift(Identified):
    """An agent took a shift on a post with a sealed code; until it ends, her PIN opens her session there."""

    class Closed(models.TextChoices):
        HANDED = "rendu", "rendu par l’agent"
        TRIES = "essais", "code PIN essayé trop de fois"
        POST = "poste", "poste retiré du service"
        ADMINISTRATION = "administration", "fermé par l’administration"

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="shifts")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+")
    pin = models.CharField(max_length=128)  # hashed as a password is
    opened_at = models.DateTimeField(default=clock.now)
    ends_at = models.DateTimeField()
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_because = models.CharField(max_length=14, choices=Closed, blank=True)

    class Meta:
        ordering = ["opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "account"], condition=Q(closed_at__isnull=True), name="one_open_shift_per_agent"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, closed_because="")
                | Q(closed_at__isnull=False) & ~Q(closed_because=""),
                name="a_closed_shift_says_why",
            ),
        ]

    def __str__(self):
        return f"{self.account} au {self.post}"
