"""Who is whose mother, son, guardian: stored once, said from both sides; a claim until it is verified."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.people import writes
from benkan.people.kinship import TIES, TO_BE_SAID, tie_said, ties_asked
from benkan.people.models import FamilyLink, Registration
from benkan.people.reads.whole import relatives_of
from benkan.people.tests.factories import a_registration


@pytest.fixture
def mother(by):
    return a_registration(by, "kadiatou")


@pytest.fixture
def son(by):
    return a_registration(by, "lassine")


def words_between(one, other) -> tuple[str, str]:
    """What `other` is to `one`, then what `one` is to `other`."""
    one, other = (Registration.objects.get(pk=registration.pk) for registration in (one, other))
    return tuple(
        next(found.words for found in relatives_of(here) if found.registration == there)
        for here, there in ((one, other), (other, one))
    )


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("code", "mother_is", "son_is"),
    [
        ("parent", "mère", "fils"),
        ("enfant", "fille", "père"),
        ("tuteur", "tutrice", "sous sa tutelle"),
        ("pupille", "sous sa tutelle", "tuteur"),
        ("conjoint", "conjointe", "conjoint"),
        ("fratrie", "sœur", "frère"),
        ("jumeau", "jumelle", "jumeau"),
        ("autre", "autre lien de famille", "autre lien de famille"),
    ],
)
def test_a_link_is_said_from_both_sides(by, mother, son, code, mother_is, son_is, turned):
    tie, (one, other) = TIES[code], (son, mother) if turned else (mother, son)
    writes.link_family(by=by, one=one, other=other, kind=tie.kind, senior=tie.senior_of(mother, son))
    assert words_between(mother, son) == (son_is, mother_is)


def test_where_sex_is_not_known_both_words_are_said(by):
    one, other = a_registration(by, given_names="Dominique"), a_registration(by, given_names="Camara")
    link = writes.link_family(by=by, one=one, other=other, kind="parent", senior=one)
    assert (tie_said(link, one), tie_said(link, other)) == ("mère ou père", "enfant")
    assert dict(ties_asked(""))["fratrie"] == "Frère ou sœur"
    assert dict(ties_asked("F"))["parent"] == "Mère"


def test_a_direction_nobody_said_is_told_and_made_precise_once(by, mother, son):
    link = writes.link_family(by=by, one=mother, other=son, kind="parent")
    assert words_between(mother, son) == (TO_BE_SAID, TO_BE_SAID)
    with pytest.raises(Impossible, match="qui est le parent"):
        writes.verify_family(by=by, link=link)
    for _ in range(2):
        writes.say_senior(by=by, link=link, senior=mother)
    assert words_between(mother, son) == ("fils", "mère")
    assert Entry.objects.filter(verb="people.family_link_said").count() == 2  # a row for each file
    with pytest.raises(Impossible, match="déjà le contraire"):
        writes.say_senior(by=by, link=link, senior=son)


def test_the_same_link_again_says_the_direction_that_lacked(by, mother, son):
    writes.link_family(by=by, one=mother, other=son, kind="parent")
    writes.link_family(by=by, one=mother, other=son, kind="parent", senior=mother)
    assert words_between(mother, son) == ("fils", "mère")
    with pytest.raises(Impossible, match="déjà le contraire"):
        writes.link_family(by=by, one=mother, other=son, kind="parent", senior=son)
    assert FamilyLink.objects.count() == 1


def test_another_kind_for_the_same_two_is_refused_and_named(by, mother, son):
    writes.link_family(by=by, one=mother, other=son, kind="fratrie")
    with pytest.raises(Impossible, match=r"déjà un lien.*frère ou sœur"):
        writes.link_family(by=by, one=mother, other=son, kind="conjoint")


def test_nobody_is_her_own_ancestor(by, mother, son):
    grandson = a_registration(by, "fousseyni")
    writes.link_family(by=by, one=mother, other=son, kind="parent", senior=mother)
    writes.link_family(by=by, one=son, other=grandson, kind="parent", senior=son)
    with pytest.raises(Impossible, match="son propre ancêtre"):
        writes.link_family(by=by, one=grandson, other=mother, kind="parent", senior=grandson)
    unknown = writes.link_family(by=by, one=grandson, other=mother, kind="parent")
    with pytest.raises(Impossible, match="son propre ancêtre"):
        writes.say_senior(by=by, link=unknown, senior=grandson)
    writes.say_senior(by=by, link=unknown, senior=mother)  # odd, and no circle


def test_a_guardian_is_no_parent_and_may_be_a_sister_too(by, mother, son):
    writes.link_family(by=by, one=mother, other=son, kind="fratrie")
    writes.link_family(by=by, one=mother, other=son, kind="tuteur", senior=mother)
    assert words_between(mother, son) == ("frère, sous sa tutelle", "sœur, tutrice")
    # Guardianship closes no circle of ancestors: a daughter may be the guardian of her mother.
    child = a_registration(by, "fousseyni")
    writes.link_family(by=by, one=mother, other=child, kind="parent", senior=mother)
    writes.link_family(by=by, one=mother, other=child, kind="tuteur", senior=child)
    with pytest.raises(Impossible, match="qui est le tuteur"):
        writes.link_family(by=by, one=son, other=child, kind="tuteur")


@pytest.mark.parametrize("wrong", [{"kind": "tuteur", "senior": ""}, {"kind": "fratrie", "senior": "one"}])
def test_the_database_keeps_direction_to_its_kinds(by, mother, son, wrong):
    link = writes.link_family(by=by, one=mother, other=son, kind="parent", senior=mother)
    with pytest.raises(IntegrityError, match="direction"), transaction.atomic():
        FamilyLink.objects.filter(pk=link.pk).update(**wrong)


def test_a_claim_is_declared_until_somebody_verifies_it(by, mother, son, cast):
    link = writes.link_family(by=by, one=mother, other=son, kind="parent", senior=mother)
    assert link.verified_at is None
    with acting_for(cast.kadiatou) as verifier:
        for _ in range(2):
            link = writes.verify_family(by=verifier, link=link)
    assert (link.verified_by_id, link.verified_at is not None) == (cast.kadiatou.pk, True)
    assert words_between(mother, son) == ("fils, lien vérifié", "mère, lien vérifié")
    assert Entry.objects.filter(verb="people.family_verified").count() == 2
    writes.unverify_family(by=by, link=link)
    assert words_between(mother, son) == ("fils", "mère")
    writes.unlink_family(by=by, link=link)
    with pytest.raises(Impossible, match="vient de retirer"):
        writes.verify_family(by=by, link=link)


@pytest.mark.parametrize("key", ["issa", "fanta", "hawa"])
def test_who_may_not_complete_says_and_verifies_nothing(cast, by, mother, son, key):
    link = writes.link_family(by=by, one=mother, other=son, kind="parent")
    with acting_for(getattr(cast, key)) as other:
        for attempt in (
            lambda: writes.say_senior(by=other, link=link, senior=mother),
            lambda: writes.verify_family(by=other, link=link),
            lambda: writes.unverify_family(by=other, link=link),
        ):
            with pytest.raises(Refused):
                attempt()


# ---- The pages ----


def test_the_form_asks_in_the_words_of_her_sex(cast, mother, son, signed_in):
    client, address = signed_in(cast.kadiatou), reverse("people:link", args=[mother.pk])
    page = client.get(address).content.decode()
    for word in ("Mère", "Fille", "Tutrice", "Sœur"):
        assert f"<span>{word}</span>" in page
    client.post(address, {"number": son.number, "kind": "parent", "together": "oui"})
    assert words_between(mother, son) == ("fils", "mère")
    page = client.get(reverse("people:file", args=[son.pk])).content.decode()
    assert "mère" in page
    wrong = client.post(address, {"number": son.number, "kind": "cousin"})
    assert wrong.status_code == 422


def test_the_page_of_the_household_makes_precise_and_verifies(cast, by, mother, son, signed_in):
    link = writes.link_family(by=by, one=mother, other=son, kind="parent")
    client, address = signed_in(cast.kadiatou), reverse("people:household", args=[son.pk])
    page = client.get(address).content.decode()
    assert TO_BE_SAID in page
    assert "Kadiatou Traoré est la mère" in page
    assert "Lassine Coulibaly est le père" in page
    assert "Noter ce lien vérifié" not in page
    page = client.post(address, {"parent": f"{link.pk}_{mother.pk}"}, follow=True).content.decode()
    assert "Kadiatou Traoré est la mère, Lassine Coulibaly est son enfant" in page
    page = client.post(address, {"verifie": str(link.pk)}, follow=True).content.decode()
    assert "vérifié" in page
    assert f"par {cast.kadiatou.name}" in page
    page = client.post(address, {"declare": str(link.pk)}, follow=True).content.decode()
    assert "déclaré" in page
    for wrong in ({"parent": f"{link.pk}_autre"}, {"parent": "rien"}, {"verifie": "autre"}, {"declare": "autre"}):
        assert client.post(address, wrong).status_code == 404
