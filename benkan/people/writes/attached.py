"""What hangs on a registration: the safe contact, papers. Family and household: see `households`."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, check_either
from benkan.people import verbs
from benkan.people.identifiers import identifier_key
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import Identifier, Registration, SafeContact
from benkan.people.permissions import COMPLETE, REGISTER, REGISTER_LISTED


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
    """Note a paper that she showed, whatever its format; the same one again changes nothing.

    One that only a list said of her is hers from then on: undoing the list leaves it.
    """
    check(by, REGISTER)
    refuse_erased(registration)
    noted = paper(registration, kind, value)
    found, made = Identifier.objects.get_or_create(
        registration=registration,
        kind=kind,
        key=noted.key,
        defaults={"organisation_id": noted.organisation_id, "value": noted.value},
    )
    if found.source:
        found.source = ""
        found.save(update_fields=["source"])
    elif not made:
        return found
    record(verbs.IDENTIFIER_NOTED, by=by, on=registration, file_id=registration.pk, fields=[kind])
    return found


@transaction.atomic
def note_listed(*, by: Actor, registration: Registration, papers: Iterable[tuple[str, str]], source: str) -> list[str]:
    """Add to a file the papers (kind, number) that a list says of her; gives the identifiers of those that are new.

    Beside those that are there, which stay, of the same kind or not: two numbers that disagree are for a person to see.
    """
    check_either(by, REGISTER, REGISTER_LISTED)
    refuse_erased(registration)
    there = set(registration.identifiers.values_list("kind", "key"))
    added: dict[tuple[str, str], Identifier] = {}
    for kind, value in papers:
        noted = paper(registration, kind, value)
        noted.source = source[:200]
        if (kind, noted.key) not in there:
            added.setdefault((kind, noted.key), noted)
    Identifier.objects.bulk_create(added.values())
    if added:
        kinds = {kind for kind, _ in added}
        record(verbs.IDENTIFIER_NOTED, by=by, on=registration, file_id=registration.pk, fields=kinds)
    return [str(one.pk) for one in added.values()]


@transaction.atomic
def take_back_listed(*, by: Actor, identifiers: Iterable[str]) -> int:
    """Take away papers that a list had added, when it is undone, but those that she showed since; gives how many."""
    check_either(by, REGISTER, REGISTER_LISTED)
    held = Identifier.objects.filter(pk__in=list(identifiers)).exclude(source="").select_for_update()
    found = list(held.select_related("registration"))
    Identifier.objects.filter(pk__in=[one.pk for one in found]).delete()
    for one in found:
        record(verbs.IDENTIFIER_REMOVED, by=by, on=one.registration, file_id=one.registration_id, fields=[one.kind])
    return len(found)


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
