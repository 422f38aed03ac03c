"""Structures without an account: noted once, proposed when they are alike, corrected by who noted them."""

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.common.errors import Impossible, Refused
from benkan.offers import writes
from benkan.offers.models import Structure
from benkan.offers.reads.structures import found
from benkan.offers.tests.factories import a_structure, cercle
from benkan.offers.writes.structures import AlreadyThere
from benkan.organisations.acting import acting_for


@pytest.fixture
def by(cast):
    with acting_for(cast.kadiatou) as acting:
        yield acting


@pytest.mark.parametrize("name", ["CSCom de Bafoulabé", "cscom bafoulabe", "Bafoulabé, CSCom", "CSCOM de Bafoulabée"])
def test_the_same_or_nearly_is_proposed_and_a_person_says(by, name):
    first = a_structure(by)
    with pytest.raises(AlreadyThere) as refusal:
        a_structure(by, name=name)
    assert [one.structure for one in refusal.value.like] == [first]
    said = {"kind": "cscom", "name": name, "place": cercle("Bafoulabé")}
    writes.note_structure(by=by, answers=said, another=True)
    assert Structure.objects.count() == 2


def test_the_same_name_elsewhere_is_another(by):
    a_structure(by, name="Mairie centrale")
    a_structure(by, name="Mairie centrale", at="Kita")
    a_structure(by, name="Tribunal")
    assert Structure.objects.count() == 3


def test_those_of_her_cercle_come_first_and_a_closed_one_never(by):
    near = a_structure(by)
    gone = a_structure(by, name="Dispensaire du marché")
    a_structure(by, name="CSRéf de Ségou", at="Ségou")
    writes.close_structure(by=by, structure=gone)
    assert list(found(place=cercle("Bafoulabé"))) == [near]
    assert list(found("ségou")) == [Structure.objects.get(name="CSRéf de Ségou")]
    with pytest.raises(Impossible, match="déjà retirée"):
        writes.close_structure(by=by, structure=gone)


def test_all_read_it_and_its_organisation_alone_corrects_it(by, cast):
    structure = a_structure(by)
    writes.correct_structure(by=by, structure=structure, answers={"phone": "30 44 55 66"})
    assert list(Entry.objects.filter(object_id=structure.pk).values_list("verb", flat=True).order_by("verb")) == [
        "offers.structure_corrected",
        "offers.structure_noted",
    ]
    with acting_for(cast.sekou) as other:
        assert Structure.objects.filter(pk=structure.pk).exists()
        with pytest.raises(Refused):
            writes.correct_structure(by=other, structure=structure, answers={"phone": "1"})
        assert Structure.objects.filter(pk=structure.pk).update(name="x") == 0
    with acting_for(cast.awa) as desk, pytest.raises(Refused):
        a_structure(desk)


def test_the_form_shows_what_is_already_there(cast, signed_in, by):
    a_structure(by)
    client = signed_in(cast.kadiatou)
    said = {"kind": "cscom", "name": "CSCOM Bafoulabé", "place": str(cercle("Bafoulabé").pk)}
    answer = client.post(reverse("offers:new_structure"), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Est-ce l’une de celles-ci" in page
    assert "même nom, même cercle" in page
    assert "C’en est une autre, la noter" in page
    page = client.post(reverse("offers:new_structure"), said | {"autre": "oui"}, follow=True).content.decode()
    assert "dans l’annuaire, pour tous les acteurs" in page
    assert "CSCOM Bafoulabé" in client.get(reverse("offers:structures"), {"q": "cscom"}).content.decode()
