"""Members enter and leave; at each step the shares are divided anew, and what was held before stays."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max

from benkan.audit.writes import record
from benkan.cases.lifecycles.cases import UNDER_WAY
from benkan.cases.models import Case
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.common.permissions import Actor, check
from benkan.groups import verbs
from benkan.groups.engine import divide
from benkan.groups.lifecycles.groups import ExitReason, Rule, ShareEnd
from benkan.groups.models import Division, Exit, Group, Member, MemberName, Share
from benkan.groups.permissions import LINK
from benkan.groups.reads.members import living_members
from benkan.groups.writes.groups import held_living, held_own
from benkan.organisations.models import Organisation
from benkan.organisations.purposes import Purpose
from benkan.people.lifecycle import refuse_erased
from benkan.people.models import Registration
from benkan.people.shared_fields import IDENTITY
from benkan.people.sharing import check_may_leave


@dataclass(frozen=True)
class ExitSaid:
    """How somebody leaves: why, on which day, what becomes of her share; for an exclusion, the votes; for an heir, the
    sex by which he or she is counted."""

    reason: ExitReason
    day: dt.date
    share: ShareEnd
    votes_for: int | None = None
    votes_against: int | None = None
    words: str = ""
    heir_sex: str = ""


@transaction.atomic
def link_member(*, by: Actor, group: Group, case: Case, contribution: int = 0, day: dt.date | None = None) -> Member:
    """Somebody whom one's organisation accompanies becomes a member; she was asked, and wishes it.

    The other organisations of the group read her number in it, no name. Raises `Impossible` where she is one already,
    `Refused` to who only pays: whoever reads a group for its money divides no share of it.
    """
    check(by, LINK)
    person = Registration.objects.select_for_update(of=("self",)).get(pk=case.registration_id)
    refuse_erased(person)
    group = held_living(group)
    _check_takes_part(by, group)
    case = Case.objects.get(pk=case.pk)
    if case.status not in UNDER_WAY:
        raise Impossible("Cet accompagnement est terminé ou transmis\u00a0: rouvrez-le d’abord.")
    if group.members.filter(case=case).exists():
        raise Impossible("Cette personne est, ou a été, membre de ce projet.")
    return _entered(by, group, Member.Kind.RETURNEE, person.sex, contribution, day, case)


@transaction.atomic
def add_host(*, by: Actor, group: Group, sex: str, contribution: int = 0, day: dt.date | None = None) -> Member:
    """A member of the place itself: counted by sex, under a number; neither name nor file."""
    group = held_own(by=by, group=group)
    return _entered(by, group, Member.Kind.HOST, sex, contribution, day)


@transaction.atomic
def note_exit(*, by: Actor, group: Group, member: Member, said: ExitSaid) -> Exit:
    """A member leaves, dies or is excluded by a vote; those who remain share the whole. Her rows of before stay.

    Raises `Impossible` for the last member (the group is dissolved instead), or an exclusion without its majority.
    """
    group = held_own(by=by, group=group)
    member = Member.objects.get(pk=member.pk, group=group)
    _check_exit(group, member, said)
    gone = Exit.objects.create(
        member=member,
        organisation_id=by.organisation_id,
        reason=ExitReason(said.reason),
        day=said.day,
        share=ShareEnd(said.share),
        votes_for=said.votes_for if said.reason == ExitReason.EXCLUDED else None,
        votes_against=said.votes_against if said.reason == ExitReason.EXCLUDED else None,
        words=" ".join(said.words.split())[:200],
        by_id=by.account_id,
    )
    if group.treasurer_id == member.pk:
        group.treasurer = None
        group.save(update_fields=["treasurer"])
    record(verbs.MEMBER_LEFT, by=by, on=member, fields=[said.reason])
    if said.share == ShareEnd.HEIR:
        _entered(by, group, Member.Kind.HOST, said.heir_sex, member.contribution, said.day)
    else:
        _divide(by, group, _rule(group), said.day)
    return gone


@transaction.atomic
def say_rule(*, by: Actor, group: Group, rule: Rule, day: dt.date | None = None) -> Division:
    """Divide the shares anew, under this rule, from a day on."""
    group = held_own(by=by, group=group)
    if not living_members(group).exists():
        raise Impossible("Ce projet n’a pas encore de membre\u00a0: il n’y a rien à partager.")
    made = _divide(by, group, Rule(rule), day or clock.today())
    record(verbs.RULE_SAID, by=by, on=group, fields=[made.rule])
    return made


@transaction.atomic
def show_name(*, by: Actor, group: Group, member: Member) -> list[MemberName]:
    """She agrees that the other organisations of the group read her name: copied for each that reads it.

    Raises `Refused`, with what is missing, without her consent to be referred or an agreement with each of them.
    """
    check(by, LINK)
    group = held_living(group)
    member = Member.objects.select_related("case__registration").get(pk=member.pk, group=group)
    if member.case is None or member.organisation_id != by.organisation_id:
        raise Impossible("C’est à qui l’accompagne de montrer son nom, avec son accord.")
    readers = _readers(by, group)
    if not readers:
        raise Impossible("Aucune autre organisation ne lit ce projet.")
    shown = []
    for reader in readers:
        check_may_leave(member.case.registration, reader, Purpose.REFERRAL, [IDENTITY])
        if not MemberName.objects.filter(member=member, reader=reader).exists():
            one = MemberName(
                member=member,
                organisation_id=by.organisation_id,
                reader=reader,
                name=member.case.registration.full_name,
            )
            one.save(force_insert=True)
            shown.append(one)
    record(verbs.MEMBER_SHOWN, by=by, on=member, file_id=member.case.registration_id)
    return shown


def erase_members(*, by: Actor, registrations: Sequence[Registration], whole: bool) -> None:
    """No word of her is left (see `people.erasers`): she stays a number of the group, counted as before."""
    if not whole:
        return
    for shown in MemberName.objects.filter(member__case__registration__in=registrations).select_for_update(
        of=("self",)
    ):
        shown.name = ""
        shown.save(update_fields=["name"])
    Exit.objects.filter(member__case__registration__in=registrations).exclude(words="").update(words="")


def _check_takes_part(by: Actor, group: Group) -> None:
    if not takes_part(by=by, group=group):
        raise Refused("Votre organisation ne prend pas part à ce projet\u00a0: qui le tient l’ouvre à un partenaire.")


def takes_part(*, by: Actor, group: Group) -> bool:
    """Whether one's organisation keeps the group, or is its partner."""
    return group.organisation_id == by.organisation_id or group.partners.filter(partner=by.organisation_id).exists()


def _readers(by: Actor, group: Group) -> list[Organisation]:
    """Those who read the group and are not one's own: its keeper for a partner, its partners for its keeper."""
    if group.organisation_id != by.organisation_id:
        return [group.organisation]
    return [one.partner for one in group.partners.select_related("partner")]


def _entered(by: Actor, group: Group, kind, sex: str, contribution: int, day: dt.date | None, case=None) -> Member:
    day = day or clock.today()
    if day > clock.today():
        raise Impossible("L’entrée serait dans l’avenir. Corrigez le jour.")
    if sex not in ("F", "M"):
        raise Impossible("Dites si c’est une femme ou un homme\u00a0: c’est ainsi qu’elle est comptée.")
    rank = (group.members.aggregate(last=Max("rank"))["last"] or 0) + 1
    member = Member.objects.create(
        group=group, organisation_id=by.organisation_id, rank=rank, kind=kind, case=case, sex=sex,
        contribution=contribution, entered_on=day, by_id=by.account_id,
    )  # fmt: skip
    _divide(by, group, _rule(group), day)
    record(verbs.MEMBER_ENTERED, by=by, on=member, file_id=case.registration_id if case else None)
    return member


def _rule(group: Group) -> Rule:
    last = group.divisions.order_by("-version").first()
    return Rule(last.rule) if last else Rule.EQUAL


def _divide(by: Actor, group: Group, rule: Rule, day: dt.date) -> Division:
    members = list(living_members(group))
    weights = [1 if rule is Rule.EQUAL else member.contribution for member in members]
    version = (group.divisions.aggregate(last=Max("version"))["last"] or 0) + 1
    division = Division.objects.create(
        group=group, organisation_id=by.organisation_id, rule=rule, version=version, begins=day, by_id=by.account_id
    )
    Share.objects.bulk_create(
        Share(division=division, organisation_id=by.organisation_id, member=member, part=part)
        for member, part in zip(members, divide(weights), strict=True)
    )
    return division


def _check_exit(group: Group, member: Member, said: ExitSaid) -> None:
    if not living_members(group).filter(pk=member.pk).exists():
        raise Impossible("Cette personne n’est déjà plus membre. Rouvrez la page.")
    if said.day > clock.today() or said.day < member.entered_on:
        raise Impossible("Donnez un jour passé, après son entrée dans le projet.")
    others = living_members(group).exclude(pk=member.pk).exists()
    if not others and said.share != ShareEnd.HEIR:
        raise Impossible("C’est le dernier membre\u00a0: dissolvez le projet plutôt.")
    if said.share == ShareEnd.HEIR and said.reason != ExitReason.DIED:
        raise Impossible("Un héritier ne reprend une part qu’après un décès.")
    if said.reason == ExitReason.EXCLUDED and (
        said.votes_for is None or said.votes_against is None or said.votes_for <= said.votes_against
    ):
        raise Impossible("Une exclusion se vote\u00a0: donnez les voix pour et contre, la majorité étant pour.")
