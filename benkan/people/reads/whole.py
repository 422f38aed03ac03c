"""All that the page of a file shows, in a number of queries that does not grow with the file."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from benkan.organisations.models import Account
from benkan.people.kinship import parent_said, tie_said
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
from benkan.people.reads.households import living_in
from benkan.people.reads.missing import Missing, missing_before_complete


@dataclass(frozen=True)
class Linked:
    """A link with a relative, in the words of who she is to this person: « mère », « sœur »."""

    link: FamilyLink
    words: str
    verified_by: str = ""  # a name, where it is verified

    @property
    def directions(self) -> list[tuple[UUID, str]]:
        """Of a parent's link whose direction is to be said: each of the two, with the words that would say it."""
        two = (self.link.one, self.link.other) if self.link.senior_unknown else ()
        return [(one.pk, parent_said(one)) for one in two]


@dataclass(frozen=True)
class Relative:
    """Another file of the same family: how they are linked, in one or two ways, or only the same household."""

    registration: Registration
    links: list[Linked]
    lives_here: bool = False  # in the same household

    @property
    def words(self) -> str:
        """« mère », « sœur, tutrice », « même ménage »; what is verified says so."""
        said = [f"{one.words}, lien vérifié" if one.link.verified_at else one.words for one in self.links]
        return ", ".join(said) or "même ménage"


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
    """Those linked to her, the first noted first, then the others of her household; three queries."""
    whole = registration.household.whole_id if registration.household is not None else None
    links = FamilyLink.objects.filter(Q(one=registration) | Q(other=registration))
    links = list(links.select_related("one__household", "other__household").order_by("at", "pk"))
    verifiers = {link.verified_by_id for link in links} - {None}
    # By hand: a join would drop the link where a policy hides who verified it.
    names = dict(Account.objects.filter(pk__in=verifiers).values_list("pk", "name")) if verifiers else {}
    found: dict[UUID, Relative] = {}
    for link in links:
        other = link.other if link.one_id == registration.pk else link.one
        here = whole is not None and other.household is not None and other.household.whole_id == whole
        verified_by = names.get(link.verified_by_id, "un ancien collègue") if link.verified_at else ""
        relative = found.setdefault(other.pk, Relative(other, [], here))
        relative.links.append(Linked(link, tie_said(link, other), verified_by))
    if whole is not None:
        for other in living_in(whole).exclude(pk=registration.pk):
            found.setdefault(other.pk, Relative(other, [], True))
    return list(found.values())
