"""A list that was brought in ends on a dated day: it says nothing of persons any more, and stays counted."""

import datetime as dt

import pytest
from django.db import connection
from procrastinate.contrib.django import app

from benkan.audit.models import Entry
from benkan.common import clock
from benkan.organisations.acting import acting_for, entered
from benkan.organisations.models import Membership
from benkan.workbooks import tasks
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.reads.ends import dated
from benkan.workbooks.tests.working import jobs
from benkan.workbooks.writes import enter, note_applied, receive_file, stage_rows
from benkan.workbooks.writes.ends import EMPTY, empty_ended, holders

START = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
SAID = {"answers": {"given_names": "Zoumanata"}, "cells": {"B": "Zoumanata"}, "corrections": {"B": "Zoumanata"},
        "errors": [["B", "Zoumanata n’est pas un prénom."]], "warnings": ["Zoumanata"], "reasons": ["Zoumanata"],
        "strength": "fort", "difference": [["given_names", "Zou", "Zoumanata"]], "outcome": "nouvelle"}  # fmt: skip


def after(days: int):
    return clock.at(START + dt.timedelta(days=days))


def brought(by, *, applied=False) -> Import:
    """A file of two rows, read on the second of March; one row applied the same day."""
    with clock.at(START):
        source = receive_file(by=by, kind="tests", target=by.organisation_id, name="liste.csv", content=b"Zoumanata")
        reading = {"tables": [{"columns": [{"letter": "B", "title": "Nom", "samples": ["Zoumanata"]}]}]}
        Import.objects.filter(pk=source.pk).update(reading=reading)
        source.refresh_from_db()
        stage_rows(by=by, source=source, rows=[Row(number=number, **SAID) for number in (2, 3)])
        enter(by=by, source=source, stage=Stage.READ)
        if applied:
            enter(by=by, source=source, stage=Stage.APPLYING)
            row = source.rows.get(order=1)
            row.made = {"registration": str(source.pk), "before": {"given_names": "Zou"}}
            note_applied(rows=[row])
            enter(by=by, source=source, stage=Stage.APPLIED)
    return source


@pytest.fixture
def awa(cast):
    with acting_for(cast.awa) as by:
        yield by


def told(source: Import) -> str:
    """All that the database holds of a file and its rows, as text."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT (SELECT string_agg(i::text, ' ') FROM workbooks_import i WHERE id = %(id)s)"
            " || coalesce((SELECT string_agg(r::text, ' ') FROM workbooks_row r WHERE source_id = %(id)s), '')",
            {"id": source.pk},
        )
        return cursor.fetchone()[0]


@pytest.mark.parametrize(("applied", "days"), [(False, 30), (True, 90)])
def test_a_list_says_nothing_any_more_from_the_day_of_its_end(awa, applied, days):
    source = brought(awa, applied=applied)
    with after(days - 1):
        assert [one.ends for one in dated([source])] == [clock.today() + dt.timedelta(days=1)]
        assert empty_ended(by=awa) == 0
    with after(days):
        assert empty_ended(by=awa) == 1
        assert empty_ended(by=awa) == 0
        source.refresh_from_db()
        assert (source.stage, source.content, source.rows.count()) == (Stage.EMPTIED, None, 2)
        assert dated([source])[0].ends is None
        assert clock.day_of(dated([source])[0].since) == clock.today()
    assert source.rows.exclude(applied_at=None).count() == applied  # counted still
    assert "Zou" not in told(source)
    (entry,) = Entry.objects.filter(verb="workbooks.file_emptied", object_id=source.pk)
    assert (entry.count, entry.reason, entry.fields) == (2, "", [])


def test_what_is_emptied_is_all_that_a_row_says(awa):
    """A field added to a row is emptied at its end, or stands here because it says nothing of anybody."""
    kept = {"id", "source", "organisation", "order", "sheet", "number", "outcome", "decision", "decided_by",
            "applied_at"}  # fmt: skip
    assert {field.name for field in Row._meta.concrete_fields} == kept | set(EMPTY)


def test_each_step_of_a_list_begins_its_time_anew(awa):
    source = brought(awa)
    with after(29):
        enter(by=awa, source=source, stage=Stage.RECEIVED)
        enter(by=awa, source=source, stage=Stage.READ)
    with after(30):
        assert empty_ended(by=awa) == 0
    with after(59):
        assert empty_ended(by=awa) == 1


@pytest.mark.parametrize("closed", [Stage.DROPPED, Stage.UNDONE])
def test_a_list_that_was_closed_stays_as_it_was_closed(awa, closed):
    source = brought(awa, applied=closed == Stage.UNDONE)
    if closed == Stage.UNDONE:
        enter(by=awa, source=source, stage=Stage.APPLYING)
    enter(by=awa, source=source, stage=closed)
    with after(400):
        assert empty_ended(by=awa) == 0
    source.refresh_from_db()
    assert source.stage == closed


def test_a_list_that_the_worker_was_asked_for_is_not_taken_from_it(awa):
    source = brought(awa)
    app.configure_task("benkan.run", lock=str(source.pk)).defer(
        name="x", account_id="", organisation_id="", identifier=str(source.pk)
    )
    with after(40):
        assert empty_ended(by=awa) == 0
    assert len(jobs()) == 1


def test_the_worker_empties_those_of_who_left_and_of_every_organisation(cast):
    with acting_for(cast.awa) as awa:
        hers = brought(awa)
    with acting_for(cast.nana) as nana:
        theirs = brought(nana, applied=True)
    # Awa has no place in her organisation any more.
    with acting_for(cast.fanta):
        Membership.objects.filter(account=cast.awa).update(ends=dt.date(2026, 1, 1), begins=dt.date(2025, 1, 1))
    with entered():  # the worker is nobody
        assert len(holders()) == 2
    with after(31):
        tasks.empty_ended_files(timestamp=0)
    with acting_for(cast.fanta):
        assert Import.objects.get(pk=hers.pk).stage == Stage.EMPTIED
    with acting_for(cast.nana):
        assert Import.objects.get(pk=theirs.pk).stage == Stage.APPLIED
    with after(91):
        tasks.empty_ended_files(timestamp=0)
        tasks.empty_ended_files(timestamp=0)
    with acting_for(cast.nana):
        assert Import.objects.get(pk=theirs.pk).stage == Stage.EMPTIED
        assert Entry.objects.filter(verb="workbooks.file_emptied").count() == 1


def test_one_list_that_cannot_be_emptied_stops_no_other(cast, monkeypatch):
    with acting_for(cast.awa) as awa:
        brought(awa)
    with acting_for(cast.nana) as nana:
        theirs = brought(nana)
    real, refused = tasks.empty_ended, "Zoumanata"

    def breaks(*, by):
        if by.account_id == cast.awa.pk:
            raise ValueError(refused)
        return real(by=by)

    monkeypatch.setattr(tasks, "empty_ended", breaks)
    with after(31), pytest.raises(ExceptionGroup) as raised:
        tasks.empty_ended_files(timestamp=0)
    assert "Zoumanata" not in repr(raised.value.exceptions)
    with acting_for(cast.nana):
        assert Import.objects.get(pk=theirs.pk).stage == Stage.EMPTIED
