"""Correct what was told, and fill what was never told."""

from collections.abc import Mapping

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.permissions import Actor, check, check_either
from benkan.people import verbs
from benkan.people.followers import tell_followers
from benkan.people.lifecycle import CLOSED, CLOSED_FILE, Status
from benkan.people.models import NameToken, Registration
from benkan.people.names import keys_of
from benkan.people.permissions import COMPLETE, REGISTER, REGISTER_LISTED
from benkan.people.writes.answers import NAMES, RELATED, assign, columns_of, words_of

# Two columns that answer one question: what one of them says, the other does not complete from another source.
ASKED_TOGETHER = (("destination", "destination_said"), ("nationality", "nationality_unknown"))


@transaction.atomic
def correct(*, by: Actor, registration: Registration, answers: Mapping) -> Registration:
    """Change what was told; the database keeps the values before. The same answers again change nothing."""
    check(by, COMPLETE)
    _correct(by, registration, answers)
    return registration


@transaction.atomic
def fill(*, by: Actor, registration: Registration, answers: Mapping) -> list[str]:
    """Add what another source knows of her where the file says nothing; gives the names of the fields filled, sorted.

    What she told is never replaced: « ne sait pas » and « inconnue » are answers. It is a correction like any other,
    for whoever may register or bring a list. The object is read anew, since a colleague may have filled it meanwhile.
    """
    check_either(by, REGISTER, REGISTER_LISTED)
    registration.refresh_from_db(from_queryset=Registration.objects.select_for_update())
    return sorted(_correct(by, registration, _fit(registration, answers)))


def _correct(by: Actor, registration: Registration, answers: Mapping) -> set[str]:
    changed = assign(registration, answers)
    if not changed:
        return changed
    if registration.status in CLOSED:
        raise Impossible(CLOSED_FILE[Status(registration.status)])
    registration.written_at, registration.written_by_id = clock.now(), by.account_id
    registration.clean_fields(exclude=RELATED)
    registration.save(update_fields=columns_of(changed))
    if changed & set(NAMES):
        registration.tokens.all().delete()
        NameToken.objects.bulk_create(words_of(registration))
    tell_followers(by, registration)
    record(verbs.CORRECTED, by=by, on=registration, file_id=registration.pk, fields=changed)
    return changed


def _fit(registration: Registration, answers: Mapping) -> dict:
    """Of some answers, those that fill a silence."""
    together = {name: names for names in ASKED_TOGETHER for name in names}
    held = keys_of(*(getattr(registration, name) for name in NAMES))
    return {
        name: value
        for name, value in answers.items()
        if _says(name, value)
        and not any(_says(other, getattr(registration, other)) for other in together.get(name, (name,)))
        # Where one field holds the whole name, a part of it is not written a second time beside it.
        and not (name in NAMES and held & keys_of(value))
    }


def _says(name: str, value) -> bool:
    """Whether a value is an answer."""
    if name == "birth":
        return value.year is not None or bool(value.raw)
    if name == "wants_private_talk":  # « non » is an answer
        return value is not None
    return bool(value.strip() if isinstance(value, str) else value)
