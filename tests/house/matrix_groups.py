"""The matrix of rights, for collective and community projects: kept by the SAR, which also pays for its own here."""

from collections.abc import Mapping

from benkan.common import clock
from benkan.demo.cast import body_of
from benkan.groups.models import AccountLine, Tranche
from benkan.groups.reads.members import living_members
from benkan.groups.tests.factories import a_group, a_project
from benkan.groups.writes.money import ask_funding, note_line
from benkan.organisations.acting import acting_for
from tests.house.matrix import NONE, Row, own_object, roles

KEEPERS = ("accompagnement", "point_focal")
DECIDERS = (*KEEPERS, "commission")
READERS = (*DECIDERS, "finances")


def make_groups(made) -> None:
    """A group with members and a line of accounts; what it asks of its own organisation, and a tranche of it."""
    with acting_for(made.accounts["own", "accompagnement"]) as by:
        made.group = a_group(by, returnees=1, hosts=1)
        made.project = a_project(by)
        made.member = living_members(made.group).first()
        said = {"way": AccountLine.Way.RECEIVED, "amount": 5_000, "receipt": "R-1", "day": clock.today()}
        made.line_of_accounts = note_line(by=by, group=made.group, **said)
        made.funding = ask_funding(
            by=by, group=made.group, payer=body_of("SAR"), purpose="Périmètre maraîcher", amount=100_000
        )
        made.tranche = Tranche.objects.create(
            funding=made.funding, organisation_id=by.organisation_id, rank=1, amount=1_000, condition="Deux devis"
        )


def of_group(world) -> Mapping:
    return {"group_id": world.group.pk}


def of_member(world) -> Mapping:
    return of_group(world) | {"member_id": world.member.pk}


def of_funding(world) -> Mapping:
    return {"funding_id": world.funding.pk}


def of_tranche(world) -> Mapping:
    return {"tranche_id": world.tranche.pk}


def of_project(world) -> Mapping:
    return {"project_id": world.project.pk}


def kept_project(*names, word: str, method="get") -> Row:
    """Of a project that all read and its organisation alone keeps."""
    return Row(frozenset(names), NONE, NONE, method, lambda world: of_project(world) | {"word": word})


def moved(of, word: str):
    """The arguments of an act that its address names."""
    return lambda world: of(world) | {"word": word}


ROWS: dict[str, Row] = {
    "groups:list": roles(*READERS),
    "groups:totals": roles(*READERS, "secretariat"),
    "groups:new": roles(*KEEPERS),
    "groups:group": own_object(*READERS, arguments=of_group),
    **{
        f"groups:{name}": own_object(*KEEPERS, arguments=of_group)
        for name in ("correct", "partner", "host", "rule", "dissolve", "visit", "ask_funding", "line")
    },
    "groups:link": own_object("accompagnement", arguments=of_group),
    "groups:begin": own_object(*KEEPERS, method="post", arguments=of_group),
    "groups:leave": own_object(*KEEPERS, arguments=of_member),
    "groups:member_act": own_object(*KEEPERS, method="post", arguments=moved(of_member, "tresorerie")),
    "groups:cancel_line": own_object(
        *KEEPERS, method="post", arguments=lambda world: of_group(world) | {"line_id": world.line_of_accounts.pk}
    ),
    "groups:retain": own_object("commission", arguments=of_funding),
    "groups:reject": own_object("commission", arguments=of_funding),
    "groups:decide": own_object("commission", method="post", arguments=moved(of_funding, "confirmer")),
    "groups:plan_tranche": own_object("commission", arguments=of_funding),
    "groups:evidence": own_object(*DECIDERS, arguments=of_tranche),
    "groups:pay": own_object("finances", arguments=of_tranche),
    "groups:move_tranche": own_object(*KEEPERS, method="post", arguments=moved(of_tranche, "preparer")),
    "groups:new_project": roles(*KEEPERS),
    "groups:project": roles(*READERS, arguments=of_project),
    "groups:project_row": kept_project(*KEEPERS, word="avancement"),
    "groups:move_project": kept_project(*KEEPERS, word="travaux", method="post"),
}
