"""The pages of a list that comes as a file."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from benkan.arrivals import tasks
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.listing import COULIBALY, KEITA, TRAORE, applied, brought, csv, rows
from benkan.audit.models import Entry
from benkan.organisations.acting import acting_for
from benkan.people.models import Registration
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, RememberedColumn, Row


@pytest.fixture
def world(cast, signed_in):
    """Awa's convoy, and her client."""
    with acting_for(cast.awa) as by:
        flight = make.expelled(by)
    return cast, flight, signed_in(cast.awa)


def _worked(account, job) -> Import:
    """What the worker does."""
    with acting_for(account) as by:
        source = Import.objects.get()
        job(by, source.pk)
        source.refresh_from_db()
        return source


def _brought(cast, flight, *lines, **options) -> Import:
    with acting_for(cast.awa) as by:
        return brought(by, flight, csv(*lines), **options)


def _address(name, source, **more):
    return reverse(f"arrivals:{name}", kwargs={"import_id": source.pk, **more})


def test_a_file_is_brought_and_the_worker_reads_it(world):
    cast, flight, client = world
    address = reverse("arrivals:bring", args=[flight.pk])
    file = SimpleUploadedFile("C:\\listes\\vol du 12.csv", csv(TRAORE, COULIBALY))
    answer = client.post(address, {"file": file, "arrived": "oui"})
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert "Lecture en cours" in page.content.decode()
    source = _worked(cast.awa, tasks.read_list)
    assert (source.name, source.stage) == ("vol du 12.csv", Stage.READ)
    page = client.get(answer.url).content.decode()
    assert re.search(r"2\s*personnes lues", page)
    assert "Appliquer les 2 lignes prêtes" in page
    assert "vol du 12.csv" in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"arrived": "oui"}, "Choisissez le fichier à joindre."),
        ({"file": b"", "arrived": "oui"}, "Ce fichier est vide"),
        ({"file": b"a;b", "arrived": ""}, "Dites si ces personnes sont arrivées"),
    ],
)
def test_what_lacks_is_said(world, data, sentence):
    _, flight, client = world
    if "file" in data:
        data = data | {"file": SimpleUploadedFile("liste.csv", data["file"])}
    answer = client.post(reverse("arrivals:bring", args=[flight.pk]), data)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_nobody_has_arrived_by_a_convoy_to_come(cast, signed_in):
    with acting_for(cast.awa) as by:
        ahead = make.convoy(by, days=2)
    file = SimpleUploadedFile("liste.csv", csv(TRAORE))
    answer = signed_in(cast.awa).post(reverse("arrivals:bring", args=[ahead.pk]), {"file": file, "arrived": "oui"})
    assert "pas encore arrivé" in answer.content.decode()


def test_a_column_is_corrected_and_remembered(world):
    cast, flight, client = world
    source = _brought(cast, flight, TRAORE, COULIBALY)
    address = _address("columns", source)
    page = client.get(address).content.decode()
    fields = dict(re.findall(r'<select name="(t0-[A-Z])".*?<option value="([^"]*)" selected', page, flags=re.S))
    assert fields["t0-H"] == "destination"
    assert "Yélimané" in page  # an example
    answer = client.post(address, fields | {"t0-H": "birth_place"})
    assert answer.status_code == 302
    source = _worked(cast.awa, tasks.read_list)
    with acting_for(cast.awa):
        row = source.rows.order_by("order").first()
        assert (row.answers["birth_place"], row.answers.get("destination")) == ("Yélimané", None)
        assert RememberedColumn.objects.get().role == "birth_place"
        assert source.mapping == {source.reading["tables"][0]["sheet"]: {"H": "birth_place"}}
    # The next list with such a title is read so at once.
    with acting_for(cast.awa) as by:
        nxt = brought(by, flight, csv(KEITA), name="autre.csv")
        assert nxt.rows.get().answers["birth_place"] == "Kita"
    # And only for that organisation.
    with acting_for(cast.nana) as by:
        other = brought(by, flight, csv(KEITA), name="autre.csv")
        assert other.rows.get().answers["destination_said"] == "Kita"


def test_two_columns_are_not_the_same_answer(world):
    cast, flight, client = world
    source = _brought(cast, flight, TRAORE)
    page = client.get(_address("columns", source)).content.decode()
    fields = dict(re.findall(r'<select name="(t0-[A-Z])".*?<option value="([^"]*)" selected', page, flags=re.S))
    answer = client.post(_address("columns", source), fields | {"t0-H": "phone"})
    assert answer.status_code == 422
    assert "est déjà la colonne G" in answer.content.decode()


def test_a_cell_is_corrected_on_the_page(world):
    cast, flight, client = world
    source = _brought(cast, flight, TRAORE, COULIBALY.replace("3/5/1998", "31/02/1990"))
    page = client.get(_address("file", source)).content.decode()
    assert "Refusées (1)" in page
    assert "31/02/1990" in page
    with acting_for(cast.awa):
        wrong = rows(source)[1]
    address = _address("file_row", source, row_id=wrong.pk)
    client.post(address, {"cellule-E": "vers 1990", "corriger": "oui"})
    page = client.get(_address("file", source)).content.decode()
    assert "Appliquer les 2 lignes prêtes" in page
    fragment = client.post(address, {"appliquer": "oui"}, headers={"HX-Request": "true"}).content.decode()
    assert "appliquée" in fragment
    with acting_for(cast.awa):
        assert Registration.objects.get(family_name="Coulibaly").birth_year == 1990


def test_a_question_is_answered_applied_and_undone(world):
    cast, flight, client = world
    with acting_for(cast.awa) as by:
        make.registered(by, make.desk(by, flight), "Mamadou", "Traoré", mother="Assitan Diarra", birth="vers 1990",
                        phone="76123456")  # fmt: skip
    source = _brought(cast, flight, TRAORE, KEITA)
    page = client.get(_address("file", source)).content.decode()
    assert "Rapprochement très probable" in page
    assert "Rattacher la ligne très probable" in page
    client.post(_address("attach_strong", source))
    answer = client.post(_address("apply", source))
    assert "Écriture en cours" in client.get(answer.url).content.decode()
    source = _worked(cast.awa, tasks.apply_list)
    page = client.get(_address("file", source)).content.decode()
    assert "Annuler toute la liste" in page
    with acting_for(cast.awa):
        assert Registration.objects.exclude(status="annulee").count() == 2
    assert "Annuler d’un coup" in client.get(_address("undo", source)).content.decode()
    client.post(_address("undo", source))
    source = _worked(cast.awa, tasks.undo_list)
    assert "Liste annulée" in client.get(_address("file", source)).content.decode()
    with acting_for(cast.awa):
        assert Registration.objects.exclude(status="annulee").count() == 1


def test_a_file_is_dropped(world):
    cast, flight, client = world
    source = _brought(cast, flight, TRAORE)
    client.post(_address("drop", source))
    with acting_for(cast.awa):
        source.refresh_from_db()
        assert (source.stage, source.content, source.rows.count()) == (Stage.DROPPED, None, 0)


def test_a_job_that_fails_leaves_its_sentence(world):
    cast, flight, client = world
    source = _brought(cast, flight, TRAORE, read=False)
    with acting_for(cast.awa) as by:
        tasks.reading_failed(by, source.pk)
    assert "rien n’a été écrit" in client.get(_address("file", source)).content.decode()


def test_opening_the_rows_is_one_reading(world):
    cast, flight, client = world
    source = _brought(cast, flight, TRAORE, COULIBALY)
    client.get(_address("file", source))
    with acting_for(cast.awa):
        entry = Entry.objects.get(verb="arrivals.file_read")
        assert (entry.count, entry.object_id, entry.fields) == (2, source.pk, ["pretes"])


def test_the_queries_of_the_page_do_not_grow_with_rows(world, django_assert_max_num_queries):
    cast, flight, client = world
    few = _brought(cast, flight, TRAORE, COULIBALY)
    many = _brought(cast, flight, *(f"{n};Traoré;Mamadou{n};M;19{n};;;Kita" for n in range(50, 90)), name="b.csv")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as first:
        client.get(_address("file", few))
    with django_assert_max_num_queries(len(first)):
        client.get(_address("file", many))


def test_decisions_are_taken_back(world):
    cast, flight, client = world
    source = _brought(cast, flight, TRAORE)
    with acting_for(cast.awa):
        (one,) = rows(source)
    address = _address("file_row", source, row_id=one.pk)
    client.post(address, {"decision": "laisser"})
    assert "Laissées (1)" in client.get(_address("file", source)).content.decode()
    client.post(address, {"decision": ""})
    assert "Appliquer la ligne prête" in client.get(_address("file", source)).content.decode()
    with acting_for(cast.awa):
        assert Row.objects.get(pk=one.pk).decided_by_id == cast.awa.pk


def test_who_was_announced_is_received_from_the_list(world):
    cast, flight, client = world
    with acting_for(cast.awa) as by:
        applied(by, brought(by, flight, csv(TRAORE, COULIBALY), arrived=False))
        mamadou = Registration.objects.get(family_name="Traoré")
    arrival = reverse("arrivals:arrival", args=[flight.pk])
    page = client.get(f"{arrival}?voir=annoncees").content.decode()
    (address,) = re.findall(r'href="([^"]*annoncee=[^"]*)"', page)[:1]
    page = client.get(address).content.decode()
    assert "annonce <b>Mamadou Traoré</b>" in page
    assert f'name="connue" value="{mamadou.pk}"' in page
    said = {"token": "14", "given_names": "Mamadou", "family_name": "Traoré", "sex": "M", "birth": "36 ans",
            "mother_name": "", "destination": "Kayes", "phone": "", "connue": str(mamadou.pk)}  # fmt: skip
    assert client.post(address, said).status_code == 302
    with acting_for(cast.awa):
        mamadou.refresh_from_db()
        assert (mamadou.status, mamadou.destination_said, mamadou.phone) == ("enregistree", "Kayes", "76 12 34 56")
        assert mamadou.episodes.get().line.token == 14
    assert "Annoncées par une liste, pas encore reçues (1)" in client.get(arrival).content.decode()


def test_what_waits_is_on_the_home_page_of_those_who_may_finish_it(world, signed_in):
    cast, flight, client = world
    _brought(cast, flight, TRAORE, COULIBALY, name="vol.csv")
    home = client.get("/").content.decode()
    assert "Listes jointes, à finir" in home
    assert re.search(r"vol\.csv.*?2\s*lignes attendent", home, flags=re.S)
    for other in (cast.nana, cast.fanta):
        assert "vol.csv" not in signed_in(other).get("/").content.decode()
