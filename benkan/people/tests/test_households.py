"""Who lives together: the head of a household, somebody who leaves it, links said with or without living together."""

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.models import FamilyLink, Household, Registration
from benkan.people.tests.factories import a_registration


@pytest.fixture
def siblings(by):
    """Kadiatou, Lassine and Fousseyni, in one household."""
    made = [a_registration(by, key) for key in ("kadiatou", "lassine", "fousseyni")]
    for other in made[1:]:
        writes.link_family(by=by, one=made[0], other=other, kind="fratrie")
    return made


def household_of(registration) -> Household | None:
    return Registration.objects.select_related("household__head").get(pk=registration.pk).household


def between(one, other) -> FamilyLink:
    return FamilyLink.objects.get(one__in=[one, other], other__in=[one, other])


def told(verb: str) -> list:
    return list(Entry.objects.filter(verb=f"people.{verb}").order_by("id").values_list("file_id", flat=True))


def test_any_member_may_be_the_head_and_the_last_said_holds(by, siblings):
    kadiatou, lassine, _ = siblings
    assert household_of(kadiatou).head is None
    writes.say_head(by=by, registration=lassine)
    writes.say_head(by=by, registration=kadiatou)
    writes.say_head(by=by, registration=kadiatou)
    assert household_of(lassine).head == kadiatou
    assert told("head_said") == [lassine.pk, kadiatou.pk]


def test_nobody_is_head_of_no_household(by):
    with pytest.raises(Impossible, match="aucun ménage"):
        writes.say_head(by=by, registration=a_registration(by, "kadiatou"))


def test_who_leaves_is_still_family_and_the_others_files_say_nothing(by, siblings):
    kadiatou, lassine, fousseyni = siblings
    writes.say_head(by=by, registration=kadiatou)
    before = Registration.objects.filter(pk=lassine.pk).values().get()
    writes.leave_household(by=by, registration=kadiatou)
    writes.leave_household(by=by, registration=kadiatou)
    assert household_of(kadiatou) is None
    assert household_of(lassine) == household_of(fousseyni)
    assert household_of(lassine).head is None
    assert FamilyLink.objects.count() == 2
    assert Registration.objects.filter(pk=lassine.pk).values().get() == before
    assert told("household_left") == [kadiatou.pk]
    assert Entry.objects.get(verb="people.household_left").reason == ""


@pytest.mark.parametrize(("together", "shared"), [(None, True), (True, True), (False, False)])
def test_a_link_says_whether_they_live_together(by, together, shared):
    one, other = a_registration(by, "kadiatou"), a_registration(by, "lassine")
    writes.link_family(by=by, one=one, other=other, kind="conjoint", together=together)
    assert (household_of(one) is not None and household_of(one) == household_of(other)) is shared
    assert one.household == household_of(one)  # the object at hand says what is written


def test_who_left_comes_back_when_they_say_so_and_not_by_themselves(by, siblings):
    kadiatou, lassine, _ = siblings
    writes.leave_household(by=by, registration=kadiatou)
    writes.link_family(by=by, one=kadiatou, other=lassine, kind="fratrie")
    assert household_of(kadiatou) is None
    writes.link_family(by=by, one=kadiatou, other=lassine, kind="fratrie", together=True)
    assert household_of(kadiatou) == household_of(lassine)
    assert FamilyLink.objects.count() == 2


def test_two_households_do_not_become_one_by_a_link(by, siblings):
    kadiatou, *_ = siblings
    other = a_registration(by, given_names="Oumou")
    writes.link_family(by=by, one=other, other=a_registration(by, given_names="Awa"), kind="parent")
    with pytest.raises(Impossible, match="déjà son ménage"):
        writes.link_family(by=by, one=kadiatou, other=other, kind="conjoint", together=True)
    writes.link_family(by=by, one=kadiatou, other=other, kind="conjoint")
    assert household_of(kadiatou) != household_of(other)


def test_a_link_noted_by_mistake_is_taken_away_and_remembered(by, siblings):
    kadiatou, lassine, _ = siblings
    link = between(kadiatou, lassine)
    for _ in range(2):
        writes.unlink_family(by=by, link=link)
    assert sorted(told("family_unlinked")) == sorted([kadiatou.pk, lassine.pk])
    assert household_of(kadiatou) == household_of(lassine)


def test_the_head_who_is_erased_is_nobody_s_head(by, siblings):
    kadiatou, lassine, _ = siblings
    writes.say_head(by=by, registration=kadiatou)
    writes.erase_files(by=by, files=[kadiatou.pk], why="sur demande")
    assert household_of(lassine).head is None


def test_a_closed_file_neither_leads_nor_leaves(by, siblings):
    kadiatou, *_ = siblings
    writes.annul(by=by, registration=kadiatou, reason="deux fois")
    for write in (writes.say_head, writes.leave_household):
        with pytest.raises(Impossible, match="annulé"):
            write(by=by, registration=kadiatou)


@pytest.mark.parametrize("key", ["issa", "fanta", "hawa"])
def test_who_may_not_complete_changes_no_household(cast, by, siblings, key):
    with acting_for(getattr(cast, key)) as other:
        for write in (writes.say_head, writes.leave_household):
            with pytest.raises(Refused):
                write(by=other, registration=siblings[0])
        with pytest.raises(Refused):
            writes.unlink_family(by=other, link=FamilyLink.objects.first())


def test_the_page_of_a_household(cast, by, siblings, signed_in):
    kadiatou, lassine, fousseyni = siblings
    client, address = signed_in(cast.kadiatou), reverse("people:household", args=[siblings[0].pk])
    page = client.get(address).content.decode()
    assert page.count("Noter chef de ménage</button>") == 3
    assert "Personne n’est noté chef de ménage" in page
    client.post(address, {"chef": str(lassine.pk)})
    assert household_of(kadiatou).head == lassine
    assert "chef de ménage" in client.get(reverse("people:file", args=[kadiatou.pk])).content.decode()
    client.post(address, {"quitte": "oui"})
    page = client.get(address).content.decode()
    assert "Aucun ménage noté" in page
    assert page.count("autre ménage") == 2
    of_the_others = client.get(reverse("people:file", args=[fousseyni.pk])).content.decode()
    assert "Kadiatou Traoré" in of_the_others  # a sister still, in another household
    client.post(address, {"lien": str(between(kadiatou, lassine).pk)})
    assert FamilyLink.objects.count() == 1


@pytest.mark.parametrize("data", [{"chef": "autre"}, {"lien": "autre"}])
def test_whoever_is_not_of_this_family_is_not_there(cast, siblings, signed_in, data):
    address = reverse("people:household", args=[siblings[0].pk])
    assert signed_in(cast.kadiatou).post(address, data).status_code == 404
    assert signed_in(cast.kadiatou).post(address, {}).status_code == 409


def test_the_form_of_a_link_asks_whether_they_live_together(cast, by, signed_in):
    one, other = a_registration(by, "kadiatou"), a_registration(by, "lassine")
    said = {"number": other.number, "kind": "conjoint", "together": "non"}
    assert signed_in(cast.kadiatou).post(reverse("people:link", args=[one.pk]), said).status_code == 302
    assert household_of(one) is None
