"""Restricted files, who holds them, their dated rows, the claims made on a child.

Of a file only what times and counts it is clear. Who she is and all that is said stand sealed with the key of the
organisation that opened it; nothing but a keyed mark leads from it to her ordinary file.
"""

from django.db import models
from django.db.models import F, Q

from benkan.common import clock
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField
from benkan.safeguarding.kinds import ClosingReason, Conclusion, Kind, Seat
from benkan.safeguarding.lifecycles.child import CHILD_LABELS
from benkan.safeguarding.lifecycles.claims import LABELS as CLAIM_LABELS
from benkan.safeguarding.lifecycles.claims import ClaimStatus
from benkan.safeguarding.lifecycles.trafficking import TRAFFICKING_LABELS

STATUSES = {str(status): label for status, label in (CHILD_LABELS | TRAFFICKING_LABELS).items()}


class RestrictedFile(Identified):
    """One person, one danger. `organisation` sealed it, for ever; who holds it is in `Holding`.

    `person` is a JSON object of what the ordinary file said of her on that day; `mark` finds that file again for its
    erasure, and is empty once it is erased.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField("numéro", max_length=20, unique=True)
    kind = models.CharField("nature", max_length=10, choices=Kind)
    mark = models.CharField(max_length=64, blank=True)
    person = SealedTextField(null=True)
    status = models.CharField("état", max_length=15, choices=STATUSES.items())
    due = models.DateField("à faire avant le", null=True)
    conclusion = models.CharField("conclusion", max_length=15, choices=Conclusion, blank=True)
    closing = models.CharField("motif de clôture", max_length=15, choices=ClosingReason, blank=True)
    opened_at = models.DateTimeField(default=clock.now)
    opened_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)
    grown_at = models.DateTimeField(null=True)  # she is eighteen: the guardian and the authority for children stop here
    agreed_at = models.DateTimeField(null=True)  # asked anew since, she agreed that her file be handed on
    alerted_at = models.DateTimeField(null=True)  # it was told that nobody holds it
    forget = models.BooleanField(default=False)  # she asked to be erased: the words go as soon as it is closed

    class Meta:
        ordering = [F("due").asc(nulls_last=True), "opened_at"]
        indexes = [models.Index(fields=["mark"], name="restricted_of_a_file", condition=~Q(mark=""))]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="clos", closed_at__isnull=False) & ~Q(closing="")
                | ~Q(status="clos") & Q(closed_at__isnull=True, closing=""),
                name="a_closed_restricted_file_says_why",
                violation_error_message="Dites pourquoi ce dossier se clôt.",
            ),
            models.CheckConstraint(
                condition=Q(kind=Kind.CHILD) | Q(grown_at__isnull=True),
                name="only_a_child_grows_up",
                violation_error_message="Seul le dossier d’un enfant passe la majorité.",
            ),
        ]

    def __str__(self):
        return self.number


class FileStatusRow(Identified):
    """A restricted file entered a status: a row added, with who, for which organisation, and when."""

    file = models.ForeignKey(RestrictedFile, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=15, choices=STATUSES.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class Holding(Identified):
    """A restricted file is proposed to an account, which accepts or declines; accepted, it holds until it ends.

    Before she accepts, who is proposed a file reads nothing of it.
    """

    file = models.ForeignKey(RestrictedFile, on_delete=models.PROTECT, related_name="holdings")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    seat = models.CharField("comme", max_length=10, choices=Seat)
    proposed_at = models.DateTimeField(default=clock.now)
    proposed_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)  # handed on, declined, or taken by another

    class Meta:
        ordering = ["proposed_at", "id"]
        indexes = [models.Index(fields=["account", "organisation"], name="holding_by_account")]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "seat"],
                condition=Q(accepted_at__isnull=False, ended_at__isnull=True),
                name="one_holder_in_each_seat",
                violation_error_message="Ce dossier a déjà quelqu’un à cette place.",
            ),
            models.UniqueConstraint(
                fields=["file", "account", "seat"],
                condition=Q(ended_at__isnull=True),
                name="proposed_once_to_an_account",
                violation_error_message="Ce dossier lui est déjà proposé.",
            ),
        ]

    def __str__(self):
        return self.get_seat_display()


class Claim(Identified):
    """Somebody says that a child is of her family: a claim, with a number, until another than its declarer decides."""

    file = models.ForeignKey(RestrictedFile, on_delete=models.PROTECT, related_name="claims")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    number = models.CharField("numéro", max_length=20, unique=True)
    who = SealedTextField(null=True)  # JSON: her name, tie, paper, telephone, words
    status = models.CharField("état", max_length=12, choices=CLAIM_LABELS.items(), default=ClaimStatus.DECLARED)
    noted_at = models.DateTimeField(default=clock.now)
    noted_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["noted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("noted_by")),
                name="a_claim_is_decided_by_another",
                violation_error_message="Qui a noté cette déclaration ne la vérifie pas.",
            ),
            models.CheckConstraint(
                condition=Q(status=ClaimStatus.DECLARED, decided_by__isnull=True)
                | ~Q(status=ClaimStatus.DECLARED) & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="a_verdict_says_by_whom",
                violation_error_message="Un verdict dit qui l’a rendu.",
            ),
        ]

    def __str__(self):
        return self.number


class ClaimStatusRow(Identified):
    """A claim entered a status; its reasons stand sealed in a row of the file."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=CLAIM_LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return self.get_status_display()


class SectionRow(Identified):
    """One dated row of a section (`sections`): a JSON object of its answers, sealed. Never changed; said again."""

    file = models.ForeignKey(RestrictedFile, on_delete=models.PROTECT, related_name="rows")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    section = models.CharField(max_length=15)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, null=True, related_name="rows")
    day = models.DateField("le", default=clock.today)
    words = SealedTextField(null=True)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["day", "at", "id"]
        indexes = [models.Index(fields=["file", "section"], name="section_of_a_file")]

    def __str__(self):
        return self.section


class ChildAuthority(Identified):
    """An organisation is the State's authority for the protection of children: its referents read children's files.

    Said by the national administrator, with the act that says so, from a day until another.
    """

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    act = models.CharField("acte", max_length=160)
    begins = models.DateField("à partir du", default=clock.today)
    ends = models.DateField("jusqu’au", null=True)
    said_at = models.DateTimeField(default=clock.now)
    said_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["begins", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("begins")),
                name="authority_ends_after_it_begins",
                violation_error_message="La fin ne peut pas précéder le début.",
            ),
            models.UniqueConstraint(
                fields=["organisation"],
                condition=Q(ends__isnull=True),
                name="one_open_authority_per_organisation",
                violation_error_message="Cette organisation est déjà l’autorité de protection de l’enfance.",
            ),
        ]

    def __str__(self):
        return self.act


class Training(Identified):
    """A member was trained to hear somebody who may be trafficked: a dated fact, and who recorded it."""

    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey("organisations.Membership", on_delete=models.PROTECT, related_name="+")
    day = models.DateField("formée le")
    given_by = models.CharField("par", max_length=160)  # a body, no person
    recorded_at = models.DateTimeField(default=clock.now)
    recorded_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-day", "id"]

    def __str__(self):
        return f"{self.day}"


class DangerousPlace(Identified):
    """She cannot be taken back there: found by the mark of her ordinary file, and answered « non » without a reason."""

    file = models.ForeignKey(RestrictedFile, on_delete=models.PROTECT, related_name="dangerous_places")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    mark = models.CharField(max_length=64, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+", verbose_name="lieu")
    since = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["since", "id"]
        indexes = [models.Index(fields=["mark"], name="dangerous_place_of_a_file", condition=~Q(mark=""))]
        constraints = [
            models.UniqueConstraint(
                fields=["file", "place"],
                condition=Q(lifted_at__isnull=True),
                name="a_place_is_dangerous_once",
                violation_error_message="Ce lieu est déjà écarté.",
            )
        ]

    def __str__(self):
        return str(self.place_id)
