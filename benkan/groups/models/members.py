"""Members of a group, the shares each holds from a moment on, what becomes of the share of who is a member no more.

A division gives a share to each member of a moment, in hundredths of a percent; the database holds that they make the
whole. A new one is added at each entry and each exit: what anybody held before stays.
"""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField
from benkan.groups.lifecycles.groups import ExitReason, Rule, ShareEnd
from benkan.groups.models.groups import Group


class Member(Identified):
    """Somebody of the group, by her number in it. A returnee is linked to her accompaniment by the organisation that
    accompanies her; a host member has no file and no name: she is counted."""

    class Kind(models.TextChoices):
        RETURNEE = "retour", "Personne de retour"
        HOST = "hote", "Membre de la localité"

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="members")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField("numéro dans le groupe")
    kind = models.CharField(max_length=6, choices=Kind)
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="memberships")
    sex = models.CharField(max_length=1, blank=True)
    contribution = models.PositiveIntegerField("apport", default=0)  # whole F CFA
    entered_on = models.DateField("entrée le")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "rank"],
                name="a_member_has_her_number",
                violation_error_message="Ce numéro vient d’être donné.",
            ),
            models.UniqueConstraint(
                fields=["group", "case"],
                condition=Q(case__isnull=False),
                name="an_accompaniment_is_linked_once_to_a_group",
                violation_error_message="Cette personne est, ou a été, membre de ce groupe.",
            ),
            models.CheckConstraint(
                condition=Q(kind="retour", case__isnull=False) | Q(kind="hote", case__isnull=True),
                name="a_host_member_has_no_file",
                violation_error_message="Un membre de la localité n’a pas de dossier.",
            ),
        ]

    def __str__(self):
        return f"{self.rank:02}"


class MemberName(Identified):
    """Her name, copied for one of the organisations that read the group: with her consent and an agreement with it."""

    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="names")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reader = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    name = SealedTextField("nom")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "reader"], name="a_name_is_shown_once_to_a_reader")]

    def __str__(self):
        return str(self.member_id)


class Exit(models.Model):
    """She is no longer a member: why, on which day, and what becomes of her share. Her rows of before stay."""

    member = models.OneToOneField(Member, on_delete=models.PROTECT, primary_key=True, related_name="exit")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("motif", max_length=10, choices=ExitReason)
    day = models.DateField("le")
    share = models.CharField("sa part", max_length=10, choices=ShareEnd)
    votes_for = models.PositiveSmallIntegerField("voix pour", null=True)
    votes_against = models.PositiveSmallIntegerField("voix contre", null=True)
    words = models.CharField("précision", max_length=200, blank=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="exclusion")
                | Q(votes_for__isnull=False, votes_against__isnull=False, votes_for__gt=models.F("votes_against")),
                name="an_exclusion_is_voted",
                violation_error_message="Une exclusion se vote\u00a0: donnez les voix, la majorité pour.",
            )
        ]

    def __str__(self):
        return self.get_reason_display()


class Division(Identified):
    """How the whole is divided among the members of a moment, under a rule."""

    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="divisions")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    rule = models.CharField("règle", max_length=6, choices=Rule)
    version = models.PositiveSmallIntegerField()
    begins = models.DateField("à partir du")
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "version"],
                name="one_division_at_a_time",
                violation_error_message="Les parts viennent d’être refaites.",
            )
        ]

    def __str__(self):
        return f"{self.version}"


class Share(Identified):
    """What one member holds in one division, in hundredths of a percent."""

    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="shares")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="shares")
    part = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["division", "member"], name="one_share_per_member_and_division")]

    def __str__(self):
        return f"{self.part}"
