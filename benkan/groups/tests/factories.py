"""Invented groups with their members and money, made through the writes, inside `acting_for`."""

import datetime as dt

from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import granted
from benkan.common import clock
from benkan.demo.cast import body_of
from benkan.groups.lifecycles.groups import ExitReason, ShareEnd
from benkan.groups.models import CommunityProject, Funding, Group, Tranche
from benkan.groups.writes.community import note_project
from benkan.groups.writes.groups import GroupSaid, note_group
from benkan.groups.writes.members import ExitSaid, add_host, link_member
from benkan.groups.writes.money import ask_funding, confirm, plan_tranche, retain
from benkan.offers.tests.factories import cercle
from benkan.organisations.acting import acting_for


def said(**others) -> GroupSaid:
    of = {
        "name": "Coopérative Jigiya", "kind": Group.Kind.COOPERATIVE, "trade": "maraichage", "place": cercle("Kayes"),
        "commune": "Liberté Dembaya", "statutes_on": dt.date(2026, 2, 2),
    }  # fmt: skip
    return GroupSaid(**of | others)


def a_group(by, returnees: int = 0, hosts: int = 0) -> Group:
    """Kept by the organisation of `by`, with so many members, who brought 10 000 F each."""
    group = note_group(by=by, said=said())
    for _ in range(returnees):
        link_member(by=by, group=group, case=accompanied(by), contribution=10_000)
    for at in range(hosts):
        add_host(by=by, group=group, sex="F" if at % 2 else "M", contribution=10_000)
    return group


def leaving(**others) -> ExitSaid:
    of = {"reason": ExitReason.LEFT, "day": clock.today(), "share": ShareEnd.DIVIDED}
    return ExitSaid(**of | others)


def asked(by, group: Group, amount: int = 1_000_000) -> Funding:
    return ask_funding(by=by, group=group, payer=body_of("DJIGUI"), purpose="Périmètre maraîcher", amount=amount)


def funded(cast, funding: Funding, *amounts: int) -> list[Tranche]:
    """Retained by Aminata, confirmed by Ténin, in tranches of these amounts."""
    with acting_for(cast.aminata) as by:
        retain(by=by, funding=funding, amount=funding.amount, grant=granted(by, amount=5_000_000))
    with acting_for(cast.tenin) as by:
        confirm(by=by, funding=funding)
        return [plan_tranche(by=by, funding=funding, amount=amount, condition="Deux devis") for amount in amounts]


def a_project(by, **others) -> CommunityProject:
    of = {
        "name": "Forage de Sobokou", "works": CommunityProject.Works.WATER, "place": cercle("Kayes"),
        "commune": "Liberté Dembaya", "represented_by": "Deuxième adjointe au maire", "pdsec": "Axe 2, action 14",
        "pdsec_year": 2025,
    }  # fmt: skip
    return note_project(by=by, **of | others)
