"""All changes of organisations, accounts and memberships; and of thresholds, which `common` holds and cannot record."""

import datetime as dt

from django.db import transaction

from benkan.audit.writes import record
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.models import ThresholdValue
from benkan.common.permissions import Actor, check, may
from benkan.common.thresholds import Threshold
from benkan.common.thresholds.reads import all_values, disagreements, forget
from benkan.organisations import verbs
from benkan.organisations.keys import make_key
from benkan.organisations.models import Account, Membership, Organisation, Presence
from benkan.organisations.permissions import CHANGE_THRESHOLDS, MANAGE_MEMBERS, MANAGE_ORGANISATIONS
from benkan.organisations.roles import APART, ROLES


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
def open_account(*, by: Actor, email: str, name: str, password: str | None = None) -> Account:
    """Open an account, without any role yet. Without a password it cannot sign in until one is set by invitation."""
    check(by, MANAGE_MEMBERS)
    account = Account(email=email.strip().lower(), name=name.strip(), opened_by_id=by.account_id)
    if password is None:
        account.set_unusable_password()
    else:
        account.set_password(password)
    account.full_clean(validate_unique=False)
    account.save(force_insert=True)
    record(verbs.ACCOUNT_OPENED, by=by, on=account)
    return account


@transaction.atomic
def give_membership(
    *, by: Actor, account: Account, organisation: Organisation, role: str, begins: dt.date | None = None
) -> Membership:
    """Give a role in an organisation. Duties that must stay apart (`roles.APART`) are refused together."""
    check(by, MANAGE_MEMBERS)
    if organisation.pk != by.organisation_id and not may(by, MANAGE_ORGANISATIONS):
        raise Refused("Vous donnez des rôles dans votre organisation seulement.")
    held = set(Membership.objects.in_force().filter(account=account).values_list("role", flat=True))
    for pair in APART:
        if role in pair and held & (pair - {role}):
            other = next(iter(held & (pair - {role})))
            raise Impossible(
                f"{account.name} est déjà « {ROLES[other].label} » : une même personne ne peut pas être aussi "
                f"« {ROLES[role].label} ». Retirez d’abord l’autre rôle, ou choisissez une autre personne."
            )
    membership = Membership(
        account=account,
        organisation=organisation,
        role=role,
        given_by_id=by.account_id,
        begins=begins or clock.today(),
    )
    membership.full_clean()
    membership.save(force_insert=True)
    record(verbs.MEMBERSHIP_GIVEN, by=by, on=membership, reason=role)
    return membership


@transaction.atomic
def end_membership(*, by: Actor, membership: Membership, ends: dt.date | None = None) -> Membership:
    """End a membership, yesterday by default: the right is gone at once."""
    check(by, MANAGE_MEMBERS)
    if membership.organisation_id != by.organisation_id and not may(by, MANAGE_ORGANISATIONS):
        raise Refused("Vous retirez des rôles dans votre organisation seulement.")
    if membership.account_id == by.account_id:
        raise Impossible("Vous ne pouvez pas retirer votre propre rôle : demandez-le à un autre administrateur.")
    yesterday = clock.today() - dt.timedelta(days=1)
    membership.ends = max(ends or yesterday, membership.begins)
    if membership.ends >= clock.today() and ends is None:
        membership.begins = membership.ends = yesterday
    membership.save(update_fields=["begins", "ends"])
    record(verbs.MEMBERSHIP_ENDED, by=by, on=membership, reason=membership.role)
    return membership


@transaction.atomic
def open_presence(*, by: Actor, organisation: Organisation, place, begins: dt.date | None = None) -> Presence:
    """Say that an organisation is present at a place: from then on it reads the arrivals there."""
    check(by, MANAGE_ORGANISATIONS)
    presence = Presence(organisation=organisation, place=place, begins=begins or clock.today())
    presence.full_clean()
    presence.save(force_insert=True)
    record(verbs.PRESENCE_OPENED, by=by, on=presence)
    return presence


@transaction.atomic
def change_threshold(
    *, by: Actor, threshold: Threshold, value: int, begins: dt.date, source: str, note: str
) -> ThresholdValue:
    """Give a threshold a value from a day on, today or later: the days before keep theirs. Earlier rows stay."""
    check(by, CHANGE_THRESHOLDS)
    source, note = source.strip(), note.strip()
    if not source or not note:
        raise Impossible("Dites d’où vous tenez cette valeur, et pourquoi elle change.")
    if sentence := threshold.fault(value):
        raise Impossible(sentence)
    if begins < clock.today():
        raise Impossible(
            "Ce jour est passé\u00a0: ce qui a été fait jusqu’ici l’a été avec la valeur d’alors. "
            "Donnez aujourd’hui, ou un jour à venir."
        )
    forget()
    values = all_values()
    disputed = any(one.threshold == threshold for one in disagreements(values))
    if value == values.on(threshold, begins) and not disputed:  # saying it again answers a newer file
        raise Impossible(f"Ce seuil vaut déjà {threshold.words(value)} ce jour-là.")
    given = ThresholdValue(
        code=threshold.code,
        value=value,
        unit=threshold.unit,
        begins=begins,
        source=source,
        as_of=clock.today(),
        note=note,
        account_id=by.account_id,
    )
    given.full_clean()
    given.save(force_insert=True)
    forget()
    record(verbs.THRESHOLD_CHANGED, by=by, on=given, fields=[threshold.code], reason=note)
    return given
