"""Whatever is done with the files of an arrival, in whatever order: nothing is lost, nothing is counted twice."""

import random

import pytest
from django.db import transaction

from benkan.arrivals.files.staging import restage
from benkan.arrivals.models import Announcement, ArrivalList, Line, ReturnEpisode
from benkan.arrivals.reads.convoys import counted
from benkan.arrivals.reads.lines import line_page
from benkan.arrivals.tests import factories as make
from benkan.arrivals.tests.listing import COULIBALY, KEITA, TRAORE, applied, brought, csv, undone
from benkan.arrivals.writes.files import apply_rows, decide_rows, leave_rest
from benkan.arrivals.writes.undoing import needs
from benkan.common.errors import Impossible
from benkan.people.lifecycle import Status
from benkan.people.models import Registration
from benkan.workbooks.lifecycle import Stage
from benkan.workbooks.models import Import, Row
from benkan.workbooks.writes import correct_cell

TOTAL = "Total : 5 personnes;;;;;;;"
WRONG = COULIBALY.replace("3/5/1998", "31/02/1990")
HEAD = "4;;;F;12 ans;;;"
VERSIONS = (
    (TRAORE, COULIBALY, TOTAL),
    (TRAORE.replace("Yélimané", "Kayes"), COULIBALY, KEITA),
    (TRAORE, WRONG, HEAD, KEITA.replace("Oumou", "Oumar").replace(";F;", ";M;")),
    (KEITA, TRAORE, TRAORE.replace("76 12", "79 12"), HEAD, HEAD),
)


def figures(by, flight):
    """All that a page or a count says of the arrival, and all that its files say."""
    page = counted(by, [flight])[0]
    files = Registration.objects.exclude(status=Status.ANNULLED).order_by("number")
    return (
        [(one.number, one.status, one.phone, one.destination_said, one.destination_id) for one in files],
        ReturnEpisode.objects.filter(annulled=False).count(),
        page.ours,
        [(one.pk, one.lines_count, one.registered_count) for one in page.own_lists],
        list(Announcement.objects.filter(convoy=flight, withdrawn_at=None).values_list("total", flat=True)),
        line_page(page.own_lists).sizes if page.own_lists else {},
    )


def check(by, flight) -> None:
    for one in ArrivalList.objects.filter(organisation_id=by.organisation_id):
        standing = one.lines.exclude(nature=Line.Nature.WITHDRAWN)
        returned = ReturnEpisode.objects.filter(line__list=one, annulled=False)
        assert one.lines_count == standing.count(), "heads of a list"
        assert one.registered_count == returned.count(), "returns of a list"
        assert (one.withdrawn_at is None) or one.lines_count == 0, "a list withdrawn holds nobody"
    returns = ReturnEpisode.objects.filter(annulled=False).values_list("registration", "convoy")
    assert len(returns) == len(set(returns)), "one return for a person and a convoy"
    received = set(Line.objects.filter(nature=Line.Nature.REGISTERED).exclude(registration__status=Status.ANNULLED)
                   .values_list("registration", flat=True))  # fmt: skip
    assert received == {person for person, _ in returns}, "who stands received has returned, and the reverse"
    for source in Import.objects.all():
        for row in source.rows.exclude(applied_at=None):
            assert row.made, "a row that is applied made something"
            if line := row.made.get("line"):
                assert Line.objects.exclude(nature=Line.Nature.WITHDRAWN).filter(pk=line).exists(), "a line is lost"
        if source.stage == Stage.APPLIED and source.content is None:
            assert not source.rows.exclude(cells={}).exists(), "cells are forgotten with the bytes"


def _step(by, flight, chance: random.Random) -> str:
    files = list(Import.objects.order_by("at"))
    open_ = [one for one in files if one.stage in (Stage.READ, Stage.APPLIED)]
    act = chance.choice(["bring", "apply", "apply", "row", "decide", "decide", "correct", "leave", "undo"])
    if act == "bring" or not open_:
        arrived = chance.random() < 0.75
        brought(by, flight, csv(*chance.choice(VERSIONS)), arrived=arrived)
        return "bring"
    source = chance.choice(open_)
    waiting = list(source.rows.filter(applied_at=None))
    row = chance.choice(waiting) if waiting else None
    try:
        with transaction.atomic():
            if act == "apply":
                applied(by, source)
            elif act == "undo" and source.stage == Stage.APPLIED:
                undone(by, source)
            elif act == "row" and row:
                apply_rows(by=by, source=source, only=row)
            elif act == "decide" and row:
                decide_rows(by=by, source=source, rows=[row], decision=chance.choice([*Row.Decision, ""]))
            elif act == "leave":
                leave_rest(by=by, source=source)
            elif act == "correct" and row and row.errors and row.cells:
                restage(by=by, row=correct_cell(by=by, row=row, letter=row.errors[0][0], text="vers 1990"))
    except Impossible:
        return f"{act}, refused"
    return act


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(8))
def test_any_sequence_loses_nothing_and_is_undone(awa, seed):
    chance = random.Random(seed)
    flight = make.expelled(awa)
    make.registered(awa, make.desk(awa, flight), "Mamadou", "Traoré", mother="Assitan Diarra", birth="vers 1990")
    before = figures(awa, flight)
    done = []
    for _ in range(16):
        done.append(_step(awa, flight, chance))
        check(awa, flight)
    while left := list(Import.objects.filter(stage=Stage.APPLIED).order_by("-at")):
        free = [one for one in left if not needs(one)]
        assert free, f"files hold each other: {done}"
        undone(awa, free[0])
        free[0].refresh_from_db()
        assert free[0].stage == Stage.UNDONE, (free[0].sentence, done)
        check(awa, flight)
    assert figures(awa, flight) == before, done
