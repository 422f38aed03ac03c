"""A collective project between two organisations, its money, its end; a community project and what is counted of it."""

from dataclasses import fields, replace

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse

from benkan.cases.models import Grant
from benkan.cases.reads.funding import sums_of
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import decided, granted, let_plans_leave, requests_of, retained, submitted, wanted
from benkan.cases.tests.referring import agreed
from benkan.cases.writes.funding import assign
from benkan.cases.writes.grants import GrantSaid, correct_grant
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.demo.cast import body_of
from benkan.groups import work
from benkan.groups.lifecycles.community import ProjectStatus
from benkan.groups.lifecycles.groups import DissolutionReason, Equipment
from benkan.groups.models import AccountLine, Cofunding, Group, GroupVisit, Member, MemberName, Tranche
from benkan.groups.reads import totals
from benkan.groups.reads.members import living_members, members_of
from benkan.groups.reads.visits import due_visits
from benkan.groups.tests.factories import a_group, a_project, asked, funded
from benkan.groups.writes import money
from benkan.groups.writes.community import move_project, note_cofunding, note_progress, say_population
from benkan.groups.writes.groups import add_partner, begin_activity, dissolve, name_treasurer, note_visit
from benkan.groups.writes.members import link_member, show_name
from benkan.organisations.acting import acting_for
from benkan.people.tests.factories import consented
from tests.house.test_figures import COUNTED


def said_of(grant: Grant) -> GrantSaid:
    return GrantSaid(**{one.name: getattr(grant, one.name) for one in fields(GrantSaid)})


def words_of(by, group) -> list[str]:
    return [row.words for row in members_of(by, group)]


def test_each_links_its_own_and_reads_no_name_of_the_others(cast, by):
    group = a_group(by, returnees=1, hosts=1)
    with acting_for(cast.sekou):
        assert not Group.objects.exists()
    add_partner(by=by, group=group, partner=body_of("BENKADI"))
    with acting_for(cast.sekou) as sekou:
        theirs = link_member(by=sekou, group=group, case=accompanied(sekou, given_names="Fatim"))
        assert words_of(sekou, group) == ["Membre accompagnée par un acteur", "Homme de la localité", "Fatim Traoré"]
        with pytest.raises(Refused, match="accord de partage"):
            show_name(by=sekou, group=group, member=theirs)
    assert words_of(by, group) == ["Kadiatou Traoré", "Homme de la localité", "Membre accompagnée par un acteur"]
    for other in (cast.rokia, cast.binta):
        with acting_for(other):
            assert not Group.objects.exists()
            assert not Member.objects.exists()


def test_her_name_is_read_by_the_partners_when_she_agrees(cast, by):
    agreed(cast)
    group = a_group(by, returnees=2)
    add_partner(by=by, group=group, partner=body_of("BENKADI"))
    one, other = living_members(group)
    show_name(by=by, group=group, member=one)
    consented(by, other.case.registration, orientation=False)
    with pytest.raises(Refused, match="l’a retiré"):
        show_name(by=by, group=group, member=other)
    with acting_for(cast.sekou) as sekou:
        assert words_of(sekou, group) == ["Kadiatou Traoré", "Membre accompagnée par un acteur"]
    assert MemberName.objects.count() == 1


def test_a_group_begins_with_enough_members_and_a_treasurer(by):
    group = a_group(by, hosts=4)
    with pytest.raises(Impossible, match="il en faut 5"):
        begin_activity(by=by, group=group)
    link_member(by=by, group=group, case=accompanied(by))
    with pytest.raises(Impossible, match="trésorière"):
        begin_activity(by=by, group=group)
    name_treasurer(by=by, group=group, member=living_members(group).first())
    begin_activity(by=by, group=group)
    first, following = due_visits(Group.objects.get(pk=group.pk))
    assert following.due > first.due > clock.today()
    visit = {"by": by, "group": group, "day": clock.today(), "business": GroupVisit.Business.RUNS}
    note_visit(**visit, moment=first.moment, words="Deux parcelles")
    with pytest.raises(Impossible, match="déjà noté"):
        note_visit(**visit, moment=first.moment)
    dissolve(by=by, group=group, reason=DissolutionReason.DISPUTE, equipment=Equipment.COMMUNE)
    with pytest.raises(Impossible, match="dissous"):
        link_member(by=by, group=group, case=accompanied(by))
    assert living_members(group).count() == 5


def test_money_is_decided_by_two_and_paid_by_three(cast, by):
    group = a_group(by, hosts=5)
    funding = asked(by, group)
    with pytest.raises(Impossible, match="un seul à la fois"):
        asked(by, group)
    first, following = funded(cast, funding, 600_000, 400_000)
    with acting_for(cast.tenin) as tenin, pytest.raises(Impossible, match="Il reste 0"):
        money.plan_tranche(by=tenin, funding=funding, amount=1, condition="Rien")
    with pytest.raises(Impossible, match="Rien ne montre"):
        money.prepare(by=by, tranche=first)
    money.note_evidence(by=by, tranche=first, day=clock.today(), words="Deux devis vus")
    money.prepare(by=by, tranche=first)
    with pytest.raises(Impossible, match="d’avant"):
        money.prepare(by=by, tranche=following)
    with pytest.raises(Refused):
        money.validate(by=by, tranche=first)
    with acting_for(cast.modibo) as modibo:
        money.validate(by=modibo, tranche=first)
        with pytest.raises(Impossible, match="un troisième compte"):
            money.pay(by=modibo, tranche=first, receipt="R-1")
        with pytest.raises(IntegrityError), transaction.atomic():
            Tranche.objects.filter(pk=first.pk).update(status="payee", paid_by=modibo.account_id, receipt="R",
                                                       paid_on=clock.today())  # fmt: skip
    with acting_for(cast.assetou) as assetou:
        assert money.pay(by=assetou, tranche=first, receipt="R-1").status == "payee"
        with pytest.raises(Refused):
            money.take_back(by=assetou, tranche=first)


def test_neither_who_decides_nor_who_is_not_paid_moves_a_tranche(cast, by):
    """Three hands of two organisations: the commission plans, the focal point of who pays prepares nothing there."""
    (first,) = funded(cast, asked(by, a_group(by, hosts=2)), 1_000_000)
    money.note_evidence(by=by, tranche=first, day=clock.today(), words="Deux devis vus")
    with acting_for(cast.binta) as binta, pytest.raises(Impossible, match="qui tient le projet"):
        money.prepare(by=binta, tranche=first)
    for one in (cast.modibo, cast.assetou):
        with acting_for(one) as finances, pytest.raises(Refused):
            money.note_evidence(by=finances, tranche=first, day=clock.today(), words="Vu")
    money.prepare(by=by, tranche=first)
    for act in (money.validate, money.take_back):
        with acting_for(cast.aminata) as aminata, pytest.raises(Refused):
            act(by=aminata, tranche=first)
    with acting_for(cast.modibo) as modibo:
        money.take_back(by=modibo, tranche=first)
    money.prepare(by=by, tranche=first)
    assert money.take_back(by=by, tranche=first).status == "prevue"
    assert [row.status for row in first.statuses.all()] == ["prevue", "preparee", "prevue", "preparee", "prevue"]


def test_the_table_itself_holds_whose_hand_each_is(cast, by):
    (first,) = funded(cast, asked(by, a_group(by, hosts=2)), 1_000_000)
    row = Tranche.objects.filter(pk=first.pk)
    tried = (
        (cast.kadiatou, {"amount": 2}),
        (cast.kadiatou, {"prepared_by": cast.issa.pk, "status": "preparee"}),
        (cast.modibo, {"prepared_by": cast.modibo.pk, "status": "preparee"}),
        (cast.modibo, {"validated_by": cast.assetou.pk}),
        (cast.assetou, {"paid_by": cast.modibo.pk}),
    )
    for who, said in tried:
        with acting_for(who), pytest.raises(DatabaseError), transaction.atomic():
            row.update(**said)
    with acting_for(cast.kadiatou), pytest.raises(DatabaseError), transaction.atomic():
        row.update(validated_by=cast.kadiatou.pk)


def test_who_decides_or_pays_in_the_same_house_reads_no_name(cast, by):
    group = a_group(by, returnees=1)
    (row,) = members_of(by, group)
    assert row.words == "Kadiatou Traoré"
    payer = replace(by, roles=("finances",))
    assert members_of(payer, group)[0].words == "Membre accompagnée par un acteur"


def test_who_notes_a_decision_does_not_confirm_it(cast, by):
    funding = asked(by, a_group(by, hosts=2))
    with acting_for(cast.aminata) as aminata:
        grant = granted(aminata)
        with pytest.raises(Impossible, match="jusqu’à"):
            money.retain(by=aminata, funding=funding, amount=1_000_001, grant=grant)
        money.retain(by=aminata, funding=funding, amount=900_000, grant=grant)
        with pytest.raises(Impossible, match="un autre compte"):
            money.confirm(by=aminata, funding=funding)
    with acting_for(cast.tenin) as tenin:
        money.not_confirmed(by=tenin, funding=funding)
        money.reject(by=tenin, funding=funding, words="Revenez avec deux devis")
    assert asked(by, Group.objects.get()).status == "deposee"


def test_accounts_never_spend_what_was_not_received(by):
    group, today = a_group(by, hosts=2), clock.today()
    line = {"by": by, "group": group, "day": today}
    received = money.note_line(**line, way=AccountLine.Way.RECEIVED, amount=100_000, receipt="R-1")
    with pytest.raises(Impossible, match="déjà dans les comptes"):
        money.note_line(**line, way=AccountLine.Way.RECEIVED, amount=5, receipt="R-1")
    with pytest.raises(Impossible, match="Il reste"):
        money.note_line(**line, way=AccountLine.Way.SPENT, amount=100_001, receipt="F-1")
    spent = money.note_line(**line, way=AccountLine.Way.SPENT, amount=40_000, receipt="F-1", what="Semences")
    with pytest.raises(Impossible, match="déjà dépensé"):
        money.cancel_line(by=by, line=received)
    money.cancel_line(by=by, line=spent)
    assert money.left_of(group) == 100_000
    assert group.lines.count() == 3


def test_the_population_of_works_is_added_to_nobody(by, monkeypatch):
    """The figures may not even read it: no number of persons can hold it."""
    monkeypatch.setattr(totals, "FIGURES", "default")  # the other connection cannot see what is not committed
    project, group = a_project(by), a_group(by, returnees=2, hosts=3)
    say_population(by=by, project=project, people=7_400, source="Mairie", year=2025)
    say_population(by=by, project=project, people=7_600, source="Mairie", year=2026)
    assert project.population_rows.count() == 2
    assert "groups_population" not in COUNTED
    whole = totals.group_totals()[-1]
    assert (whole.whole, whole.persons, whole.women, whole.hosts) == (True, 2, 2, 3)
    assert totals.community_totals() == [("Kayes", 1, 0)]
    assert living_members(group).count() == 5


def test_a_community_project_says_its_sources(cast, by):
    with pytest.raises(Impossible, match="avec son année"):
        a_project(by, pdsec_year=None)
    project = a_project(by)
    note_cofunding(by=by, project=project, source="Commune", step=Cofunding.Step.PROMISED, amount=2_000_000,
                   day=clock.today(), act="Délibération 12")  # fmt: skip
    note_progress(by=by, project=project, day=clock.today(), words="Forage équipé", share=60)
    with pytest.raises(Impossible, match="sa source"):
        say_population(by=by, project=project, people=10, source=" ", year=2026)
    with acting_for(cast.sekou) as sekou, pytest.raises(Refused):
        note_progress(by=sekou, project=project, day=clock.today(), words="Vu")
    move_project(by=by, project=project, to=ProjectStatus.WORKS)
    with pytest.raises(Impossible, match="en travaux"):
        move_project(by=by, project=project, to=ProjectStatus.WORKS)


def test_a_grant_never_gives_more_than_it_holds_to_groups_and_persons_together(cast, by):
    let_plans_leave(cast.fanta, cast.drissa)
    first, second = asked(by, a_group(by, hosts=2), 700_000), asked(by, a_group(by, hosts=2), 700_000)
    requests = requests_of(submitted(by, wanted(450_000)))
    with acting_for(cast.aminata) as aminata:
        grant = granted(aminata, amount=1_000_000)
        money.retain(by=aminata, funding=first, amount=700_000, grant=grant)
        with pytest.raises(Impossible, match="Il reste 300"):
            money.retain(by=aminata, funding=second, amount=700_000, grant=grant)
        decided(aminata, *(retained(one) for one in requests))
        with pytest.raises(Impossible, match="Il reste 300"):
            assign(by=aminata, grant=grant, requests=requests)
        with pytest.raises(Impossible, match="paie déjà"):
            correct_grant(by=aminata, grant=grant, said=replace(said_of(grant), amount=1))
        money.retain(by=aminata, funding=second, amount=300_000, grant=grant)
    with acting_for(cast.tenin) as tenin:
        money.not_confirmed(by=tenin, funding=first)  # what is decided anew is free again
        assert sums_of(Grant.objects.filter(pk=grant.pk))[0].left == 700_000


def test_a_dissolved_group_is_granted_and_paid_nothing_more(cast, by):
    group, waits = a_group(by, hosts=2), a_group(by, hosts=2)
    first, following = funded(cast, asked(by, group), 600_000, 300_000)
    funding = asked(by, waits)
    for tranche in (first, following):
        money.note_evidence(by=by, tranche=tranche, day=clock.today(), words="Deux devis vus")
    money.prepare(by=by, tranche=first)
    with acting_for(cast.modibo) as modibo:
        money.validate(by=modibo, tranche=first)
    for one in (group, waits):
        dissolve(by=by, group=one, reason=DissolutionReason.DECIDED, equipment=Equipment.NONE)
    with acting_for(cast.assetou) as assetou:
        with pytest.raises(Impossible, match="dissous"):
            money.pay(by=assetou, tranche=first, receipt="R-1")
        assert work.groups(assetou) is None
        money.take_back(by=assetou, tranche=first)
    with pytest.raises(Impossible, match="dissous"):
        money.prepare(by=by, tranche=first)
    with acting_for(cast.aminata) as aminata:
        with pytest.raises(Impossible, match="dissous"):
            money.retain(by=aminata, funding=funding, amount=1, grant=Grant.objects.get())
        with pytest.raises(Impossible, match="dissous"):
            money.plan_tranche(by=aminata, funding=first.funding, amount=1, condition="Rien")
        assert money.reject(by=aminata, funding=funding, words="Le groupe est dissous").status == "rejetee"


def test_who_only_pays_for_a_group_divides_no_share_of_it(cast, by, signed_in):
    group = a_group(by, hosts=2)
    funding = money.ask_funding(by=by, group=group, payer=body_of("BENKADI"), purpose="Périmètre", amount=1_000)
    with acting_for(cast.sekou) as sekou:
        theirs = accompanied(sekou)
        with pytest.raises(Refused, match="ne prend pas part"):
            link_member(by=sekou, group=group, case=theirs)
    link = reverse("groups:link", args=[group.pk])
    assert link not in signed_in(cast.sekou).get(reverse("groups:group", args=[group.pk])).content.decode()
    add_partner(by=by, group=group, partner=body_of("BENKADI"))
    assert link in signed_in(cast.sekou).get(reverse("groups:group", args=[group.pk])).content.decode()
    with acting_for(cast.sekou) as sekou:
        assert link_member(by=sekou, group=funding.group, case=theirs).rank == 3


def test_a_partner_shows_no_condition_met(cast, by):
    group = a_group(by, hosts=2)
    add_partner(by=by, group=group, partner=body_of("BENKADI"))
    (first,) = funded(cast, asked(by, group), 1_000_000)
    for other in (cast.sekou, cast.seydou, cast.binta):
        with acting_for(other) as partner, pytest.raises(Refused):
            money.note_evidence(by=partner, tranche=first, day=clock.today(), words="Vu")
    with acting_for(cast.aminata) as aminata:
        money.note_evidence(by=aminata, tranche=first, day=clock.today(), words="Deux devis vus")
