"""Two organisations act at once on one group, and a member of it is erased: numbers, shares and counts hold."""

from types import SimpleNamespace

import pytest
from django.db import connections

from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.referring import agreed
from benkan.demo.cast import body_of
from benkan.groups.engine import WHOLE
from benkan.groups.models import Exit, Member
from benkan.groups.reads.members import living_members, members_of, shares_of
from benkan.groups.tests.erasing import erase
from benkan.groups.tests.factories import a_group, leaving
from benkan.groups.writes.groups import add_partner
from benkan.groups.writes.members import add_host, link_member, note_exit, show_name
from benkan.people.writes.consents import sign_for_demonstration
from benkan.workbooks.tests.at_once import account_of, as_, overtaking


@pytest.fixture
def group(committed):
    with as_("hawa") as hawa:
        sign_for_demonstration(by=hawa)
    agreed(SimpleNamespace(fanta=account_of("fanta")))
    with as_("kadiatou") as by:
        made = a_group(by, hosts=1)
        add_partner(by=by, group=made, partner=body_of("BENKADI"))
    return made


def test_two_organisations_add_a_member_at_once(group):
    with as_("sekou") as sekou:
        case = accompanied(sekou)
    first, second = overtaking(
        ("kadiatou", lambda by: add_host(by=by, group=group, sex="F")),
        ("sekou", lambda by: link_member(by=by, group=group, case=case)),
    )
    assert (first.error, second.error, second.waited) == (None, None, True)
    with as_("kadiatou"):
        assert [one.rank for one in living_members(group)] == [1, 2, 3]
        assert sum(shares_of(group).values()) == WHOLE


def test_one_member_leaves_once(group):
    member = _only(group)
    with as_("kadiatou") as by:
        add_host(by=by, group=group, sex="F")
    act = ("kadiatou", lambda by: note_exit(by=by, group=group, member=member, said=leaving()))
    first, second = overtaking(act, act)
    assert (first.error, second.waited) == (None, True)
    assert "déjà plus membre" in str(second.error)


def test_who_is_erased_stays_a_number_of_the_group(group):
    with as_("kadiatou") as by:
        case = accompanied(by, given_names="Zoumanata")
        member = link_member(by=by, group=group, case=case)
        show_name(by=by, group=group, member=member)
        note_exit(by=by, group=group, member=member, said=leaving(words="Partiedite à Kita"))
    with as_("sekou") as sekou:
        assert members_of(sekou, group)[1].words == "Zoumanata Traoré"
    erase(case)
    with as_("sekou") as sekou:
        assert members_of(sekou, group)[1].words == "Membre accompagnée par un acteur"
        assert Member.objects.count() == 2
        assert Exit.objects.count() == 1
    assert _in_clear("Zoumanata", "Partiedite") == []


def _only(group) -> Member:
    with as_("kadiatou"):
        return living_members(group).get()


def _in_clear(*words: str) -> list[str]:
    """Which of these the owner of the database reads in any table."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        read = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')  # noqa: S608 - our own names
            read += [row for (row,) in cursor.fetchall()]
    return [word for word in words if word in "\n".join(read)]
