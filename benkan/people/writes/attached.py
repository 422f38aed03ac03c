"""What hangs on a registration: the safe contact, papers, family links."""

from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people import verbs
from benkan.people.identifiers import identifier_key
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import FamilyLink, Household, Identifier, Registration, SafeContact
from benkan.people.permissions import COMPLETE, REGISTER


@transaction.atomic
def say_safe_contact(*, by: Actor, registration: Registration, answers: Mapping) -> SafeContact:
    """Note how she may be reached without harm."""
    check(by, COMPLETE)
    refuse_erased(registration)
    contact, _ = SafeContact.objects.update_or_create(
        registration=registration,
        defaults={
            **answers,
            "organisation_id": registration.organisation_id,
            "written_at": clock.now(),
            "written_by_id": by.account_id,
        },
    )
    record(verbs.CONTACT_SAID, by=by, on=registration, file_id=registration.pk, fields=answers)
    return contact


@transaction.atomic
def note_identifier(*, by: Actor, registration: Registration, kind: str, value: str) -> Identifier:
    """Note a paper that she showed, whatever its format; the same one again changes nothing."""
    check(by, REGISTER)
    refuse_erased(registration)
    noted = paper(registration, kind, value)
    found, made = Identifier.objects.get_or_create(
        registration=registration,
        kind=kind,
        key=noted.key,
        defaults={"organisation_id": noted.organisation_id, "value": noted.value},
    )
    if made:
        record(verbs.IDENTIFIER_NOTED, by=by, on=registration, file_id=registration.pk, fields=[kind])
    return found


def paper(registration: Registration, kind: str, value: str) -> Identifier:
    """A paper as it is noted, not saved yet. Raises Impossible where nothing of its number is left to compare."""
    key = identifier_key(value)
    if not key:
        raise Impossible("Écrivez le numéro tel qu’il est sur la pièce.")
    noted = Identifier(
        registration=registration,
        organisation_id=registration.organisation_id,
        kind=kind,
        value=value.strip(),
        key=key,
    )
    noted.clean_fields(exclude=["registration", "organisation"])
    return noted


@transaction.atomic
def link_family(*, by: Actor, one: Registration, other: Registration, kind: str) -> FamilyLink:
    """Note that two people of one's own files are family; they share a household from then on if neither had one."""
    check(by, REGISTER)
    if one.pk == other.pk:
        raise Impossible("Un lien de famille unit deux personnes différentes. Donnez le numéro de l’autre dossier.")
    for registration in (one, other):
        refuse_erased(registration)
    first, second = sorted((one, other), key=lambda registration: registration.pk)
    link, made = FamilyLink.objects.get_or_create(
        one=first,
        other=second,
        defaults={"organisation_id": one.organisation_id, "kind": kind, "by_id": by.account_id},
    )
    if not made:
        return link
    household = one.household or other.household or Household.objects.create(organisation_id=one.organisation_id)
    for registration in (one, other):
        if registration.household_id is None:
            registration.household = household
            registration.save(update_fields=["household"])
    for registration in (one, other):
        record(verbs.FAMILY_LINKED, by=by, on=registration, file_id=registration.pk, fields=[kind])
    return link
