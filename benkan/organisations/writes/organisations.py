"""Organisations are opened, corrected, closed and opened again; they are said to be present at places, and no more."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.db.models import Q

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible
from benkan.common.months import months_after
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import jour
from benkan.organisations import verbs
from benkan.organisations.keys import make_key
from benkan.organisations.models import Organisation, OrganisationChange, Presence
from benkan.organisations.permissions import MANAGE_ORGANISATIONS
from benkan.organisations.thresholds import MEMBERSHIP_MONTHS
from benkan.organisations.writes.invitations import Sent, invite

What = OrganisationChange.What


@transaction.atomic
def open_organisation(*, by: Actor, name: str, code: str, kind: str, phone: str = "") -> Organisation:
    """Open an organisation; its first administrator is invited afterwards, with `invite`."""
    check(by, MANAGE_ORGANISATIONS)
    organisation = Organisation(name=name.strip(), code=code.strip(), kind_id=kind, phone=phone.strip())
    if Organisation.objects.filter(code__iexact=organisation.code).exists():
        raise Impossible(f"Le sigle «\u00a0{organisation.code}\u00a0» est déjà pris. Donnez-en un autre.")
    organisation.full_clean()
    organisation.save(force_insert=True)
    make_key(organisation.pk)
    record(verbs.ORGANISATION_OPENED, by=by, on=organisation)
    return organisation


@transaction.atomic
def found_organisation(
    *, by: Actor, name: str, code: str, kind: str, phone: str, places: Iterable, email: str, administrator: str
) -> tuple[Organisation, Sent]:
    """Open an organisation, say where it is present and invite its first administrator (address, name): all or nothing.

    What the form cannot know is raised as in the writes it is made of: `Refused`, `Impossible`, `ValidationError`.
    """
    organisation = open_organisation(by=by, name=name, code=code, kind=kind, phone=phone)
    for place in places:
        open_presence(by=by, organisation=organisation, place=place)
    ends = months_after(clock.today(), value_of(MEMBERSHIP_MONTHS, on=clock.today()))
    sent = invite(by=by, organisation=organisation, email=email, name=administrator, role="administration", ends=ends)
    return organisation, sent


@transaction.atomic
def correct_organisation(*, by: Actor, organisation: Organisation, name: str, phone: str) -> Organisation:
    """Correct the name or the telephone; what they were stays in rows. The same answers again change nothing."""
    check(by, MANAGE_ORGANISATIONS)
    organisation = _held(organisation)
    answers = {"name": (What.NAME, name.strip()), "phone": (What.PHONE, phone.strip())}
    changed = {field: said for field, said in answers.items() if getattr(organisation, field) != said[1]}
    if not changed:
        return organisation
    before = {field: getattr(organisation, field) for field in changed}
    for field, (_, value) in changed.items():
        setattr(organisation, field, value)
    organisation.full_clean()
    organisation.save(update_fields=sorted(changed))
    for field, (what, value) in changed.items():
        _note(by, organisation, what, before=before[field], after=value)
    record(verbs.ORGANISATION_CORRECTED, by=by, on=organisation, fields=changed)
    return organisation


@transaction.atomic
def close_organisation(*, by: Actor, organisation: Organisation, reason: str) -> Organisation:
    """Close: from now on nobody works in it any more. Its data stay, under its key, and it can be opened again."""
    check(by, MANAGE_ORGANISATIONS)
    if organisation.pk == by.organisation_id:
        raise Impossible("Vous ne fermez pas l’organisation où vous travaillez en ce moment.")
    organisation = _held(organisation)
    if organisation.closed_at is not None:
        raise Impossible(f"Cette organisation est fermée depuis le {jour(organisation.closed_at)}.")
    organisation.closed_at = clock.now()
    organisation.save(update_fields=["closed_at"])
    _note(by, organisation, What.CLOSED, reason=_said(reason))
    record(verbs.ORGANISATION_CLOSED, by=by, on=organisation)
    return organisation


@transaction.atomic
def reopen_organisation(*, by: Actor, organisation: Organisation, reason: str) -> Organisation:
    """Open again: whoever still holds a role there works in it again."""
    check(by, MANAGE_ORGANISATIONS)
    organisation = _held(organisation)
    if organisation.closed_at is None:
        raise Impossible("Cette organisation est ouverte.")
    organisation.closed_at = None
    organisation.save(update_fields=["closed_at"])
    _note(by, organisation, What.REOPENED, reason=_said(reason))
    record(verbs.ORGANISATION_REOPENED, by=by, on=organisation)
    return organisation


@transaction.atomic
def open_presence(*, by: Actor, organisation: Organisation, place, begins: dt.date | None = None) -> Presence:
    """Say that an organisation is present at a place: from then on it reads the arrivals there."""
    check(by, MANAGE_ORGANISATIONS)
    begins = begins or clock.today()
    held = Presence.objects.filter(organisation=organisation, place=place)
    if held.filter(Q(ends__isnull=True) | Q(ends__gte=begins)).exists():
        raise Impossible("Cette organisation est déjà présente à cet endroit ce jour-là.")
    presence = Presence(organisation=organisation, place=place, begins=begins)
    presence.full_clean()
    presence.save(force_insert=True)
    record(verbs.PRESENCE_OPENED, by=by, on=presence)
    return presence


@transaction.atomic
def end_presence(*, by: Actor, presence: Presence, ends: dt.date | None = None) -> Presence:
    """Say that an organisation leaves a place, after a last day (today by default): it reads no arrival there after."""
    check(by, MANAGE_ORGANISATIONS)
    presence = Presence.objects.select_for_update(of=("self",)).get(pk=presence.pk)
    if presence.ends is not None:
        raise Impossible(f"La fin de cette présence est déjà notée\u00a0: le {jour(presence.ends)}.")
    ends = ends or clock.today()
    if ends < presence.begins:
        raise Impossible(f"Cette présence commence le {jour(presence.begins)}\u00a0: donnez un jour qui suit.")
    presence.ends = ends
    presence.save(update_fields=["ends"])
    record(verbs.PRESENCE_ENDED, by=by, on=presence)
    return presence


def _held(organisation: Organisation) -> Organisation:
    return Organisation.objects.select_for_update(of=("self",)).get(pk=organisation.pk)


def _said(reason: str) -> str:
    if not reason.strip():
        raise Impossible("Dites pourquoi en une phrase\u00a0: elle reste dans l’histoire de l’organisation.")
    return reason.strip()


def _note(by: Actor, organisation: Organisation, what: str, **words: str) -> None:
    change = OrganisationChange(organisation=organisation, what=what, by_id=by.account_id, **words)
    change.clean_fields(exclude=["organisation", "by"])
    change.save(force_insert=True)
