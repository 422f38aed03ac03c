"""A collective project is noted, corrected, opened to partners, begins its activity, is visited, is dissolved."""

import datetime as dt
from dataclasses import dataclass, fields

from django.db import connection, transaction

from benkan.audit.writes import record
from benkan.cases.writes.moving import Track
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.common.thresholds.reads import value_of
from benkan.common.typography import pluriel
from benkan.groups import verbs
from benkan.groups.lifecycles.groups import LABELS, LIVING, MOVES, DissolutionReason, Equipment, GroupStatus
from benkan.groups.models import Group, GroupStatusRow, GroupVisit, Member, Partner
from benkan.groups.numbers import GROUP, new_number
from benkan.groups.permissions import KEEP
from benkan.groups.reads.members import living_members
from benkan.groups.thresholds import LEAST_MEMBERS
from benkan.organisations.models import Organisation
from benkan.places.models import Place

TRACK = Track(Group, GroupStatusRow, "group", MOVES, LABELS, "Ce projet collectif")


@dataclass(frozen=True)
class GroupSaid:
    """What is said of a group. `place` is the cercle, `commune` its name as people say it."""

    name: str
    kind: Group.Kind
    trade: str
    place: Place
    commune: str
    statutes_on: dt.date | None = None


@transaction.atomic
def note_group(*, by: Actor, said: GroupSaid) -> Group:
    """Note a collective project that one's organisation accompanies."""
    check(by, KEEP)
    _check_statutes(said)
    columns = {one.name: getattr(said, one.name) for one in fields(said)}
    group = Group(organisation_id=by.organisation_id, code=new_number(GROUP), written_by_id=by.account_id, **columns)
    group.save(force_insert=True)
    TRACK.begin(group, by)
    record(verbs.GROUP_OPENED, by=by, on=group)
    return group


@transaction.atomic
def correct_group(*, by: Actor, group: Group, said: GroupSaid) -> Group:
    group = held_own(by=by, group=group)
    _check_statutes(said)
    names = [one.name for one in fields(said)]
    for name in names:
        setattr(group, name, getattr(said, name))
    group.save(update_fields=names)
    record(verbs.GROUP_CORRECTED, by=by, on=group)
    return group


@transaction.atomic
def add_partner(*, by: Actor, group: Group, partner: Organisation) -> Partner:
    """Open the group to another organisation, that links the people it accompanies itself."""
    group = held_own(by=by, group=group)
    if partner.pk == group.organisation_id or partner.closed_at is not None:
        raise Impossible("Choisissez une autre organisation, ouverte aujourd’hui.")
    if group.partners.filter(partner=partner).exists():
        raise Impossible(f"{partner.name} lit déjà ce projet collectif.")
    made = Partner.objects.create(group=group, organisation_id=by.organisation_id, partner=partner, by_id=by.account_id)
    record(verbs.PARTNER_ADDED, by=by, on=group)
    return made


@transaction.atomic
def name_treasurer(*, by: Actor, group: Group, member: Member) -> Group:
    """Say which member keeps the money."""
    group = held_own(by=by, group=group)
    if not living_members(group).filter(pk=member.pk).exists():
        raise Impossible("Choisissez une personne qui est membre aujourd’hui.")
    group.treasurer = member
    group.save(update_fields=["treasurer"])
    record(verbs.GROUP_CORRECTED, by=by, on=group, fields=["treasurer"])
    return group


@transaction.atomic
def begin_activity(*, by: Actor, group: Group) -> Group:
    """The business begins. Raises `Impossible` without enough members, or without a treasurer among them."""
    group = held_own(by=by, group=group)
    least, count = value_of(LEAST_MEMBERS, on=clock.today()), living_members(group).count()
    if count < least:
        raise Impossible(f"Ce projet a {pluriel(count, 'membre')}\u00a0: il en faut {least} pour commencer.")
    if group.treasurer_id is None:
        raise Impossible("Dites d’abord qui est trésorière ou trésorier.")
    TRACK.move(group, GroupStatus.ACTIVE, by)
    record(verbs.GROUP_MOVED, by=by, on=group, fields=[GroupStatus.ACTIVE.value])
    return group


@transaction.atomic
def dissolve(*, by: Actor, group: Group, reason: DissolutionReason, equipment: Equipment) -> Group:
    """It is over: why, and what becomes of what it bought. Members, shares and accounts stay as they were."""
    group = held_own(by=by, group=group)
    TRACK.move(
        group, GroupStatus.DISSOLVED, by, reason=DissolutionReason(reason).value, equipment=Equipment(equipment).value
    )
    record(verbs.GROUP_MOVED, by=by, on=group, fields=[GroupStatus.DISSOLVED.value])
    return group


@transaction.atomic
def note_visit(
    *,
    by: Actor,
    group: Group,
    day: dt.date,
    business: GroupVisit.Business,
    moment: GroupVisit.Moment | str = "",
    met: int | None = None,
    words: str = "",
) -> GroupVisit:
    """Note that the group was visited, and whether its business runs. `moment`: the visit that was due, "" for none."""
    group = held_own(by=by, group=group)
    if group.status == GroupStatus.PREPARED:
        raise Impossible("Ce projet n’est pas encore en activité\u00a0: dites d’abord qu’il a commencé.")
    if day > clock.today():
        raise Impossible("Ce jour n’est pas encore passé\u00a0: notez la visite une fois faite.")
    if moment and group.visits.filter(moment=moment).exists():
        raise Impossible("Ce suivi est déjà noté, peut-être par un collègue. Rien n’a été noté deux fois.")
    visit = GroupVisit(
        group=group, organisation_id=by.organisation_id, moment=moment, day=day, met=met, words=words.strip(),
        business=GroupVisit.Business(business), by_id=by.account_id,
    )  # fmt: skip
    visit.save(force_insert=True)
    record(verbs.VISITED, by=by, on=group)
    return visit


def hold(group: Group) -> Group:
    """The group as it stands, until the transaction ends: who changes its members or its money waits here.

    By an advisory lock: a partner changes members, and may lock no row that is not its organisation's to change.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"groups_group {group.pk}"])
    return Group.objects.get(pk=group.pk)


def held_living(group: Group) -> Group:
    """The same; raises `Impossible` once it is dissolved."""
    group = hold(group)
    if group.status not in LIVING:
        raise Impossible("Ce projet collectif est dissous\u00a0: rien n’y change plus.")
    return group


def held_own(*, by: Actor, group: Group) -> Group:
    """One's own group, held and living."""
    check(by, KEEP)
    if group.organisation_id != by.organisation_id:
        raise Refused("Ce projet collectif est tenu par une autre organisation\u00a0: elle seule le change.")
    return held_living(group)


def _check_statutes(said: GroupSaid) -> None:
    if said.statutes_on is not None and said.statutes_on > clock.today():
        raise Impossible("Les statuts seraient déposés dans l’avenir. Corrigez le jour.")
