"""The lines of an arrival as a sheet: all of one's own, and nothing of what was seen or confided."""

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.arrivals import exports, writes
from benkan.arrivals.models import AidKind
from benkan.arrivals.reads.lines import line_page
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.asking import at, text
from benkan.audit.models import Entry
from benkan.organisations.acting import acting_for
from benkan.people.workbook import NEEDED, recognise
from benkan.workbooks.engine.reading import read_book
from benkan.workbooks.engine.tables import find_tables
from benkan.workbooks.exports import export_of
from benkan.workbooks.models import Document
from benkan.workbooks.tests.working import work
from benkan.workbooks.writes.documents import write_list

FORMATS = pytest.mark.parametrize("file_format", ["csv", "xlsx"])


def ask(arrival) -> str:
    return reverse("exports:ask_of", args=["lignes", arrival])


def taken(by, path, arrival, file_format="xlsx"):
    """The words above, and each row by the titles of its columns."""
    with open(path, "wb") as file:
        write_list(file, by=by, export=export_of("lignes"), filters={"arrivee": str(arrival)}, file_format=file_format)
    rows = read_book(path).sheets[0].rows
    empty = rows.index([])
    titles, *lines = rows[empty + 1 :]
    padded = [line + [None] * (len(titles) - len(line)) for line in lines]
    return [row[0] for row in rows[:empty]], [dict(zip(titles, line, strict=True)) for line in padded]


@pytest.fixture
def night(awa, desk):
    """A desk with somebody registered, a refusal, and heads that were only counted."""
    line = make.registered(awa, desk, "Moussa", "Traoré", phone="+223 76 12 34 56", destination_said="Banamba")
    writes.give_aid(by=awa, line=line, kinds=[AidKind.WATER, AidKind.FOOD])
    writes.give_aid(by=awa, line=line, kinds=[AidKind.WATER])
    writes.note_line(by=awa, arrival_list=desk, token=2, nature="refus", sex="F", age_group="adulte")
    writes.note_line(by=awa, arrival_list=desk, token=7)
    return desk


def test_a_row_says_what_the_list_says(awa, night, tmp_path):
    words, rows = taken(awa, tmp_path / "l.xlsx", night.convoy_id)
    assert [row["Jeton"] for row in rows] == [1, 2, 7]
    first = rows[0]
    expected = {
        "Nature": "Enregistrée", "Prénoms": "Moussa", "Nom": "Traoré", "Sexe": "Homme", "Tranche d’âge": "Adulte",
        "Mère": "Assitan Diarra", "Téléphone": "+223 76 12 34 56", "Destination": "Banamba", "Aide notée": "Eau, Repas",
    }  # fmt: skip
    assert {title: first[title] for title in expected} == expected
    assert (rows[1]["Nature"], rows[1]["Sexe"], rows[1]["Nom"]) == ("Refuse d’être enregistrée", "Femme", None)
    assert "Gogui" in words[0]


@FORMATS
def test_neither_triage_nor_what_was_confided_leaves(awa, desk, confided, tmp_path, file_format):
    writes.give_aid(by=awa, line=confided, kinds=[AidKind.WATER, AidKind.CARE, AidKind.HOSPITAL, AidKind.LISTENING])
    words, (row,) = taken(awa, tmp_path / f"l.{file_format}", desk.convoy_id, file_format)
    assert row["Nom"] == "Ongoïba"
    assert row["Aide notée"] == "Eau, Autre aide"  # given, and not which
    said = " ".join(str(value) for value in [*words, *row, *row.values()]).casefold()
    for never in ("malade", "enfant seul", "enceinte", "marcher", "à part", "soins", "santé", "écoute", "tri"):
        assert never not in said.replace("patri", "")


def test_the_rows_are_those_of_the_page(awa, night, tmp_path):
    _, rows = taken(awa, tmp_path / "l.csv", night.convoy_id, "csv")
    listed = export_of("lignes").prepare(awa, {"arrivee": str(night.convoy_id)})
    assert len(rows) == listed.count == line_page([night]).total == 3


@FORMATS
def test_each_actor_takes_its_own_lines_of_a_convoy(awa, night, cast, tmp_path, file_format):
    with acting_for(cast.nana) as nana:
        make.registered(nana, writes.desk_of(by=nana, convoy=night.convoy), "Aminata", "Diallo")
        _, rows = taken(nana, tmp_path / f"l.{file_format}", night.convoy_id, file_format)
    assert [row["Nom"] for row in rows] == ["Diallo"]


def test_an_arrival_that_one_does_not_see_is_not_there(night, cast, signed_in):
    with acting_for(cast.rokia) as rokia, pytest.raises(Http404):
        export_of("lignes").prepare(rokia, {"arrivee": str(night.convoy_id)})
    assert signed_in(cast.rokia).get(ask(night.convoy_id)).status_code == 404
    with acting_for(cast.awa) as awa:
        alone = writes.desk_of(by=awa, convoy=None, entry_point=make.place("rte-gog"))
        make.registered(awa, alone)
    assert signed_in(cast.awa).get(ask(alone.pk)).status_code == 200
    assert signed_in(cast.nana).get(ask(alone.pk)).status_code == 404
    for wrong in ("", "rien"):
        with acting_for(cast.awa) as awa, pytest.raises(Http404):
            export_of("lignes").prepare(awa, {"arrivee": wrong})


@pytest.mark.parametrize("key", ["fanta", "hawa", "salimata", "adama"])
def test_who_has_not_the_right_takes_nothing(night, cast, signed_in, key):
    assert signed_in(getattr(cast, key)).get(ask(night.convoy_id)).status_code == 403


def test_asked_from_the_page_of_the_arrival(agent, awa, night):
    page = agent.get(at("arrival", night)).content.decode()
    assert f'href="{ask(night.convoy_id)}"' in page
    assert "3 lignes" in text(agent.get(ask(night.convoy_id)))
    agent.post(ask(night.convoy_id), {"format": "xlsx"})
    work()
    document = Document.objects.get()
    assert (document.rows, document.filters) == (3, {"arrivee": str(night.convoy_id)})
    assert document.name.startswith("Benkan, lignes, Gogui")
    (entry,) = Entry.objects.filter(verb="arrivals.exported")
    assert (entry.fields, entry.count, entry.object_id) == (["arrivee"], 3, document.pk)


def test_the_lines_are_read_again_as_a_list_of_persons(awa, night, tmp_path):
    path = tmp_path / "l.csv"
    taken(awa, path, night.convoy_id, "csv")
    (table,) = find_tables(read_book(path).sheets[0], recognise, needed=NEEDED).tables
    roles = {column.title: column.role for column in table.columns}
    assert (roles["Jeton"], roles["Téléphone"], roles["Mère"]) == ("token", "phone", "mother_name")
    assert roles["Tranche d’âge"] is None  # « Adulte » is no age


def test_more_lines_ask_no_more_questions(awa, desk):
    counts = []
    for _ in range(2):
        for n in range(4):
            line = make.registered(awa, desk, f"Moussa {n}", token=None)
            writes.give_aid(by=awa, line=line, kinds=[AidKind.WATER])
        listed = exports.lines_of(awa, {"arrivee": str(desk.convoy_id)})
        with CaptureQueriesContext(connection) as asked:
            assert len(list(listed.rows())) == listed.count
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_last_return_stands_on_the_list_of_files(awa, desk, cast, tmp_path):
    line = make.registered(awa, desk)
    with acting_for(cast.kadiatou) as kadiatou:
        path = tmp_path / "f.xlsx"
        with open(path, "wb") as file:
            write_list(file, by=kadiatou, export=export_of("dossiers"), filters={}, file_format="xlsx")
    titles, row = [row for row in read_book(path).sheets[0].rows if len(row) > 1]
    found = dict(zip(titles, row, strict=True))
    assert found["N° de dossier"] == line.registration.number
    assert (found["Dernier retour"], found["Point d’entrée"]) == (desk.day, desk.entry_point.name)
