"""All the keys of the organisations, and the second factors of accounts, under another wrapping key: in one
transaction, as the owner of the tables.

For who runs the platform, while nobody else works on it: no account has this right, and no page leads here.
"""

import os
from dataclasses import dataclass
from uuid import UUID

from django.db import connections, transaction

from benkan.audit.models import Entry
from benkan.audit.writes import entry_values
from benkan.common import clock
from benkan.common.ids import new_id
from benkan.common.sealing import KEY_BYTES
from benkan.host.wrapping import unwrap, wrap
from benkan.organisations import verbs
from benkan.organisations.acting import Acting
from benkan.organisations.doors.factors import reseal_second_factors
from benkan.organisations.models import Organisation, OrganisationKey


@dataclass(frozen=True)
class Rewrapped:
    """How many keys were wrapped anew, retired ones included, and how many organisations have a new one."""

    keys: int
    renewed: int


def rewrap(*, old: bytes, new: bytes, renew: bool, using: str = "owner") -> Rewrapped:
    """Wrap every key with `new`; with `renew`, give each organisation another key, its former one only opens from now.

    Raises `benkan.host.wrapping.Unfit` where `old` does not open one of them, or one does not open again: then nothing
    has changed.
    """
    with transaction.atomic(using=using):
        with connections[using].cursor() as cursor:  # nobody reads one that is about to change
            cursor.execute(f"LOCK TABLE {OrganisationKey._meta.db_table} IN ACCESS EXCLUSIVE MODE")
        rows = list(OrganisationKey.objects.using(using).order_by("pk"))
        secrets = {row.pk: _opened(row, old) for row in rows}
        for row in rows:
            row.wrapped = _wrapped(row.pk, row.organisation_id, secrets[row.pk], new)
        OrganisationKey.objects.using(using).bulk_update(rows, ["wrapped"], batch_size=500)
        reseal_second_factors(old, new, using=using)
        made = _renewed(rows, new, using) if renew else {}
        _check(secrets | made, new, using)
        _record(rows, using, renew=renew)
    return Rewrapped(len(rows), len(made))


def _renewed(rows: list[OrganisationKey], new: bytes, using: str) -> dict[UUID, bytes]:
    """Retire the keys in use and make others; gives the secrets of these by identifier."""
    in_use = [row for row in rows if row.retired_at is None]
    OrganisationKey.objects.using(using).filter(pk__in=[row.pk for row in in_use]).update(retired_at=clock.now())
    made = {new_id(): (row.organisation_id, os.urandom(KEY_BYTES)) for row in in_use}
    OrganisationKey.objects.using(using).bulk_create(
        OrganisationKey(pk=pk, organisation_id=own, wrapped=_wrapped(pk, own, secret, new))
        for pk, (own, secret) in made.items()
    )
    return {pk: secret for pk, (_, secret) in made.items()}


def _check(secrets: dict[UUID, bytes], new: bytes, using: str) -> None:
    """What the database holds now opens with the new key, and is what it was."""
    held = {row.pk: _opened(row, new) for row in OrganisationKey.objects.using(using)}
    if held != secrets:
        raise RuntimeError("the keys of the organisations do not open as they were: nothing is changed")


def _record(rows: list[OrganisationKey], using: str, *, renew: bool) -> None:
    """One audit row for each organisation: by nobody's account, in its own journal."""
    verb = verbs.KEY_RENEWED if renew else verbs.KEY_REWRAPPED
    for organisation in Organisation.objects.using(using).filter(pk__in={row.organisation_id for row in rows}):
        by = Acting(organisation=organisation, on_behalf=True)
        Entry.objects.using(using).create(**entry_values(verb, by=by, on=organisation))


def _opened(row: OrganisationKey, key: bytes) -> bytes:
    return unwrap(bytes(row.wrapped), key=key, organisation_id=row.organisation_id, key_id=row.pk)


def _wrapped(key_id: UUID, organisation_id: UUID, secret: bytes, key: bytes) -> bytes:
    return wrap(secret, key=key, organisation_id=organisation_id, key_id=key_id)
