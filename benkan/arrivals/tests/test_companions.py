"""Companions at the desk: what is linked there, and what a link at the desk never changes.

The rule: at the desk nobody asks who lives with whom. Two who are linked share a household from then on, unless each
has her own, or one of them has left the other's: nobody is put back where she has left, but at her own word.
"""

import pytest
from django.urls import reverse

from benkan.arrivals import writes
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import text
from benkan.common.errors import Impossible
from benkan.people import writes as people
from benkan.people.models import FamilyLink, Household, Registration
from benkan.people.reads.households import living_in
from benkan.people.reads.whole import relatives_of


@pytest.fixture
def desk(awa):
    return make.desk(awa)


@pytest.fixture
def couple(awa, desk):
    """Oumou and Modibo, in one household."""
    lines = make.registered(awa, desk, "Oumou", sex="F"), make.registered(awa, desk, "Modibo", sex="M")
    writes.link_lines(by=awa, one=lines[0], other=lines[1], kind="conjoint")
    return lines


def household(line) -> Household | None:
    return Registration.objects.select_related("household").get(pk=line.registration_id).household


def left(awa, line, *others) -> None:
    people.leave_household(
        by=awa, registration=line.registration, together_with=[other.registration for other in others]
    )


def test_whoever_left_is_not_put_back_by_a_link(awa, couple):
    oumou, modibo = couple
    left(awa, oumou)
    people.unlink_family(by=awa, link=FamilyLink.objects.get())
    writes.link_lines(by=awa, one=oumou, other=modibo, kind="conjoint")
    assert household(oumou) is None
    assert household(modibo) is not None
    assert FamilyLink.objects.count() == 1


def test_nor_by_a_link_with_another_of_that_household(awa, desk, couple):
    oumou, modibo = couple
    left(awa, oumou)
    child = writes.register_on_line(
        by=awa, arrival_list=desk, answers=make.answers("Lassine", birth="4 ans"), family_of=modibo, relation="parent"
    )
    writes.link_lines(by=awa, one=oumou, other=child, kind="parent", senior=oumou)
    assert household(oumou) is None
    assert household(child) == household(modibo)


def test_nor_where_that_household_lives_as_another_since(awa, desk, couple):
    oumou, modibo = couple
    left(awa, oumou)
    others = [make.registered(awa, desk, name) for name in ("Awa", "Fanta")]
    writes.link_lines(by=awa, one=others[0], other=others[1], kind="fratrie")
    child = make.registered(awa, desk, "Lassine")
    writes.link_lines(by=awa, one=modibo, other=child, kind="parent", senior=modibo)
    people.join_households(by=awa, kept=household(others[0]), absorbed=household(modibo))
    writes.link_lines(by=awa, one=oumou, other=others[1], kind="autre")
    assert household(oumou) is None


def test_at_her_own_word_she_comes_back(awa, couple):
    oumou, modibo = couple
    left(awa, oumou)
    one, other = oumou.registration, modibo.registration
    people.link_family(by=awa, one=one, other=other, kind="conjoint", together=True)
    assert household(oumou) == household(modibo) is not None


def test_whoever_left_has_a_new_household_with_whom_she_comes_with(awa, desk, couple):
    oumou, modibo = couple
    before = household(modibo)
    left(awa, oumou)
    friend = make.registered(awa, desk, "Fanta", sex="F")
    writes.link_lines(by=awa, one=oumou, other=friend, kind="autre")
    assert household(oumou) == household(friend)
    assert household(oumou) not in (None, before)


def test_those_who_left_together_keep_their_own(awa, desk, couple):
    oumou, modibo = couple
    child = writes.register_on_line(
        by=awa, arrival_list=desk, answers=make.answers("Lassine", birth="4 ans"), family_of=oumou, relation="parent"
    )
    left(awa, oumou, child)
    writes.link_lines(by=awa, one=modibo, other=child, kind="parent", senior=modibo)
    assert household(child) == household(oumou) != household(modibo)


def test_a_link_at_the_desk_keeps_what_was_linked(awa, couple):
    oumou, modibo = couple
    before = FamilyLink.objects.values().get()
    writes.link_lines(by=awa, one=modibo, other=oumou, kind="conjoint")
    with pytest.raises(Impossible, match="déjà un lien"):
        writes.link_lines(by=awa, one=modibo, other=oumou, kind="fratrie")
    assert FamilyLink.objects.values().get() == before
    assert living_in(household(oumou).pk).count() == 2


def test_a_child_registered_from_her_mother_s_line_is_her_child(awa, desk, couple):
    oumou, _ = couple
    child = writes.register_on_line(
        by=awa, arrival_list=desk, answers=make.answers("Lassine", sex="M"), family_of=oumou, relation="parent"
    )
    (mother,) = [one.words for one in relatives_of(child.registration) if one.registration == oumou.registration]
    assert mother == "mère"


def test_the_page_of_the_desk_asks_in_her_words_and_says_who_stays_apart(awa, couple, signed_in, cast):
    oumou, modibo = couple
    left(awa, oumou)
    people.unlink_family(by=awa, link=FamilyLink.objects.get())
    agent, address = signed_in(cast.awa), reverse("arrivals:family", args=[oumou.pk])
    page = text(agent.get(address))
    assert f"Ce que le jeton {oumou.token:03} est pour l’autre personne" in page
    assert "<span>Tutrice</span>" in page
    answer = agent.post(address, {"token": modibo.token, "kind": "conjoint"}, follow=True)
    assert "Leurs ménages restent comme ils étaient" in text(answer)
    wrong = agent.post(address, {"token": modibo.token, "kind": "cousin"})
    assert wrong.status_code == 422
