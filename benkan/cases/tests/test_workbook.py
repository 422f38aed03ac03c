"""Visits and lines of plans as sheets: taken away, filled in, brought back; twice the same file changes nothing."""

import datetime as dt
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.models import PlanLine, PlanLineStatusRow, Visit
from benkan.cases.tests.factories import accompanied
from benkan.cases.tests.paying import drafted, wanted
from benkan.cases.tests.sheets import Sheet, errors, outcomes
from benkan.cases.workbook import plan_lines, visits
from benkan.cases.writes import note_visit
from benkan.cases.writes.plan_lines import cancel_line
from benkan.common import clock
from benkan.common.errors import Impossible, Refused
from benkan.organisations.acting import acting_for
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Row
from benkan.workbooks.tests.working import killed_for_good, work
from benkan.workbooks.writes.returns import apply_brought_back, bring_back, leave_row


@pytest.fixture
def road(by):
    """Three people, each with a visit to make."""
    with clock.at(clock.now() - dt.timedelta(days=40)):
        return [accompanied(by), accompanied(by, "lassine"), accompanied(by, given_names="Oumou")]


def test_visits_made_on_the_road_are_written_once(by, road):
    sheet = Sheet(by, visits)
    assert {row[1] for row in sheet.rows} == {case.number for case in road}
    sheet.fill(
        0, day=f"{clock.today():%d/%m/%Y}", mode="Par téléphone", received="une partie", housing="Logement stable"
    )
    sheet.fill(1, reason="On ne sait pas")  # not one of the words
    source = sheet.brought(by)
    assert outcomes(source)[:2] == ["CHANGED", "REFUSED"]
    assert "Écrivez l’un de ces mots" in errors(source)[0]
    assert apply_brought_back(by=by, source=source) == 1
    visit = Visit.objects.get()
    assert (visit.mode, visit.received, visit.housing, visit.business) == ("telephone", "partie", "stable", "")
    again = sheet.brought(by)
    assert outcomes(again)[0] == "SAME"
    assert apply_brought_back(by=by, source=again) == 0
    assert Visit.objects.count() == 1


def test_a_visit_that_could_not_be_made_says_why_and_nothing_else(by, road):
    sheet = Sheet(by, visits)
    sheet.fill(0, reason="Absente : voyage, hôpital, détention")
    sheet.fill(1, reason="Autre motif", mode="Au bureau")
    sheet.fill(2, day="hier", mode="Au bureau")
    source = sheet.brought(by)
    assert outcomes(source)[:3] == ["CHANGED", "REFUSED", "REFUSED"]
    assert [one.split("\u00a0")[0] for one in errors(source)] == [
        "Une visite qui n’a pas pu se faire n’a pas d’autre réponse", "Ce n’est pas un jour. Écrivez par exemple «",
    ]  # fmt: skip
    apply_brought_back(by=by, source=source)
    assert Visit.objects.get().status == "impossible"


def test_what_changed_meanwhile_is_not_overwritten(by, road):
    sheet = Sheet(by, visits)
    day = clock.today()
    note_visit(by=by, case=road[0], mode="bureau", day=day, step="m1")
    mine = [at for at, row in enumerate(sheet.rows) if row[1] == road[0].number and row[4] != ""]
    for at in mine:
        sheet.fill(at, day=f"{day - dt.timedelta(days=1):%d/%m/%Y}", mode="Par téléphone")
    source = sheet.brought(by)
    assert "Cette visite est déjà notée" in " ".join(errors(source))
    apply_brought_back(by=by, source=source)
    assert Visit.objects.get(step="m1").mode == "bureau"


def test_marks_of_nobody_of_others_and_twice_are_refused(by, road, cast, signed_text):
    sheet = Sheet(by, visits)
    sheet.rows = [*sheet.rows[:2], list(sheet.rows[0])]
    sheet.put(1, visits.MARK.title, f"{uuid4()}:m1 00000000")
    source = sheet.brought(by)
    assert outcomes(source) == ["REFUSED"] * 3
    assert len(errors(source)) == 3
    foreign = Sheet(by, visits)
    with acting_for(cast.sekou) as other:
        assert set(outcomes(foreign.brought(other))) == {"REFUSED"}


def test_a_mark_written_in_another_way_or_twice_is_no_way_round(by):
    """Two rows that name one line are both refused, one by one too; a mark has one writing."""
    plan = drafted(by, wanted())
    sheet = Sheet(by, plan_lines)
    line = plan.lines.get()
    sheet.rows = [list(sheet.rows[0]), list(sheet.rows[0])]
    sheet.fill(0, cost="100 000"), sheet.fill(1, cost="200 000")
    source = sheet.brought(by)
    with pytest.raises(Impossible, match="pas prête"):
        apply_brought_back(by=by, source=source, only=source.rows.first())
    mark = sheet.rows[1][0]
    for other in (mark.upper(), mark.replace("-", ""), "{" + mark.replace(" ", "} ")):
        sheet.rows[1][0] = other
        source = sheet.brought(by)
        assert outcomes(source) == ["CHANGED", "REFUSED"], other
    leave_row(by=by, source=source, row=source.rows.last())
    assert apply_brought_back(by=by, source=source) == 1
    line.refresh_from_db()
    assert line.cost == 100_000


def test_a_file_without_marks_is_refused_with_the_remedy(by, road):
    sheet = Sheet(by, visits)
    sheet.headings = [replace(one, title="Numéro") if one == visits.MARK else one for one in sheet.headings]
    source = sheet.brought(by)
    assert source.stage == Stage.REFUSED
    assert "Repère, à ne pas changer" in source.sentence


def test_a_row_is_written_alone_or_left(by, road):
    sheet = Sheet(by, visits)
    for at in range(2):
        sheet.fill(at, day=f"{clock.today() - dt.timedelta(days=at):%d/%m/%Y}", mode="Au bureau")
    source = sheet.brought(by)
    first, second = source.rows.filter(outcome=Row.Outcome.CHANGED)
    leave_row(by=by, source=source, row=second)
    assert apply_brought_back(by=by, source=source, only=first) == 1
    with pytest.raises(Impossible, match="ne change plus rien"):
        apply_brought_back(by=by, source=source, only=first)
    assert Visit.objects.count() == 1


def test_all_or_nothing_and_the_row_is_named(by, road):
    sheet = Sheet(by, visits)
    later = clock.today() + dt.timedelta(days=9)
    sheet.fill(0, day=f"{clock.today():%d/%m/%Y}", mode="Au bureau")
    sheet.fill(1, day=f"{later:%d/%m/%Y}", mode="Au bureau")  # a day to come: the write itself refuses it
    source = sheet.brought(by)
    with pytest.raises(Impossible, match=r"igne 6.*Rien de ce fichier n’a été écrit"):
        apply_brought_back(by=by, source=source)
    assert not Visit.objects.exists()


def test_lines_of_a_draft_are_changed_and_the_rest_is_to_read(by):
    plan = drafted(by, wanted(), wanted(0, "gestion"))
    asked, _ = plan.lines.order_by("cost").reverse()
    sheet = Sheet(by, plan_lines)
    at = next(nth for nth, row in enumerate(sheet.rows) if str(asked.pk) in row[0])
    sheet.fill(at, cost="400 000 F CFA", begins="2026-12-01")
    source = sheet.brought(by)
    assert sorted(outcomes(source)) == ["CHANGED", "SAME"]
    changed = source.rows.get(outcome=Row.Outcome.CHANGED)
    assert [title for title, *_ in changed.difference] == ["Coût, F CFA", "Du"]
    apply_brought_back(by=by, source=source)
    asked.refresh_from_db()
    assert (asked.cost, asked.begins) == (400_000, dt.date(2026, 12, 1))
    assert set(outcomes(sheet.brought(by))) == {"SAME"}
    cancel_line(by=by, line=asked)
    sheet.fill(at, cost="1")
    assert errors(sheet.brought(by)) == [
        "Ce repère n’est pas, ou n’est plus, celui d’une ligne que vous pouvez remplir."
    ]


def test_three_hundred_lines_in_one_go(by):
    for name in range(10):
        first = drafted(by, wanted(0, "gestion"), case=accompanied(by, given_names=f"Sira {name}")).lines.get()
        columns = {f.attname: getattr(first, f.attname) for f in PlanLine._meta.concrete_fields if f.name != "id"}
        PlanLine.objects.bulk_create(PlanLine(**columns | {"title": f"Atelier {nth}"}) for nth in range(29))
    sheet = Sheet(by, plan_lines)
    for at in range(300):
        sheet.fill(at, title=f"Séance {at}")
    with CaptureQueriesContext(connection) as reading:
        source = sheet.brought(by)
    assert outcomes(source) == ["CHANGED"] * 300
    assert len(reading) < 60  # and not three hundred times as many
    assert apply_brought_back(by=by, source=source) == 300
    assert PlanLine.objects.filter(title__startswith="Séance").count() == 300
    assert PlanLineStatusRow.objects.count() == 10  # a correction is no status
    assert Entry.objects.filter(verb="workbooks.list_written", count=300).count() == 1


def test_who_may_not_follow_brings_nothing_back(cast, by, road):
    content = Sheet(by, visits).content
    with acting_for(cast.awa) as other, pytest.raises(Refused):
        bring_back(by=other, returning=visits.RETURNING, name="liste.csv", content=content)


def test_on_the_pages(cast, by, road, signed_in):
    sheet = Sheet(by, visits)
    sheet.fill(0, day=f"{clock.today():%d/%m/%Y}", mode="Par téléphone")
    client = signed_in(cast.kadiatou)
    address = reverse("returns:bring", args=["visites"])
    assert "Emporter la liste à remplir" in client.get(address).content.decode()
    assert client.post(address).status_code == 422
    file = client.post(address, {"file": SimpleUploadedFile("liste.csv", sheet.content)})["Location"]
    assert "Lecture en cours" in client.get(file).content.decode()
    work()
    page = client.get(file).content.decode()
    assert "Écrire la ligne qui change" in page
    assert "Par téléphone" in page
    assert client.post(f"{file}ecrire/").status_code == 302
    work()
    assert "1\u00a0ligne est écrite" in client.get(file).content.decode()
    assert Visit.objects.count() == 1


@pytest.mark.parametrize("stage", ["reading", "writing"])
def test_a_list_whose_worker_died_for_good_waits_for_nobody(cast, by, road, signed_in, stage):
    """Killed each time that it tried, the worker leaves the job undone: the page says so, and the list may be tried
    again."""
    sheet = Sheet(by, visits)
    sheet.fill(0, day=f"{clock.today():%d/%m/%Y}", mode="Par téléphone")
    client = signed_in(cast.kadiatou)
    file = client.post(
        reverse("returns:bring", args=["visites"]), {"file": SimpleUploadedFile("liste.csv", sheet.content)}
    )["Location"]
    if stage == "writing":
        work()
        client.post(f"{file}ecrire/")
    assert "en cours" in client.get(file).content.decode()
    killed_for_good()
    page = client.get(file).content.decode()
    assert "rien n’a été écrit" in page
    assert ("Rapporter un autre fichier" if stage == "reading" else "Écrire la ligne qui change") in page
    assert not Visit.objects.exists()
    if stage == "writing":
        client.post(f"{file}ecrire/")
        work()
        assert "1\u00a0ligne est écrite" in client.get(file).content.decode()
