"""Two households that live as one, and are two again; some of one who leave together. Nobody's file is rewritten."""

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people import reads, writes
from benkan.people.models import FamilyLink, Household, HouseholdJoin, Registration
from benkan.people.reads.households import head_of, living_in
from benkan.people.tests.factories import a_registration


def a_household(by, *names: str) -> list[Registration]:
    """Brothers and sisters who live together; the first is the head."""
    made = [a_registration(by, given_names=name, sex="F") for name in names]
    for other in made[1:]:
        writes.link_family(by=by, one=made[0], other=other, kind="fratrie")
    writes.say_head(by=by, registration=made[0])
    return made


def again(registration) -> Registration:
    return Registration.objects.select_related("household__lives_as").get(pk=registration.pk)


def lives_with(registration) -> set[str]:
    household = again(registration).household
    return {one.given_names for one in living_in(household.whole_id)} if household else {registration.given_names}


def head(registration) -> str:
    pk = head_of(again(registration))
    return Registration.objects.get(pk=pk).given_names if pk else ""


def joined(by, kept, absorbed) -> HouseholdJoin:
    wholes = [Household.objects.get(pk=again(one).household.whole_id) for one in (kept, absorbed)]
    return writes.join_households(by=by, kept=wholes[0], absorbed=wholes[1])


@pytest.fixture
def two(by):
    return a_household(by, "Oumou", "Awa"), a_household(by, "Djénéba", "Fanta", "Sira")


def test_two_households_live_as_one_under_the_head_that_stays(by, two):
    (oumou, awa), (djeneba, fanta, _) = two
    links = set(FamilyLink.objects.values_list("pk", flat=True))
    rows = {one["id"]: one for one in Registration.objects.values()}
    joined(by, djeneba, oumou)
    assert lives_with(awa) == lives_with(fanta) == {"Oumou", "Awa", "Djénéba", "Fanta", "Sira"}
    assert head(oumou) == head(fanta) == "Djénéba"
    assert set(FamilyLink.objects.values_list("pk", flat=True)) == links
    assert {one["id"]: one for one in Registration.objects.values()} == rows
    assert Entry.objects.filter(verb="people.households_joined").values("file_id").distinct().count() == 5


def test_undone_they_are_two_again_each_under_its_head(by, two):
    (oumou, awa), (djeneba, *_) = two
    join = joined(by, djeneba, oumou)
    for _ in range(2):
        writes.undo_join(by=by, join=join)
    assert lives_with(awa) == {"Oumou", "Awa"}
    assert (head(awa), head(djeneba)) == ("Oumou", "Djénéba")
    join.refresh_from_db()
    assert join.undone_by_id == by.account_id
    assert Entry.objects.filter(verb="people.households_parted").count() == 5
    joined(by, oumou, djeneba)  # and may be joined again, the other way
    assert head(djeneba) == "Oumou"


def test_what_happened_since_stays_when_a_join_is_undone(by, two):
    (oumou, awa), (djeneba, fanta, sira) = two
    join = joined(by, oumou, djeneba)
    writes.leave_household(by=by, registration=fanta)
    child = a_registration(by, given_names="Lassine")
    writes.link_family(by=by, one=sira, other=child, kind="parent", senior=sira)
    writes.say_head(by=by, registration=sira)
    assert head(awa) == "Sira"
    writes.undo_join(by=by, join=join)
    assert lives_with(sira) == {"Djénéba", "Sira", "Lassine"}
    assert lives_with(oumou) == {"Oumou", "Awa"}
    assert again(fanta).household is None
    # She who was said head of all lives there no more; the other household finds its own head again.
    assert (head(oumou), head(sira)) == ("", "Djénéba")


def test_three_joined_one_after_the_other_are_undone_in_any_order(by, two):
    (oumou, _), (djeneba, *_) = two
    third = a_household(by, "Kadidia", "Nana")[0]
    first = joined(by, oumou, djeneba)
    second = joined(by, third, oumou)
    assert len(lives_with(djeneba)) == 7
    assert head(djeneba) == "Kadidia"
    writes.undo_join(by=by, join=first)
    assert lives_with(djeneba) == {"Djénéba", "Fanta", "Sira"}
    assert lives_with(third) == {"Oumou", "Awa", "Kadidia", "Nana"}
    first = joined(by, third, djeneba)
    writes.undo_join(by=by, join=second)
    assert lives_with(oumou) == {"Oumou", "Awa"}
    assert lives_with(third) == {"Djénéba", "Fanta", "Sira", "Kadidia", "Nana"}


def test_undoing_a_later_join_leaves_the_earlier_one(by, two):
    (oumou, _), (djeneba, *_) = two
    third = a_household(by, "Kadidia", "Nana")[0]
    joined(by, oumou, djeneba)
    writes.undo_join(by=by, join=joined(by, third, oumou))
    assert lives_with(djeneba) == lives_with(oumou) == {"Oumou", "Awa", "Djénéba", "Fanta", "Sira"}
    assert (head(djeneba), head(third)) == ("Oumou", "Kadidia")


def test_one_household_is_not_joined_to_itself_nor_twice(by, two):
    (oumou, awa), (djeneba, *_) = two
    with pytest.raises(Impossible, match="déjà dans le même ménage"):
        joined(by, oumou, awa)
    stale = again(djeneba).household
    joined(by, oumou, djeneba)
    third = again(a_household(by, "Kadidia", "Nana")[0]).household
    with pytest.raises(Impossible, match="vient de changer"):
        writes.join_households(by=by, kept=third, absorbed=stale)


def test_some_leave_together_and_the_others_files_say_nothing(by, two):
    _, (djeneba, fanta, sira) = two
    before = Registration.objects.filter(pk=sira.pk).values().get()
    writes.leave_household(by=by, registration=djeneba, together_with=[fanta])
    assert lives_with(djeneba) == {"Djénéba", "Fanta"}
    assert (head(djeneba), head(sira)) == ("", "")
    assert Registration.objects.filter(pk=sira.pk).values().get() == before
    told = Entry.objects.filter(verb="people.household_left")
    assert set(told.values_list("file_id", "reason")) == {(djeneba.pk, ""), (fanta.pk, "")}
    assert FamilyLink.objects.count() == 3


def test_some_of_a_joined_household_leave_and_what_was_joined_is_undone_without_them(by, two):
    (oumou, awa), (djeneba, fanta, _) = two
    join = joined(by, oumou, djeneba)
    writes.leave_household(by=by, registration=awa, together_with=[fanta])
    assert lives_with(oumou) == {"Oumou", "Djénéba", "Sira"}
    writes.undo_join(by=by, join=join)
    assert lives_with(awa) == {"Awa", "Fanta"}
    assert lives_with(djeneba) == {"Djénéba", "Sira"}


def test_all_do_not_leave_together_nor_with_a_stranger(by, two):
    (oumou, awa), (djeneba, *_) = two
    with pytest.raises(Impossible, match="un seul ménage"):
        writes.leave_household(by=by, registration=oumou, together_with=[awa])
    with pytest.raises(Impossible, match="ne vit plus dans ce ménage"):
        writes.leave_household(by=by, registration=oumou, together_with=[djeneba])


def test_whoever_was_joined_is_proposed_as_family(by, two):
    (oumou, _), (djeneba, *_) = two
    writes.say_head(by=by, registration=oumou)
    joined(by, oumou, djeneba)
    assert {one.given_names for one in reads.family_of(again(djeneba))} == {"Oumou", "Awa"}


@pytest.mark.parametrize("key", ["issa", "fanta", "hawa"])
def test_who_may_not_complete_joins_and_undoes_nothing(cast, by, two, key):
    (oumou, _), (djeneba, *_) = two
    join = joined(by, oumou, djeneba)
    with acting_for(getattr(cast, key)) as other:
        with pytest.raises(Refused):
            writes.undo_join(by=other, join=join)
        with pytest.raises(Refused):
            writes.join_households(by=other, kept=join.kept, absorbed=join.absorbed)


def test_another_organisation_joins_nothing_of_ours(cast, by, two):
    (oumou, _), (djeneba, *_) = two
    wholes = [again(one).household for one in (oumou, djeneba)]
    with acting_for(cast.sekou) as other, pytest.raises((Household.DoesNotExist, Refused)):
        writes.join_households(by=other, kept=wholes[0], absorbed=wholes[1])


# ---- The pages ----


def test_the_pages_of_joining_and_undoing(cast, two, signed_in):
    (oumou, awa), (djeneba, *_) = two
    client = signed_in(cast.kadiatou)
    choose = reverse("people:join_household", args=[oumou.pk])
    assert "Réunir avec un autre ménage" in client.get(reverse("people:household", args=[oumou.pk])).content.decode()
    confirm = client.post(choose, {"number": djeneba.number})["Location"]
    page = client.get(confirm).content.decode()
    assert "Qui reste chef de ménage" in page
    assert Entry.objects.filter(verb="people.household_read", file_id=djeneba.pk).count() == 1
    assert client.post(confirm, {}).status_code == 422
    kept = str(again(djeneba).household.pk)
    page = client.post(confirm, {"kept": kept}, follow=True).content.decode()
    assert "5\u00a0personnes" in page
    assert page.count("Djénéba") >= 1
    assert head(awa) == "Djénéba"
    for other in (djeneba, awa):
        found = client.post(choose, {"number": other.number})
        assert "déjà dans le même ménage" in found.content.decode()
    join = HouseholdJoin.objects.get()
    page = client.post(reverse("people:household", args=[awa.pk]), {"defait": str(join.pk)}, follow=True)
    assert "La réunion est défaite" in page.content.decode()
    assert lives_with(awa) == {"Oumou", "Awa"}
    assert client.post(reverse("people:household", args=[awa.pk]), {"defait": str(join.pk)}).status_code == 404


def test_somebody_alone_is_not_a_household_to_join(cast, by, two, signed_in):
    (oumou, _), _ = two
    client, alone = signed_in(cast.kadiatou), a_registration(by, "kadiatou")
    page = client.post(reverse("people:join_household", args=[oumou.pk]), {"number": alone.number})
    assert (page.status_code, "aucun ménage" in page.content.decode()) == (422, True)
    assert client.get(reverse("people:join_household", args=[alone.pk])).status_code == 409
    assert client.get(reverse("people:confirm_join", args=[oumou.pk, alone.pk])).status_code == 409


def test_the_page_where_some_leave_together(cast, two, signed_in):
    _, (djeneba, fanta, sira) = two
    client, address = signed_in(cast.kadiatou), reverse("people:household", args=[djeneba.pk])
    assert "Partent avec cette personne" in client.get(address).content.decode()
    page = client.post(address, {"quitte": "oui", "avec": [str(sira.pk)]}, follow=True).content.decode()
    assert "2\u00a0personnes vivent maintenant dans un autre ménage" in page
    assert lives_with(sira) == {"Djénéba", "Sira"}
    of_who_stayed = client.get(reverse("people:file", args=[fanta.pk])).content.decode()
    assert "autre ménage" in of_who_stayed
    assert client.post(address, {"quitte": "oui", "avec": [str(fanta.pk)]}).status_code == 404


def test_a_household_elsewhere_is_read_under_its_own_line(cast, two, signed_in, monkeypatch):
    (oumou, _), (djeneba, *_) = two
    monkeypatch.setattr("benkan.people.views.joining.elsewhere", lambda *_: True)
    client = signed_in(cast.kadiatou)
    client.get(reverse("people:confirm_join", args=[oumou.pk, djeneba.pk]))
    assert Entry.objects.filter(verb="people.file_read_elsewhere", file_id=djeneba.pk).count() == 1
