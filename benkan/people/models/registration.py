"""The registration and what hangs on it: identifiers, name tokens, safe contact, statuses. Family: see `families`."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from benkan.common import clock
from benkan.common.imprecise import ImpreciseDate, Precision
from benkan.common.models import Identified
from benkan.common.sealed_fields import SealedTextField
from benkan.people.lifecycle import LABELS, Status

# The texts of a registration that name her or lead to her: empty once she is erased.
NAMING = (
    "given_names", "family_name", "also_known_as", "father_name", "mother_name", "mother_key", "birth_said",
    "birth_place", "phone", "phone_key", "destination_said", "source",
)  # fmt: skip


class Sex(models.TextChoices):
    MAN = "M", "Homme"
    WOMAN = "F", "Femme"


class Person(Identified):
    """An identity that several registrations may share. Holds nothing but its id: what is known stands with each."""

    since = models.DateTimeField(default=clock.now)

    def __str__(self):
        return str(self.pk)


@pghistory.track(
    pghistory.UpdateEvent(
        "before",
        row=pghistory.Old,
        level=pghistory.Statement,
        # Whose person it is changes nothing that was told, and is kept apart (`PersonChange`).
        condition=pghistory.AnyChange(exclude=["person"]),
    ),
    context_field=None,  # who wrote each value stands in the row, why in the audit
)
class Registration(Identified):
    """What one organisation was told of one person who came back. Belongs to it for ever; corrected, never replaced.

    Earlier values are kept by the database (`people_registrationevent`); who wrote each is `written_by`.
    """

    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the indexes below begin with it
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="registrations")
    household = models.ForeignKey("people.Household", on_delete=models.PROTECT, null=True, related_name="members")
    number = models.CharField("numéro", max_length=20, unique=True)
    status = models.CharField("état", max_length=12, choices=LABELS.items(), default=Status.REGISTERED)

    given_names = models.CharField("prénoms", max_length=120, blank=True)
    family_name = models.CharField("nom", max_length=120, blank=True)
    also_known_as = models.CharField("dit, surnom", max_length=120, blank=True)
    father_name = models.CharField("père", max_length=160, blank=True)
    mother_name = models.CharField("mère", max_length=160, blank=True)
    mother_key = models.CharField(max_length=160, blank=True, editable=False)  # keys of her names, sorted
    sex = models.CharField("sexe", max_length=1, choices=Sex, blank=True)
    birth_year = models.SmallIntegerField(null=True, blank=True)
    birth_month = models.SmallIntegerField(null=True, blank=True)
    birth_day = models.SmallIntegerField(null=True, blank=True)
    birth_precision = models.CharField(max_length=8, default=Precision.UNKNOWN)
    birth_said = models.CharField("naissance ou âge", max_length=60, blank=True)
    birth_place = models.CharField("lieu de naissance", max_length=160, blank=True)
    nationality = models.ForeignKey(
        "places.Place", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="nationalité"
    )
    nationality_unknown = models.BooleanField("nationalité inconnue", default=False)  # asked: « ne sait pas »
    phone = models.CharField("téléphone", max_length=40, blank=True)
    phone_key = models.CharField(max_length=20, blank=True, editable=False)
    destination = models.ForeignKey("places.Place", on_delete=models.PROTECT, null=True, related_name="+")
    destination_said = models.CharField("va à", max_length=160, blank=True)
    marital_status = models.CharField("situation de famille", max_length=12, blank=True)
    languages = ArrayField(models.CharField(max_length=30), default=list, blank=True)
    wants_private_talk = models.BooleanField("souhaite parler à part", null=True, blank=True)

    source = models.CharField("source", max_length=200, blank=True)  # desk, paper form, name of a list
    registered_at = models.DateTimeField(default=clock.now)  # the real hour, also when typed later from paper
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-registered_at"]
        indexes = [
            models.Index(fields=["organisation", "-registered_at"], name="registration_recent"),
            models.Index(
                fields=["organisation", "mother_key"], name="registration_by_mother", condition=~Q(mother_key="")
            ),
            models.Index(fields=["organisation", "status", "-registered_at"], name="registration_by_status"),
            models.Index(
                fields=["organisation", "phone_key"], name="registration_by_phone", condition=~Q(phone_key="")
            ),
            models.Index(fields=["organisation"], name="registration_apart", condition=Q(wants_private_talk=True)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=list(Status)),
                name="registration_status_is_known",
                violation_error_message="Cet état n’existe pas.",
            ),
            models.CheckConstraint(
                condition=Q(sex__in=["", "M", "F"]),
                name="registration_sex_is_known",
                violation_error_message="Sexe : homme, femme, ou rien si vous ne savez pas.",
            ),
            models.CheckConstraint(
                condition=Q(birth_day__isnull=True, birth_month__isnull=True, birth_year__isnull=True)
                | Q(birth_day__isnull=True, birth_year__isnull=False)
                | Q(birth_month__isnull=False, birth_year__isnull=False),
                name="registration_birth_is_whole",
                violation_error_message="Une naissance s’écrit de l’année vers le jour.",
            ),
            # Whoever was correcting her file while it was erased cannot write her name into it afterwards.
            models.CheckConstraint(
                condition=~Q(status=Status.ERASED) | Q(**dict.fromkeys(NAMING, ""), birth_year__isnull=True),
                name="registration_erased_names_nobody",
                violation_error_message="Ce dossier est effacé : rien ne s’y écrit plus.",
            ),
            models.CheckConstraint(
                condition=Q(nationality_unknown=False) | Q(nationality__isnull=True),
                name="registration_nationality_is_known_or_not",
                violation_error_message="Nationalité : un pays, ou « ne sait pas », jamais les deux.",
            ),
        ]

    def __str__(self):
        return self.number

    @property
    def full_name(self) -> str:
        if self.status == Status.ERASED:
            return "Dossier effacé"
        return f"{self.given_names} {self.family_name}".strip() or "Sans nom"

    @property
    def birth(self) -> ImpreciseDate:
        return ImpreciseDate(
            self.birth_year, self.birth_month, self.birth_day, Precision(self.birth_precision), self.birth_said
        )

    @birth.setter
    def birth(self, date: ImpreciseDate) -> None:
        self.birth_year, self.birth_month, self.birth_day = date.year, date.month, date.day
        self.birth_precision, self.birth_said = date.precision, date.raw[:60]

    def age_on(self, day) -> int | None:
        return self.birth.age_on(day)


class PersonChange(models.Model):
    """A registration came to another person: attached to one, or split from it back to the person it came with.

    Added by the database alone (`people_be_one`), in the transaction that changes `Registration.person`, and numbered
    in their order. Who decided it stands with its cause.
    """

    class Kind(models.TextChoices):
        ATTACHED = "rattache", "Rattaché à une autre fiche"
        SPLIT = "separe", "Séparé"

    id = models.BigAutoField(primary_key=True)
    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="person_changes")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    left = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    cause = models.UUIDField()  # the pair that people decided on
    at = models.DateTimeField(default=clock.now)

    class Meta:
        ordering = ["id"]

    def __str__(self):
        return self.get_kind_display()


class RegistrationStatus(Identified):
    """A registration entered a status: a row added, with who and when."""

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="statuses")
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=12, choices=LABELS.items())
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField("motif", max_length=300, blank=True)  # why it was annulled; no personal data

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return f"{self.get_status_display()}"


class NameToken(models.Model):
    """A word of a name, folded: what the search among one's own files looks up, in whatever order it is typed."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="tokens")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the indexes below begin with it
    token = models.CharField(max_length=60, db_collation="C")  # ranges of words are indexed under policies, LIKE is not

    class Meta:
        # The registration last, so that words are crossed in the index alone, the most recent first.
        indexes = [models.Index(fields=["organisation", "token", "registration"], name="nametoken_search")]

    def __str__(self):
        return self.token


class Identifier(Identified):
    """A number that a person showed: NINA, passport, travel paper. Compared by `key`, shown as written."""

    class Kind(models.TextChoices):
        NINA = "nina", "NINA"
        PASSPORT = "passeport", "Passeport"
        ID_CARD = "cni", "Carte d’identité biométrique"
        CONSULAR = "consulaire", "Carte consulaire"
        TRAVEL = "voyage", "Laissez-passer ou titre de voyage"
        BIRTH = "naissance", "Acte de naissance"

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="identifiers")
    organisation = models.ForeignKey(
        "organisations.Organisation", on_delete=models.PROTECT, related_name="+", db_index=False
    )  # the indexes below begin with it
    kind = models.CharField("pièce", max_length=12, choices=Kind)
    value = models.CharField("numéro", max_length=60)
    key = models.CharField(max_length=60, editable=False)
    source = models.CharField("selon", max_length=200, blank=True)  # a list that says so; "": she showed it

    class Meta:
        indexes = [models.Index(fields=["organisation", "key"], name="identifier_search")]
        constraints = [
            # Within one file only: a constraint across organisations would say that a foreign file exists.
            models.UniqueConstraint(
                fields=["registration", "kind", "key"],
                name="identifier_once_per_registration",
                violation_error_message="Cette pièce est déjà notée.",
            )
        ]

    def __str__(self):
        return self.get_kind_display()


class SafeContact(models.Model):
    """How she may be reached without harm: number, hours, who may answer, what may be said, whether to visit.

    What would lead to her is sealed: it is read on her file, never searched.
    """

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, primary_key=True, related_name="safe_contact"
    )
    organisation = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    phone = SealedTextField("numéro sûr", max_length=40, blank=True)
    hours = SealedTextField("heures", max_length=80, blank=True)
    who_may_answer = SealedTextField("qui peut répondre", max_length=120, blank=True)
    what_may_be_said = SealedTextField("ce qu’on peut dire", max_length=200, blank=True)
    visit_allowed = models.BooleanField("visite possible", null=True)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey("organisations.Account", on_delete=models.PROTECT, related_name="+")

    def __str__(self):
        return str(self.registration_id)
