"""Family and household: links between two files, who lives together, who answers for the household, who leaves it.

A link of family says who people are to each other, and is no household: somebody who leaves one stays a sister. Why she
left is asked by nobody and written nowhere; the others only see that she lives there no more.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from benkan.audit.models import Entry
from benkan.audit.writes import entry_values, record
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, check_either
from benkan.people import verbs
from benkan.people.lifecycle import CLOSED, CLOSED_FILE, Status, refuse_erased
from benkan.people.models import FamilyLink, Household, Registration
from benkan.people.permissions import COMPLETE, REGISTER, REGISTER_LISTED

TWO_HOUSEHOLDS = (
    "Chacune a déjà son ménage. Notez le lien seul\u00a0; si l’une rejoint l’autre, notez d’abord qu’elle a quitté le "
    "sien."
)


@transaction.atomic
def link_family(
    *, by: Actor, one: Registration, other: Registration, kind: str, together: bool | None = None
) -> FamilyLink:
    """Note that two people of one's own files are family.

    `together`: whether they live in one household, as they say; where it was not asked, they share one from then on if
    either had none. Raises `Impossible` where they say so and each has her own.
    """
    check(by, REGISTER)
    if one.pk == other.pk:
        raise Impossible("Un lien de famille unit deux personnes différentes. Donnez le numéro de l’autre dossier.")
    files = _held(one, other)
    for registration in files.values():
        refuse_erased(registration)
    first, second = sorted((one, other), key=lambda registration: registration.pk)
    link, made = FamilyLink.objects.get_or_create(
        one=first,
        other=second,
        defaults={"organisation_id": one.organisation_id, "kind": kind, "by_id": by.account_id},
    )
    if made:
        for registration in (one, other):
            record(verbs.FAMILY_LINKED, by=by, on=registration, file_id=registration.pk, fields=[kind])
    if together or (made and together is None):
        _live_together(files[one.pk], files[other.pk], told=bool(together))
    for registration in (one, other):
        registration.household = files[registration.pk].household
    return link


@transaction.atomic
def unlink_family(*, by: Actor, link: FamilyLink) -> None:
    """Take away a link that was noted by mistake; who lives with whom is another question, and stays."""
    check(by, COMPLETE)
    held = FamilyLink.objects.select_for_update().filter(pk=link.pk).first()
    if held is None:
        return
    for file_id in (held.one_id, held.other_id):
        record(verbs.FAMILY_UNLINKED, by=by, on=held, file_id=file_id, fields=[held.kind])
    held.delete()


@transaction.atomic
def say_head(*, by: Actor, registration: Registration) -> Household:
    """Note who answers for a household: any of its members, instead of whoever was noted before."""
    check(by, COMPLETE)
    registration = _open(registration)
    if registration.household_id is None:
        raise Impossible(
            "Cette personne n’est d’aucun ménage. Notez d’abord un lien de famille avec qui vit avec elle."
        )
    household = Household.objects.select_for_update().get(pk=registration.household_id)
    if household.head_id != registration.pk:
        household.head = registration
        household.save(update_fields=["head"])
        record(verbs.HEAD_SAID, by=by, on=household, file_id=registration.pk)
    return household


@transaction.atomic
def say_heads(*, by: Actor, registrations: Sequence[Registration]) -> int:
    """The same for those whom a list calls so, where nobody is noted yet: the first of each household; gives how many.

    As many queries for a thousand as for one.
    """
    check_either(by, REGISTER, REGISTER_LISTED)
    wanted = {one.household_id: one for one in reversed(registrations) if one.household_id is not None}
    free = list(Household.objects.select_for_update().filter(pk__in=wanted, head=None).order_by("pk"))
    for household in free:
        household.head = wanted[household.pk]
    Household.objects.bulk_update(free, ["head"], batch_size=1000)
    Entry.objects.bulk_create(
        [Entry(**entry_values(verbs.HEAD_SAID, by=by, on=one, file_id=one.head_id)) for one in free]
    )
    return len(free)


@transaction.atomic
def leave_household(*, by: Actor, registration: Registration) -> Registration:
    """She lives with the others no more, at her own word: nothing of it is written in their files, nor why anywhere."""
    check(by, COMPLETE)
    registration = _open(registration)
    if registration.household_id is None:
        return registration
    Household.objects.filter(pk=registration.household_id, head=registration).update(head=None)
    registration.household = None
    registration.save(update_fields=["household"])
    record(verbs.HOUSEHOLD_LEFT, by=by, on=registration, file_id=registration.pk)
    return registration


def _live_together(one: Registration, other: Registration, *, told: bool) -> None:
    if one.household_id and other.household_id and one.household_id != other.household_id:
        if told:
            raise Impossible(TWO_HOUSEHOLDS)
        return
    household = one.household or other.household or Household.objects.create(organisation_id=one.organisation_id)
    for registration in (one, other):
        if registration.household_id is None:
            registration.household = household
            registration.save(update_fields=["household"])


def _held(*registrations: Registration) -> dict[UUID, Registration]:
    """As they stand now, until the transaction ends; in one order, so that two who link at once never wait for ever."""
    wanted = Q(pk__in=[one.pk for one in registrations])
    held = Registration.objects.select_for_update(of=("self",)).select_related("household").filter(wanted)
    return {one.pk: one for one in held.order_by("pk")}


def _open(registration: Registration) -> Registration:
    (held,) = _held(registration).values()
    if held.status in CLOSED:
        raise Impossible(CLOSED_FILE[Status(held.status)])
    return held
