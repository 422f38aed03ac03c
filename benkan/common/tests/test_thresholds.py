"""Thresholds: what they are worth day by day, and how the file and the platform stand beside each other."""

import csv
import datetime as dt
from uuid import uuid4

import pytest

from benkan.common.models import ThresholdValue
from benkan.common.thresholds import Threshold, declare, declared, load
from benkan.common.thresholds.reads import Values, disagreements

LIST_RECENT = "arrivals.list_recent"
TODAY = dt.date(2026, 3, 12)


@pytest.fixture
def recent() -> Threshold:
    return declared()[LIST_RECENT]


def said(value, begins=None, *, by=None, at=1) -> ThresholdValue:
    """A row of the file, or of the platform with `by`; `at` is the day of March on which it was said."""
    first = dt.date.fromisoformat(begins) if begins else None
    moment = dt.datetime(2026, 3, at, tzinfo=dt.UTC)
    return ThresholdValue(code=LIST_RECENT, value=value, begins=first, account_id=by, at=moment)


def worth(threshold, rows, *days) -> list[int]:
    return [Values(rows).on(threshold, dt.date.fromisoformat(day)) for day in days]


def test_a_value_holds_until_the_next_begins(recent):
    rows = [said(14), said(21, "2026-06-01")]
    assert worth(recent, rows, "1998-01-01", "2026-05-31", "2026-06-01", "2030-01-01") == [14, 14, 21, 21]


def test_what_the_platform_said_wins_over_newer_files_from_its_day_on(recent):
    rows = [said(14), said(30, "2026-04-01", by=uuid4()), said(40, "2026-06-01", at=9)]
    assert worth(recent, rows, "2026-03-31", "2026-04-01", "2026-06-01") == [14, 30, 30]


def test_the_last_word_holds_for_one_day(recent):
    rows = [said(30, "2026-04-01", by=uuid4(), at=2), said(31, "2026-04-01", by=uuid4(), at=3)]
    assert worth(recent, [*rows, said(14)], "2026-04-02") == [31]


def test_what_is_to_come_is_what_will_hold(recent):
    rows = [said(14), said(21, "2026-06-01", by=uuid4()), said(22, "2026-07-01", by=uuid4()), said(90, "2026-08-01")]
    assert [row.value for row in Values(rows).coming(recent, TODAY)] == [21, 22]


def test_a_threshold_without_value_is_a_mistake_of_the_installation(recent):
    with pytest.raises(LookupError, match=LIST_RECENT):
        worth(recent, [said(21, "2026-06-01")], "2026-05-31")


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([said(14)], []),
        ([said(14), said(30, "2026-03-05", by=uuid4(), at=5)], []),  # the file still says what was changed
        ([said(20, at=9), said(30, "2026-03-05", by=uuid4(), at=5)], [(20, 30)]),
        ([said(14), said(20, "2026-09-01", at=9), said(30, "2026-03-05", by=uuid4(), at=5)], [(20, 30)]),
        ([said(30, at=9), said(30, "2026-03-05", by=uuid4(), at=5)], []),
        # Said again since, on the platform: answered.
        ([said(20, at=9), said(30, "2026-03-05", by=uuid4(), at=5), said(30, "2026-03-10", by=uuid4(), at=10)], []),
    ],
)
def test_a_newer_file_that_says_otherwise_is_a_question(recent, rows, told):
    found = disagreements(Values(rows), on=TODAY)
    assert [(one.file.value, one.platform.value) for one in found] == told


def test_a_refused_value_says_its_bounds_and_why():
    threshold = Threshold("x.y", "Délai", "jour", 14, 365, "On protège.")
    assert threshold.fault(14) == threshold.fault(365) == ""
    assert threshold.fault(13) == "Donnez un nombre entre 14 et 365\u00a0jours. On protège."


def test_a_threshold_is_declared_once(recent):
    assert declare(recent.code, recent.label, recent.unit, least=recent.least, most=recent.most) is not None
    with pytest.raises(ValueError, match="declared twice"):
        declare(recent.code, "Autre chose", "jour", least=1, most=2)


# ---- The file ----


@pytest.fixture
def newer(monkeypatch, tmp_path):
    """`newer(lambda rows: …)`: the file as a later edition would have it."""
    with load.FILE.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    def change(edit):
        edited = edit([dict(row) for row in rows])
        with (tmp_path / "thresholds.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, rows[0])
            writer.writeheader()
            writer.writerows(edited)
        monkeypatch.setattr(load, "FILE", tmp_path / "thresholds.csv")

    return change


def of_the_file(code=LIST_RECENT) -> list[ThresholdValue]:
    return list(ThresholdValue.objects.using("owner").filter(code=code, account_id=None).order_by("at", "id"))


@pytest.mark.django_db(databases=["default", "owner"])
def test_every_declared_threshold_has_its_first_value_source_and_date():
    assert load.load_reference() == 0  # the database of the tests is loaded
    for code, threshold in declared().items():
        first = next(row for row in of_the_file(code) if row.begins is None)
        assert threshold.fault(first.value) == ""
        assert (first.unit, bool(first.source), bool(first.as_of)) == (threshold.unit, True, True)


@pytest.mark.django_db(databases=["default", "owner"])
def test_a_newer_file_adds_a_day_and_corrects_a_value_once(newer):
    before = of_the_file()[0]
    coming = {"code": LIST_RECENT, "value": "21", "unit": "jour", "begins": "2027-01-01", "source": "arrêté",
              "as_of": "2026-12-01", "note": ""}  # fmt: skip
    newer(lambda rows: [*(row | {"value": "16"} if row["code"] == LIST_RECENT else row for row in rows), coming])
    assert load.load_reference() == 2
    assert load.load_reference() == 0
    assert sorted(row.value for row in of_the_file()) == [16, 21]
    assert next(row for row in of_the_file() if row.begins is None).at > before.at


@pytest.mark.django_db(databases=["default", "owner"])
def test_another_source_alone_is_not_a_newer_value(newer):
    before = of_the_file()[0]
    newer(lambda rows: [row | {"source": "mieux dit"} for row in rows])
    assert load.load_reference() == len(declared())
    after = of_the_file()[0]
    assert (after.source, after.at) == ("mieux dit", before.at)


@pytest.mark.parametrize(
    "edit",
    [
        lambda rows: [row | {"code": "arrivals.unheard_of"} for row in rows],
        lambda rows: [row | {"unit": "mois"} for row in rows],
        lambda rows: [row | {"value": "13"} if row["code"] == "arrivals.placed_after" else row for row in rows],
    ],
)
def test_a_file_that_the_program_does_not_know_is_refused(newer, edit):
    newer(edit)
    with pytest.raises(ValueError, match="do not agree"):
        load.load_reference()


def test_a_file_without_a_first_value_is_refused(newer):
    newer(lambda rows: [row | {"begins": "2026-01-01"} for row in rows])
    with pytest.raises(ValueError, match="no first value"):
        load.load_reference()
