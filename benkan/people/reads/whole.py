"""All that the page of a file shows, in a number of queries that does not grow with the file."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from benkan.organisations.models import Account
from benkan.people.models import (
    MEANINGS,
    Consent,
    FamilyLink,
    Identifier,
    PrivateTalk,
    Purpose,
    Registration,
    SafeContact,
)
from benkan.people.reads.consents import consents_in_force
from benkan.people.reads.missing import Missing, missing_before_complete


@dataclass(frozen=True)
class Relative:
    """Another file of the same family: how they are linked, or only the same household."""

    registration: Registration
    link: str
    link_id: UUID | None = None  # of the link itself, where there is one
    lives_here: bool = False  # in the same household


@dataclass(frozen=True)
class Whole:
    registration: Registration
    missing: list[Missing]
    contact: SafeContact | None
    identifiers: list[Identifier]
    relatives: list[Relative]
    consents: list[tuple[str, str, Consent | None]]  # title, what it allows, the answer in force
    statuses: list
    talk: PrivateTalk | None  # the last, for those who may know that she wished one
    names: dict = field(default_factory=dict)  # of accounts, by id

    def name_of(self, account_id) -> str:
        return self.names.get(account_id, "un ancien collègue")


def whole_file(registration: Registration) -> Whole:
    """Gather a file; the caller has checked the right and writes the reading."""
    statuses = list(registration.statuses.order_by("at", "id"))
    in_force = consents_in_force(registration)
    writers = {registration.written_by_id, *(status.by_id for status in statuses)}
    return Whole(
        registration=registration,
        missing=missing_before_complete(registration),
        contact=SafeContact.objects.filter(registration=registration).first(),
        identifiers=list(registration.identifiers.order_by("kind", "id")),
        relatives=relatives_of(registration),
        consents=[(purpose.label, MEANINGS[purpose], in_force.get(purpose)) for purpose in Purpose],
        statuses=statuses,
        talk=registration.private_talks.filter(undone_at=None).first(),
        # By hand: a join would drop the file where a policy hides its writer.
        names=dict(Account.objects.filter(pk__in=writers).values_list("pk", "name")),
    )


def relatives_of(registration: Registration) -> list[Relative]:
    """Those linked to her, and those of her household; two queries."""
    links = FamilyLink.objects.filter(Q(one=registration) | Q(other=registration)).select_related("one", "other")
    linked = {}
    for link in links:
        other = link.other if link.one_id == registration.pk else link.one
        same = registration.household_id is not None and other.household_id == registration.household_id
        linked[other.pk] = Relative(other, link.get_kind_display(), link.pk, same)
    if registration.household_id:
        companions = Registration.objects.filter(household=registration.household_id).exclude(pk=registration.pk)
        for other in companions:
            linked.setdefault(other.pk, Relative(other, "Même ménage", None, True))
    return list(linked.values())
