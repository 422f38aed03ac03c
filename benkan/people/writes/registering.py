"""Register: one person at a desk, or the thousands of a list, by the same rules."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction

from benkan.audit.models import Entry
from benkan.audit.writes import entry_values
from benkan.common import clock
from benkan.common.ids import new_id
from benkan.common.permissions import Actor, check, check_either
from benkan.common.rows import insert
from benkan.people import verbs
from benkan.people.identifiers import new_numbers
from benkan.people.lifecycle import Status
from benkan.people.models import Household, Identifier, NameToken, Person, Registration, RegistrationStatus
from benkan.people.permissions import REGISTER, REGISTER_LISTED
from benkan.people.writes.answers import NAMES, RELATED, assign, words_of
from benkan.people.writes.attached import paper
from benkan.people.writes.standing import status_row

__all__ = ["NAMES", "NewFile", "register", "register_many"]

AT_ONCE = 1000  # persons whose rows are held in memory and sent together
FIRST = (Status.REGISTERED, Status.SIGNALLED)


@dataclass(frozen=True)
class NewFile:
    """Somebody to register: what she told (`CORRECTABLE`), her papers as (kind, number), her own source if any."""

    answers: Mapping
    household: Household | None = None
    papers: Sequence[tuple[str, str]] = ()
    source: str = ""


def register(
    *,
    by: Actor,
    answers: Mapping,
    source: str = "",
    registered_at: dt.datetime | None = None,
    household: Household | None = None,
) -> Registration:
    """Register a person with what is known so far (`CORRECTABLE`); her identity is new until somebody links it."""
    check(by, REGISTER)
    (registration,) = register_many(
        by=by, people=[NewFile(answers, household)], source=source, registered_at=registered_at
    )
    return registration


@transaction.atomic
def register_many(
    *,
    by: Actor,
    people: Sequence[NewFile],
    source: str = "",
    registered_at: dt.datetime | None = None,
    status: Status = Status.REGISTERED,
) -> list[Registration]:
    """Register people, all or none, in their order; as many queries for a thousand as for one.

    `status` is REGISTERED, or SIGNALLED for those whom a list names before they come. Raises ValidationError where the
    table cannot hold an answer, Impossible for a paper without a number.
    """
    check_either(by, REGISTER, REGISTER_LISTED)
    if status not in FIRST:
        raise ValueError(f"nobody is registered as {status}")
    numbers = iter(new_numbers(len(people)))
    # Drawn together and sorted: the identifiers of one millisecond would not follow the order of the list.
    ids = iter(sorted(new_id() for _ in people))
    registered_at = registered_at or clock.now()
    done = []
    for start in range(0, len(people), AT_ONCE):
        some = people[start : start + AT_ONCE]
        made = [
            _registration(
                by, one, id=next(ids), number=next(numbers), source=one.source or source, registered_at=registered_at,
                status=status,
            )
            for one in some
        ]  # fmt: skip
        _write(by, some, made)
        done += made
    return done


def _registration(by: Actor, one: NewFile, **columns) -> Registration:
    registration = Registration(
        organisation_id=by.organisation_id,
        person=Person(),
        household=one.household,
        written_by_id=by.account_id,
        **columns,
    )
    assign(registration, one.answers)
    registration.clean_fields(exclude=RELATED)
    return registration


def _write(by: Actor, people: Sequence[NewFile], made: list[Registration]) -> None:
    """The rows of some registrations, parents first, one query a table."""
    Person.objects.bulk_create([registration.person for registration in made])
    insert(made)
    NameToken.objects.bulk_create([word for registration in made for word in words_of(registration)])
    RegistrationStatus.objects.bulk_create(
        [status_row(registration, Status(registration.status), by_id=by.account_id) for registration in made]
    )
    papers = [noted for one, registration in zip(people, made, strict=True) for noted in _papers(registration, one)]
    Identifier.objects.bulk_create(papers)
    insert(
        [_entry(verbs.REGISTERED, by, registration) for registration in made]
        + [_entry(verbs.IDENTIFIER_NOTED, by, noted.registration, [noted.kind]) for noted in papers]
    )


def _papers(registration: Registration, one: NewFile) -> list[Identifier]:
    """Each once, as it was written first."""
    noted: dict[tuple, Identifier] = {}
    for kind, value in one.papers:
        identifier = paper(registration, kind, value)
        noted.setdefault((kind, identifier.key), identifier)
    return list(noted.values())


def _entry(verb, by: Actor, registration: Registration, fields: Sequence[str] = ()) -> Entry:
    return Entry(**entry_values(verb, by=by, on=registration, file_id=registration.pk, fields=fields))
