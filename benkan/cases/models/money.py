"""What is said of money beside deliveries: the movements of a grant, what left one for another, and a common scale put
to the committee."""

from django.db import models
from django.db.models import F, Q

from benkan.cases.lifecycles.movements import MovementStep
from benkan.cases.models.funding import FundingRequest, Grant
from benkan.common import clock
from benkan.common.models import Identified


class GrantMovement(Identified):
    """Money of a grant passed a step, on a day, by an act. Never changed: what was wrong is taken away by a movement of
    the opposite sign, with its own act. Whole F CFA."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="movements")
    step = models.CharField("étape", max_length=12, choices=MovementStep)
    amount = models.BigIntegerField("montant")
    day = models.DateField("jour")
    source = models.CharField("acte", max_length=200)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "written_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(amount=0),
                name="movement_moves_something",
                violation_error_message="Écrivez un montant.",
            )
        ]

    def __str__(self):
        return f"{self.get_step_display()}, {self.day:%d/%m/%Y}"


class GrantChange(Identified):
    """A request that one grant was to pay is paid by another of the same body: from which, to which, why. A row for
    each time, whole F CFA; read by who asked too."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    request = models.ForeignKey(FundingRequest, on_delete=models.PROTECT, related_name="grant_changes")
    left = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="gone")
    taken = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="come")
    amount = models.PositiveIntegerField("montant")
    why = models.CharField("pourquoi", max_length=200, blank=True)  # names nobody; emptied when she is erased
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(left=F("taken")),
                name="a_grant_is_changed_for_another",
                violation_error_message="C’est déjà cette subvention qui paie.",
            )
        ]

    def __str__(self):
        return f"{self.at:%d/%m/%Y}"


class ScaleProposal(Identified):
    """What the secretariat proposes that every actor gives for a kind of help, for the technical committee to discuss.

    Binds nobody. The latest of a kind is the one that stands; the earlier ones are kept.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.ForeignKey("offers.HelpKind", on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveIntegerField("montant proposé")
    day = models.DateField("proposé le", default=clock.today)
    why = models.CharField("pourquoi", max_length=300)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["kind", "-written_at"]

    def __str__(self):
        return f"{self.amount}"
