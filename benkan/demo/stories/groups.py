"""An invented cooperative of twelve, of two organisations and the place itself, its first tranche and what follows; a
community project."""

import datetime as dt

from benkan.cases.lifecycles.cases import CaseStatus
from benkan.cases.models import Case, Grant
from benkan.cases.writes.grants import GrantSaid, note_grant
from benkan.common import clock
from benkan.demo.cast import account_of, body_of
from benkan.demo.stories.people import accompany
from benkan.groups.lifecycles.community import ProjectStatus
from benkan.groups.lifecycles.groups import ExitReason, ShareEnd
from benkan.groups.models import AccountLine, Cofunding, CommunityProject, Group, GroupVisit
from benkan.groups.reads.members import living_members
from benkan.groups.writes import money
from benkan.groups.writes.community import (
    move_project,
    note_cofunding,
    note_progress,
    note_project,
    say_population,
)
from benkan.groups.writes.groups import (
    GroupSaid,
    add_partner,
    begin_activity,
    name_treasurer,
    note_group,
    note_visit,
)
from benkan.groups.writes.members import ExitSaid, add_host, link_member, note_exit
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Account
from benkan.organisations.purposes import Purpose
from benkan.places.models import Place

DAY = dt.timedelta(days=1)
BEGUN = 160  # days ago
OWN, THEIRS = 5, 2  # people of return: of the reception service, of the association
HOSTS = "FFMFM"
GRANTED = 3_000_000


def tell() -> None:
    """Five months of a cooperative; its second tranche waits for its condition."""
    with entered(door="open"):
        people = {key: account_of(key) for key in ("kadiatou", "sekou", "aminata", "tenin", "modibo", "assetou")}
    now = clock.now()
    group = _members(people, now)
    _money(people, group, now)
    _after(people["kadiatou"], group, now)
    _community(people["kadiatou"], now)


def _members(people: dict[str, Account], now: dt.datetime) -> Group:
    with clock.at(now - BEGUN * DAY), acting_for(people["kadiatou"]) as by:
        group = note_group(
            by=by,
            said=GroupSaid(
                name="Coopérative Jigiya", kind=Group.Kind.COOPERATIVE, trade="maraichage", place=_kayes(),
                commune="Liberté Dembaya", statutes_on=clock.today() - dt.timedelta(days=20),
            ),
        )  # fmt: skip
        add_partner(by=by, group=group, partner=body_of("BENKADI"))
    for key, wanted in (("kadiatou", OWN), ("sekou", THEIRS)):
        for case in _cases(people[key], wanted, now):
            with clock.at(now - (BEGUN - 3) * DAY), acting_for(people[key]) as by:
                link_member(by=by, group=group, case=case, contribution=15_000)
    with clock.at(now - (BEGUN - 4) * DAY), acting_for(people["kadiatou"]) as by:
        for sex in HOSTS:
            add_host(by=by, group=group, sex=sex, contribution=15_000)
        name_treasurer(by=by, group=group, member=living_members(group).filter(sex="F").first())
    with clock.at(now - (BEGUN - 30) * DAY), acting_for(people["kadiatou"]) as by:
        begin_activity(by=by, group=group)
    return group


def _cases(worker: Account, wanted: int, now: dt.datetime) -> list[Case]:
    begun = now - (BEGUN - 2) * DAY
    with acting_for(worker):
        held = list(Case.objects.filter(status=CaseStatus.OPEN, worker=worker, opened_at__lt=begun)[:wanted])
    return held + accompany(worker, wanted - len(held), begun, Purpose.FOLLOW_UP) if len(held) < wanted else held


def _money(people: dict[str, Account], group: Group, now: dt.datetime) -> None:
    """Two decide, three pay the first tranche; the second waits for what must be shown."""
    with clock.at(now - (BEGUN - 35) * DAY), acting_for(people["kadiatou"]) as by:
        funding = money.ask_funding(
            by=by, group=group, payer=body_of("DJIGUI"), purpose="Périmètre maraîcher d’un hectare", amount=GRANTED
        )
    with clock.at(now - (BEGUN - 50) * DAY), acting_for(people["aminata"]) as by:
        money.retain(by=by, funding=funding, amount=GRANTED, grant=_grant(by))
    with clock.at(now - (BEGUN - 52) * DAY), acting_for(people["tenin"]) as by:
        money.confirm(by=by, funding=funding)
        first = money.plan_tranche(by=by, funding=funding, amount=2_000_000, condition="Deux devis et le bail signé")
        money.plan_tranche(by=by, funding=funding, amount=1_000_000, condition="Clôture posée et puits en eau")
    with clock.at(now - (BEGUN - 60) * DAY), acting_for(people["kadiatou"]) as by:
        money.note_evidence(by=by, tranche=first, day=clock.today(), words="Devis vus, bail signé à la mairie")
    steps = (
        ("kadiatou", money.prepare, {}), ("modibo", money.validate, {}), ("assetou", money.pay, {"receipt": "R-001"}),
    )  # fmt: skip
    for at, (key, act, said) in enumerate(steps):
        with clock.at(now - (BEGUN - 61 - at) * DAY), acting_for(people[key]) as by:
            act(by=by, tranche=first, **said)


def _grant(by) -> Grant:
    """Of its own: a grant gives no more than it holds, to persons and groups together."""
    return note_grant(
        by=by,
        said=GrantSaid(
            name="Projets collectifs", code="PC-1", funder="Bailleur inventé", amount=20_000_000,
            begins=clock.today().replace(month=1, day=1), ends=clock.today().replace(month=12, day=31),
            source="Convention inventée 7",
        ),
    )  # fmt: skip


def _after(worker: Account, group: Group, now: dt.datetime) -> None:
    """What was bought, a member who left for work elsewhere, one who died and whose heir took her share."""
    way = AccountLine.Way
    with clock.at(now - (BEGUN - 66) * DAY), acting_for(worker) as by:
        lines = (
            (way.RECEIVED, 2_000_000, "R-001", "Première tranche"), (way.RECEIVED, 180_000, "A-001", "Apports"),
            (way.SPENT, 850_000, "F-104", "Grillage et poteaux"), (way.SPENT, 420_000, "F-112", "Semences et outils"),
        )  # fmt: skip
        for sense, amount, receipt, what in lines:
            money.note_line(by=by, group=group, way=sense, amount=amount, receipt=receipt, day=clock.today(), what=what)
    with clock.at(now - 90 * DAY), acting_for(worker) as by:
        left, died = list(living_members(group).exclude(pk=Group.objects.get(pk=group.pk).treasurer_id))[1:3]
        note_exit(by=by, group=group, member=left, said=ExitSaid(ExitReason.LEFT, clock.today(), ShareEnd.BOUGHT))
        heir = ExitSaid(ExitReason.DIED, clock.today(), ShareEnd.HEIR, heir_sex="M")
        note_exit(by=by, group=group, member=died, said=heir)
    with clock.at(now - 60 * DAY), acting_for(worker) as by:
        note_visit(by=by, group=group, day=clock.today(), business=GroupVisit.Business.RUNS, met=8,
                   words="Première récolte d’oignons vendue.")  # fmt: skip


def _community(worker: Account, now: dt.datetime) -> None:
    with clock.at(now - 120 * DAY), acting_for(worker) as by:
        project = note_project(
            by=by, name="Forage de Sobokou", works=CommunityProject.Works.WATER, place=_kayes(),
            commune="Liberté Dembaya", represented_by="Deuxième adjointe au maire", pdsec="Axe 2, action 14",
            pdsec_year=2025,
        )  # fmt: skip
        say_population(by=by, project=project, people=1_850, source="Mairie, recensement administratif", year=2025)
        for source, step, amount, act in (
            ("Commune", Cofunding.Step.PROMISED, 2_500_000, "Délibération 12"),
            ("Association de ressortissants", Cofunding.Step.PROMISED, 4_000_000, "Lettre du bureau"),
            ("Association de ressortissants", Cofunding.Step.PAID, 4_000_000, "Reçu 31"),
        ):
            note_cofunding(by=by, project=project, source=source, step=step, amount=amount, day=clock.today(), act=act)
    with clock.at(now - 40 * DAY), acting_for(worker) as by:
        move_project(by=by, project=project, to=ProjectStatus.WORKS)
        note_progress(by=by, project=project, day=clock.today(), words="Forage achevé", share=60)


def _kayes() -> Place:
    return Place.objects.get(name="Kayes", level="cercle")
