"""The accounts of people, the roles they hold, and the duties that must not meet in one person."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower

from benkan.common import clock
from benkan.common.models import Identified
from benkan.organisations.models.organisations import Organisation
from benkan.organisations.roles import ROLES


class AccountManager(BaseUserManager):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Account(Identified, AbstractBaseUser):
    """One human being who signs in. Never shared; closed, never removed, so that the audit keeps its sense."""

    email = models.EmailField("adresse électronique")
    name = models.CharField("nom", max_length=120)
    is_active = models.BooleanField("ouvert", default=True)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(null=True, blank=True)  # when a link to enter was last made for it
    awake_at = models.DateTimeField(null=True, blank=True)  # when an administrator last woke it from dormancy
    sessions_since = models.DateTimeField(null=True, blank=True)  # sessions opened before it are over

    objects = AccountManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_address",
                violation_error_message="Un compte existe déjà à cette adresse.",
            )
        ]

    def __str__(self):
        return self.name

    def _get_session_auth_hash(self, secret=None):
        """What a session is bound to: the password, and the moment since which sessions count."""
        bound = super()._get_session_auth_hash(secret=secret)
        return f"{bound}.{self.sessions_since.timestamp()}" if self.sessions_since else bound


def role_choices() -> list[tuple[str, str]]:
    """Codes and labels of the role table; called, so that a new role changes no table."""
    return [(code, role.label) for code, role in ROLES.items()]


class MembershipQuerySet(models.QuerySet):
    def in_force(self, on=None):
        """Those that count on a day (today by default)."""
        on = on or clock.today()
        return self.filter(Q(begins__lte=on), Q(ends__isnull=True) | Q(ends__gte=on), ended_at__isnull=True)


class Membership(Identified):
    """An account holds one role in an organisation, from a day on, until another; everywhere, or at one place."""

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField("rôle", max_length=30, choices=role_choices)
    # The place it is limited to (an entry point, a cercle, a region), with all that lies within; none: everywhere.
    place = models.ForeignKey(
        "places.Place", on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="lieu"
    )
    begins = models.DateField("à partir du", default=clock.today)
    ends = models.DateField("jusqu’au", null=True, blank=True)
    given_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)  # taken back before its last day: gone at that moment
    ended_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["begins", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="membership_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.UniqueConstraint(
                fields=["account", "organisation", "role", "place"],
                condition=Q(ends__isnull=True, ended_at__isnull=True),
                nulls_distinct=False,
                name="one_open_membership_per_role",
                violation_error_message="Cette personne tient déjà ce rôle dans cette organisation.",
            ),
        ]

    def __str__(self):
        return f"{self.account} : {self.get_role_display()}"


class Apart(models.Model):
    """Two roles that no account holds at once, in whatever organisations: `roles.APART`, where the database reads it.

    A trigger on memberships refuses them together, for it sees those of other organisations, which nobody else does.
    """

    role = models.CharField(max_length=30)
    other = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "other"], name="apart_is_said_once")]

    def __str__(self):
        return f"{self.role} / {self.other}"
