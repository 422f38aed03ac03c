"""Register, correct, complete, annul."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check
from benkan.people import verbs
from benkan.people.followers import tell_followers
from benkan.people.identifiers import new_number, phone_key
from benkan.people.lifecycle import LABELS, MOVES, Status
from benkan.people.models import Household, NameToken, Person, Registration, RegistrationStatus
from benkan.people.names import keys_of, mother_key
from benkan.people.permissions import COMPLETE, REGISTER
from benkan.people.reads.missing import missing_before_complete

NAMES = ("given_names", "family_name", "also_known_as")
# What a correction may touch; the rest (organisation, person, number, status) has its own write or none.
CORRECTABLE = (
    *NAMES, "father_name", "mother_name", "sex", "birth", "birth_place", "nationality", "nationality_unknown", "phone",
    "destination", "destination_said", "marital_status", "languages", "wants_private_talk",
)  # fmt: skip
RELATED = ["organisation", "person", "household", "written_by", "nationality", "destination"]


@transaction.atomic
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
    registration = Registration(
        organisation_id=by.organisation_id,
        person=Person.objects.create(),
        household=household,
        number=new_number(),
        source=source,
        registered_at=registered_at or clock.now(),
        written_by_id=by.account_id,
    )
    _assign(registration, answers)
    registration.clean_fields(exclude=RELATED)
    registration.save(force_insert=True)
    _index(registration)
    _enter(registration, Status.REGISTERED, by)
    record(verbs.REGISTERED, by=by, on=registration, file_id=registration.pk)
    return registration


@transaction.atomic
def correct(*, by: Actor, registration: Registration, answers: Mapping) -> Registration:
    """Change what was told; the database keeps the values before. The same answers again change nothing."""
    check(by, COMPLETE)
    changed = _assign(registration, answers)
    if not changed:
        return registration
    if registration.status == Status.ANNULLED:
        raise Impossible("Cet enregistrement est annulé : il ne se corrige plus. Enregistrez la personne de nouveau.")
    registration.written_at, registration.written_by_id = clock.now(), by.account_id
    registration.clean_fields(exclude=RELATED)
    registration.save(update_fields=_columns(changed))
    if changed & set(NAMES):
        registration.tokens.all().delete()
        _index(registration)
    tell_followers(by, registration)
    record(verbs.CORRECTED, by=by, on=registration, file_id=registration.pk, fields=changed)
    return registration


@transaction.atomic
def complete(*, by: Actor, registration: Registration) -> Registration:
    """Say that the second step is done: nothing of the minimum is missing any more."""
    check(by, COMPLETE)
    missing = [one.words for one in missing_before_complete(registration)]
    if missing:
        raise Impossible(f"Il manque encore : {', '.join(missing)}. Complétez, puis validez.")
    _move(registration, Status.COMPLETED, by)
    record(verbs.COMPLETED, by=by, on=registration, file_id=registration.pk)
    return registration


@transaction.atomic
def annul(*, by: Actor, registration: Registration, reason: str) -> Registration:
    """A registration made by mistake: it stays, and counts no more."""
    check(by, COMPLETE)
    reason = " ".join(reason.split())
    if not reason:
        raise Impossible("Dites pourquoi cet enregistrement est annulé.")
    _move(registration, Status.ANNULLED, by, reason)
    tell_followers(by, registration)
    record(verbs.ANNULLED, by=by, on=registration, file_id=registration.pk, reason=reason)
    return registration


def _assign(registration: Registration, answers: Mapping) -> set[str]:
    """Set what differs; gives the names of the fields that changed."""
    answers = dict(answers)
    # A country and « ne sait pas » exclude each other: whichever was said last holds.
    if answers.get("nationality") is not None:
        answers["nationality_unknown"] = False
    elif answers.get("nationality_unknown"):
        answers["nationality"] = None
    changed = set()
    for name, value in answers.items():
        if name not in CORRECTABLE:
            raise ValueError(f"{name} is not changed this way")
        said = " ".join(value.split()) if isinstance(value, str) else value
        if getattr(registration, name) != said:
            setattr(registration, name, said)
            changed.add(name)
    registration.phone_key = phone_key(registration.phone)
    registration.mother_key = mother_key(registration.mother_name)
    return changed


def _columns(changed: set[str]) -> list[str]:
    """The columns of some answers; only these are written, so that a change of status beside them is not undone."""
    birth = {f"birth_{part}" for part in ("year", "month", "day", "precision", "said")} if "birth" in changed else set()
    return sorted((changed - {"birth"}) | birth | {"phone_key", "mother_key", "written_at", "written_by"})


def _index(registration: Registration) -> None:
    NameToken.objects.bulk_create(
        NameToken(registration=registration, organisation_id=registration.organisation_id, token=token)
        for token in sorted(keys_of(*(getattr(registration, name) for name in NAMES)))
    )


def _enter(registration: Registration, status: Status, by: Actor, reason: str = "") -> None:
    RegistrationStatus.objects.create(
        registration=registration,
        organisation_id=registration.organisation_id,
        status=status,
        by_id=by.account_id,
        reason=reason,
    )


def _move(registration: Registration, status: Status, by: Actor, reason: str = "") -> None:
    current = Registration.objects.select_for_update().values_list("status", flat=True).get(pk=registration.pk)
    if status not in MOVES[Status(current)]:
        raise Impossible(f"Un enregistrement « {LABELS[Status(current)]} » ne devient pas « {LABELS[status]} ».")
    registration.status = status
    registration.save(update_fields=["status"])
    _enter(registration, status, by, reason)
