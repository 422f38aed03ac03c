"""What a person asked about her data, and what was decided at the end of a retention."""

from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.people.models.registration import Registration
from benkan.people.requests import LABELS, RequestKind, RequestStatus
from benkan.people.retention import Group


class PersonRequest(Identified):
    """A request of one person (access, correction, objection, erasure), with the day by which it is answered.

    Noted on her file, or without one until somebody who opens files has found it; none is granted before. `words` is
    the only free text, read by those who do what was granted, never by who decides; it goes with her file.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the index below begins with it
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, null=True, related_name="requests")
    # Who said whose request it is, where it came without a number; she who decides reads this beside the number.
    found_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)
    kind = models.CharField("demande", max_length=14, choices=RequestKind)
    words = models.CharField("ce qu’elle demande", max_length=300, blank=True)
    said_at = models.DateTimeField(default=clock.now)
    due = models.DateField("à répondre avant le")
    status = models.CharField("état", max_length=10, choices=LABELS.items(), default=RequestStatus.NOTED)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["due", "said_at"]
        indexes = [models.Index(fields=["organisation", "status", "due"], name="request_queue")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=list(RequestStatus)),
                name="request_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=RequestKind.values),
                name="request_kind_is_known",
                violation_error_message="Cette demande n’existe pas.",
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class PersonRequestStatus(Identified):
    """A request entered a status: a row added, with who and when."""

    request = models.ForeignKey(PersonRequest, on_delete=models.CASCADE, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=10, choices=LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("motif dit à la personne", max_length=300, blank=True)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return self.get_status_display()


class RetentionEnd(Identified):
    """Somebody decided that what is past its retention is erased, for one group of fields, as it stood on a day."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    group = models.CharField("données", max_length=10, choices=Group)
    on = models.DateField("échues le")
    told = models.PositiveIntegerField("dossiers annoncés")  # what the page said when it was decided
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    erased = models.PositiveIntegerField("dossiers effacés", null=True)  # fewer, where somebody came back meanwhile
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at"]

    def __str__(self):
        return f"{self.get_group_display()}, {self.on:%d/%m/%Y}"
