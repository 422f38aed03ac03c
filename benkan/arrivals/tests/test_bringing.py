"""The lists that others made, brought to an arrival: the same rows and the same total as a dry run."""

import json

import pytest

from benkan.arrivals.dry_run import dry_run
from benkan.arrivals.models import Announcement, Line
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.listing import applied, brought
from benkan.workbooks.tests.making import shared_file

LISTS = ("manifeste_vol_tripoli.xlsx", "refoules_gogui.csv", "accueil_association_kayes.xlsx")


@pytest.mark.parametrize("name", LISTS)
def test_a_list_of_others_is_staged_and_applied_whole(awa, name):
    path = shared_file(f"arrivals/{name}")
    expected = json.loads(shared_file("arrivals/expected_arrivals.json").read_text())[name]
    flight = make.convoy(awa, days=-1)
    source = brought(awa, flight, path.read_bytes(), name=name)
    run = dry_run(path)
    assert source.rows.count() == expected["rows"] == len(run.lines)
    assert source.announced == run.announced == expected.get("announced", run.announced)
    applied(awa, source)
    written = source.rows.exclude(applied_at=None).count()
    waiting = source.rows.filter(outcome__in=["question", "refusee"]).count()
    assert written + waiting == expected["rows"]
    assert Line.objects.filter(list__brought_by=source).count() == written
    totals = set(Announcement.objects.filter(convoy=flight).values_list("total", flat=True))
    assert totals == ({source.announced} if source.announced else set())
