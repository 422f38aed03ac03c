"""What groups add to her own printed file: the projects that she shares, and what of each is hers."""

from benkan.cases.permissions import READ
from benkan.cases.printed.own import cases_of
from benkan.cases.printed.sections import HANDED_CODE, HANDED_HEADS, HANDED_TITLE
from benkan.common import clock
from benkan.common.permissions import Actor
from benkan.common.typography import jour, montant
from benkan.groups.models import Member, MemberName
from benkan.groups.reads.members import shares_of
from benkan.groups.templatetags.shares import part
from benkan.organisations.models import Organisation
from benkan.people.models import Registration
from benkan.people.printed import Line, Printed
from benkan.people.reads.own_file import functions_held

_HERE = "benkan.groups.printed"
SECTIONS = (
    Printed(
        "projets", "Vos projets avec d’autres", ("Projet", "Depuis", "Votre apport", "Votre part", "Jusqu’à"), READ,
        f"{_HERE}.projects", order=75,
    ),
    Printed(HANDED_CODE, HANDED_TITLE, HANDED_HEADS, READ, f"{_HERE}.handed", order=99),
)  # fmt: skip


def projects(by: Actor, registration: Registration) -> list[Line]:
    """Each with what she brought and what is hers since the last division; of one that she left, until when."""
    members = _members(by, registration)
    shares = {one.group_id: shares_of(one.group) for one in members}
    return [_project(one, shares[one.group_id].get(one.pk)) for one in members]


def handed(by: Actor, registration: Registration) -> list[Line]:
    """The organisations that read the project and are shown her name."""
    members = {one.pk: one for one in _members(by, registration)}
    shown = MemberName.objects.filter(member__in=members).exclude(reader=by.organisation_id).select_related("reader")
    held = functions_held(by, {one.by_id for one in members.values()})
    own = Organisation.objects.get(pk=by.organisation_id).name
    lines = []
    for name in shown.defer("name"):
        member = members[name.member_id]
        day = clock.day_of(member.at)
        what = f"votre nom, pour «\u00a0{member.group.name}\u00a0»"
        lines.append(Line(day, (jour(day), name.reader.name, f"{own}, {held(member.by_id, day).lower()}", what)))
    return lines


def _project(one: Member, share: int | None) -> Line:
    gone = getattr(one, "exit", None)
    until = jour(gone.day) if gone else ""
    cells = (one.group.name, jour(one.entered_on), montant(one.contribution), part(share), until)
    return Line(one.entered_on, cells)


def _members(by: Actor, registration: Registration) -> list[Member]:
    found = Member.objects.filter(case__in=cases_of(by, registration)).select_related("group", "exit")
    return list(found.order_by("entered_on", "pk"))
