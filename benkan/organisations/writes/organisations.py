"""Organisations are opened, and said to be present at places."""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.permissions import Actor, check
from benkan.organisations import verbs
from benkan.organisations.keys import make_key
from benkan.organisations.models import Organisation, Presence
from benkan.organisations.permissions import MANAGE_ORGANISATIONS


@transaction.atomic
def open_organisation(*, by: Actor, name: str, code: str, kind: str, phone: str = "") -> Organisation:
    """Open an organisation; its first administrator is named afterwards, with `give_membership`."""
    check(by, MANAGE_ORGANISATIONS)
    organisation = Organisation(name=name, code=code, kind_id=kind, phone=phone)
    organisation.full_clean()
    organisation.save(force_insert=True)
    make_key(organisation.pk)
    record(verbs.ORGANISATION_OPENED, by=by, on=organisation)
    return organisation


@transaction.atomic
def open_presence(*, by: Actor, organisation: Organisation, place, begins: dt.date | None = None) -> Presence:
    """Say that an organisation is present at a place: from then on it reads the arrivals there."""
    check(by, MANAGE_ORGANISATIONS)
    presence = Presence(organisation=organisation, place=place, begins=begins or clock.today())
    presence.full_clean()
    presence.save(force_insert=True)
    record(verbs.PRESENCE_OPENED, by=by, on=presence)
    return presence
