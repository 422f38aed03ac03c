"""Whatever way a person comes in, her file is compared with those of her organisation: the database sees to it."""

import pytest

from benkan.arrivals import tasks
from benkan.arrivals.files.staging import KIND
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import at, post
from benkan.arrivals.tests.listing import applied, brought, csv
from benkan.common import clock
from benkan.common.ids import new_id
from benkan.common.permissions import Nobody
from benkan.linkage.models import ComparedRecord, Pair, Waiting
from benkan.linkage.writes.matching import match_waiting
from benkan.people.lifecycle import Status
from benkan.people.models import Person, Registration
from benkan.people.writes import register_many
from benkan.people.writes.registering import NewFile
from benkan.workbooks.writes import receive_file

HIS = "1;Traoré;Mamadou;M;3/5/1990;Assitan Diarra;76 12 34 56;Yélimané"
AGAIN = HIS.replace("Mamadou", "Mahamadou").replace("Traoré", "TRAWORE")
TYPED = {"given_names": "Mahamadou", "family_name": "TRAWORE", "sex": "M", "birth": "3/5/1990", "token": "1",
         "mother_name": "Assitan Diarra", "phone": "76123456", "destination": "Yélimané"}  # fmt: skip


@pytest.fixture
def known(awa):
    """He has a file already, that was compared."""
    answers = make.answers("Mamadou", "Traoré", birth="3/5/1990", phone="76 12 34 56", destination_said="Yélimané")
    (file,) = register_many(by=awa, people=[NewFile(answers)], source="Accueil")
    match_waiting(by=Nobody(awa.organisation_id))
    assert not Waiting.objects.exists()
    return file


def by_the_form(awa, agent):
    post(agent, at("register", make.desk(awa)), **TYPED, autre="oui")


def by_the_form_without_convoy(awa, agent):
    opened = post(agent, at("without_convoy"), entry_point=make.place("hub-kay").pk)
    post(agent, opened["Location"], **TYPED, autre="oui")


def by_the_list_of_a_convoy(awa, agent):
    _answered(awa, brought(awa, make.expelled(awa), csv(AGAIN)))


def by_a_list_that_announces(awa, agent):
    _answered(awa, brought(awa, make.expelled(awa), csv(AGAIN), arrived=False))


def by_a_list_without_convoy(awa, agent):
    alone = make.writes.desk_of(by=awa, convoy=None, entry_point=make.place("rte-gog"), day=clock.today())
    options = {"where": "list_id", "arrived": True}
    source = receive_file(by=awa, kind=KIND, target=alone.pk, name="a.csv", content=csv(AGAIN), options=options)
    tasks.read_list(awa, source.pk)
    source.refresh_from_db()
    _answered(awa, source)


def by_rows_of_no_code_of_ours(awa, agent):
    """What is not written yet, an interface for programs or a telephone without a network: rows, and no more."""
    one = Registration.objects.get(given_names="Mamadou")
    one.pk, one.number, one.family_name = new_id(), f"{one.number[:-1]}X", "TRAWORE"
    one.person = Person.objects.create()
    Registration.objects.bulk_create([one])


def _answered(awa, source):
    """Whoever brings it says that it is somebody else; then all is written."""
    source.rows.update(decision="ajouter")
    applied(awa, source)


@pytest.mark.parametrize(
    "way",
    [
        by_the_form,
        by_the_form_without_convoy,
        by_the_list_of_a_convoy,
        by_a_list_that_announces,
        by_a_list_without_convoy,
        by_rows_of_no_code_of_ours,
    ],
)
def test_who_comes_in_is_compared_with_those_who_are_known(awa, agent, known, way):
    way(awa, agent)
    (written,) = Registration.objects.exclude(pk=known.pk).exclude(status=Status.ANNULLED)
    assert list(Waiting.objects.values_list("pk", flat=True)) == [written.pk]
    match_waiting(by=Nobody(awa.organisation_id))
    assert set(ComparedRecord.objects.values_list("pk", flat=True)) == {known.pk, written.pk}
    (pair,) = Pair.objects.all()
    assert set(pair.sides.values_list("registration", flat=True)) == {known.pk, written.pk}
    assert pair.word in ("probable", "très probable")
