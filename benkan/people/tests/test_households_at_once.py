"""Two colleagues change households or links at the same moment, each on a connection of her own."""

import pytest

from benkan.common.errors import Impossible
from benkan.people import writes
from benkan.people.models import FamilyLink, Household, HouseholdJoin, Registration
from benkan.people.reads.households import living_in
from benkan.people.tests.factories import a_registration
from benkan.workbooks.tests.at_once import as_, overtaking


@pytest.fixture
def families(committed):
    """Three households of two: in each, somebody and a sister."""
    with as_("awa") as awa:
        made = []
        for name in ("Oumou", "Djénéba", "Kadidia"):
            one, other = (a_registration(awa, given_names=given) for given in (name, f"Sœur de {name}"))
            writes.link_family(by=awa, one=one, other=other, kind="fratrie")
            made.append((again(one), again(other)))
        return made


def again(registration) -> Registration:
    return Registration.objects.select_related("household__lives_as").get(pk=registration.pk)


def join(kept, absorbed):
    return lambda by: writes.join_households(by=by, kept=kept.household, absorbed=absorbed.household)


def living_with(registration) -> int:
    with as_("awa"):
        household = again(registration).household
        return living_in(household.whole_id).count() if household else 1


def test_two_households_are_joined_once_whichever_way_each_meant(families):
    (oumou, _), (djeneba, _), _ = families
    first, second = overtaking(("awa", join(oumou, djeneba)), ("kadiatou", join(djeneba, oumou)))
    assert (first.error, second.waited) == (None, True)
    assert isinstance(second.error, Impossible)
    assert "vient de changer" in str(second.error)
    assert living_with(djeneba) == 4
    with as_("awa"):
        assert HouseholdJoin.objects.count() == 1


def test_a_household_joins_another_while_a_third_joins_it(families):
    (oumou, _), (djeneba, _), (kadidia, _) = families
    first, second = overtaking(("awa", join(djeneba, oumou)), ("kadiatou", join(kadidia, djeneba)))
    assert (first.error, second.error, second.waited) == (None, None, True)
    assert living_with(oumou) == living_with(kadidia) == 6
    with as_("awa"):
        assert Household.objects.exclude(lives_as=None).values("lives_as").distinct().count() == 1


def test_somebody_leaves_while_her_household_is_joined(families):
    (oumou, sister), (djeneba, _), _ = families
    first, second = overtaking(
        ("awa", join(djeneba, oumou)),
        ("kadiatou", lambda by: writes.leave_household(by=by, registration=sister)),
    )
    assert (first.error, second.error) == (None, None)
    assert (living_with(djeneba), living_with(sister)) == (3, 1)


def test_somebody_enters_a_household_while_it_is_joined(families):
    (oumou, _), (djeneba, _), _ = families
    with as_("awa") as awa:
        child = a_registration(awa, given_names="Lassine")
    first, second = overtaking(
        ("awa", join(djeneba, oumou)),
        ("kadiatou", lambda by: writes.link_family(by=by, one=oumou, other=child, kind="parent", senior=oumou)),
    )
    assert (first.error, second.error) == (None, None)
    assert living_with(child) == living_with(djeneba) == 5


def test_a_join_is_undone_once(families):
    (oumou, _), (djeneba, _), _ = families
    with as_("awa") as awa:
        made = join(oumou, djeneba)(awa)
    undo = ("kadiatou", lambda by: writes.undo_join(by=by, join=made))
    first, second = overtaking(undo, undo)
    assert (first.error, second.waited) == (None, True)
    assert living_with(oumou) == living_with(djeneba) == 2
    # Whoever came second is told, or finds it done.
    assert second.error is None or "vient de changer" in str(second.error)


def test_two_who_leave_with_the_same_person_do_not_both_take_her(families):
    (oumou, sister), (djeneba, _), _ = families
    with as_("awa") as awa:
        join(oumou, djeneba)(awa)
    first, second = overtaking(
        ("awa", lambda by: writes.leave_household(by=by, registration=oumou, together_with=[sister])),
        ("kadiatou", lambda by: writes.leave_household(by=by, registration=djeneba, together_with=[sister])),
    )
    assert (first.error, second.waited) == (None, True)
    assert "ne vit plus dans ce ménage" in str(second.error)
    assert living_with(sister) == 2


def test_two_links_noted_at_once_make_nobody_her_own_ancestor(families):
    """A is B's mother and C is D's; each colleague adds one link, and together they would close the circle."""
    (a, b), (c, d), _ = families
    with as_("awa") as awa:
        FamilyLink.objects.all().delete()
        for parent, child in ((a, b), (c, d)):
            writes.link_family(by=awa, one=parent, other=child, kind="parent", senior=parent, together=False)
    first, second = overtaking(
        ("awa", lambda by: writes.link_family(by=by, one=b, other=c, kind="parent", senior=b)),
        ("kadiatou", lambda by: writes.link_family(by=by, one=d, other=a, kind="parent", senior=d)),
    )
    assert (first.error, second.waited) == (None, True)
    assert "son propre ancêtre" in str(second.error)


def test_one_link_noted_by_two_is_one(families):
    (oumou, _), (djeneba, _), _ = families
    link = lambda by: writes.link_family(by=by, one=oumou, other=djeneba, kind="autre")  # noqa: E731
    first, second = overtaking(("awa", link), ("kadiatou", link))
    assert (first.error, second.error, second.waited) == (None, None, True)
    assert first.value.pk == second.value.pk
