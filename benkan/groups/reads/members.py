"""Who is a member today, by what name each is shown to who reads, and what each holds."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from benkan.common.permissions import Actor, may
from benkan.groups.models import Group, Member, MemberName, Share
from benkan.groups.permissions import KEEP, LINK
from benkan.organisations.acting import entered
from benkan.people.lifecycle import Status
from benkan.people.models import Registration


@dataclass(frozen=True)
class MemberRow:
    """A member as one reader sees her; `share` in hundredths of a percent, None for who is one no more."""

    member: Member
    words: str
    share: int | None

    @property
    def gone(self):
        return getattr(self.member, "exit", None)


def living_members(group: Group) -> QuerySet[Member]:
    """Those who have not left, in the order of their numbers."""
    return group.members.filter(exit__isnull=True).order_by("rank")


def members_of(by: Actor, group: Group) -> list[MemberRow]:
    """All there ever were; a host and another's member without a name, and nobody's for who decides or pays alone. A
    query for each organisation that shows one."""
    members = list(group.members.select_related("exit", "organisation", "case"))
    names, shares = _names(by, members) if may(by, KEEP) or may(by, LINK) else {}, shares_of(group)
    return [MemberRow(one, _words(by, one, names), shares.get(one.pk)) for one in members]


def shares_of(group: Group) -> dict[UUID, int]:
    """What each holds since the last division, by member."""
    last = group.divisions.order_by("-version").first()
    return dict(Share.objects.filter(division=last).values_list("member", "part")) if last else {}


def _names(by: Actor, members: list[Member]) -> dict[UUID, str]:
    own = {
        one.pk: one.case.registration_id for one in members if one.case_id and one.organisation_id == by.organisation_id
    }
    files = Registration.objects.in_bulk(list(own.values()))
    readable = {pk: one for pk, one in files.items() if one.status != Status.ERASED}
    names = {pk: readable[file_id].full_name for pk, file_id in own.items() if file_id in readable}
    shown: dict[UUID, list[MemberName]] = defaultdict(list)
    for one in MemberName.objects.filter(member__in=[m.pk for m in members], reader=by.organisation_id):
        shown[one.organisation_id].append(one)
    for sender, those in shown.items():
        # The row policy said that these may be read; only the key is asked for on the other side.
        with entered(account_id=by.account_id, organisation_id=sender):
            names |= {one.member_id: one.name for one in those if one.name}
    return names


def _words(by: Actor, member: Member, names: dict[UUID, str]) -> str:
    if member.kind == Member.Kind.HOST:
        return "Femme de la localité" if member.sex == "F" else "Homme de la localité"
    if member.pk in names:
        return names[member.pk]
    return "Membre accompagnée par un acteur" if member.sex == "F" else "Membre accompagné par un acteur"
