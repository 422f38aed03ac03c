"""The sheet of a convoy's first two hours: side by side, without a name, and what is missing at least."""

import html
import re

import pytest
from django.urls import reverse

from benkan.arrivals import writes
from benkan.arrivals.reads import flash as sheets
from benkan.arrivals.reads.convoys import counted
from benkan.arrivals.tests import factories as make
from benkan.arrivals.views import flash as views
from benkan.audit.models import Entry
from benkan.common import clock, typeset
from benkan.organisations.acting import acting_for


@pytest.fixture(autouse=True)
def _read_through_the_ordinary_connection(monkeypatch):
    """The figures' connection cannot see what a test has not committed."""
    monkeypatch.setattr(sheets, "FIGURES", "default")


def sheet_of(by, convoy):
    return sheets.flash(counted(by, [convoy])[0])


def test_what_is_missing_is_a_least(awa, desk):
    writes.count_heads(by=awa, convoy=desk.convoy, split={"total": 3}, triage={"sick": 2})
    first, second = make.registered(awa, desk, "Moussa"), make.registered(awa, desk, "Adama")
    writes.give_aid(by=awa, line=first, kinds=["eau", "soins"])
    writes.give_aid(by=awa, line=second, kinds=["eau"])
    found = sheet_of(awa, desk.convoy)
    left = {call.label: (call.seen, call.given, call.left) for call in found.calls}
    assert left["Eau"] == (3, 2, 1)
    assert left["Repas"] == (3, 0, 3)
    assert left["Malades\u00a0: soins ou évacuation"] == (2, 1, 1)
    assert left["Enfants seuls\u00a0: première écoute"] == (None, 0, None)  # nobody said how many
    ours = next(one for one in found.doing if one.organisation.code == "SAR")
    assert ours.aid == {"Eau": 2, "Premiers soins": 1}
    assert {"SAR", "DJIGUI", "BENKADI"} <= {one.organisation.code for one in found.doing}
    assert found.first_aid is not None


def test_a_person_aided_twice_counts_once_for_one_actor(awa, desk):
    line = make.registered(awa, desk)
    for _ in range(2):
        writes.give_aid(by=awa, line=line, kinds=["repas"])
    found = sheet_of(awa, desk.convoy)
    assert next(call.given for call in found.calls if call.label == "Repas") == 1


def test_a_convoy_of_which_nothing_is_known_has_its_sheet(awa):
    found = sheet_of(awa, make.convoy(awa))
    assert found.first_aid is None
    assert all(call.left is None for call in found.calls)


def test_the_page_names_nobody_and_is_for_its_entry_point(signed_in, cast, awa, desk):
    make.registered(awa, desk, "Fousseyni")
    address = reverse("arrivals:flash", args=[desk.convoy.pk])
    with acting_for(cast.nana):
        page = signed_in(cast.nana).get(address).content.decode()
    assert "Fiche flash" in page
    assert "Fousseyni" not in page
    assert signed_in(cast.rokia).get(address).status_code == 404


def test_as_many_questions_whatever_the_convoy(awa, desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(50) as few:
        sheet_of(awa, desk.convoy)
    for name in ("Moussa", "Adama", "Seydou"):
        writes.give_aid(by=awa, line=make.registered(awa, desk, name), kinds=["eau", "repas"])
    with django_assert_max_num_queries(len(few)):
        sheet_of(awa, desk.convoy)


def test_the_sheet_says_what_the_page_says_and_fits_one_page(signed_in, cast, awa, desk):
    writes.count_heads(by=awa, convoy=desk.convoy, split={"total": 3}, triage={"sick": 2})
    writes.give_aid(by=awa, line=make.registered(awa, desk, "Fousseyni"), kinds=["eau"])
    found, now = sheet_of(awa, desk.convoy), clock.now()
    said = views.printed(desk.name, found, "Service", now)
    sheet = _words(typeset.words(views.TEMPLATE, said, at=now))
    page = _words(signed_in(cast.awa).get(reverse("arrivals:flash", args=[desk.convoy.pk])).content.decode())
    for row in [*said["calls"], *said["actors"]]:
        words = _words(" ".join(row))
        assert words in sheet
        assert words in page
    assert "Fousseyni" not in sheet
    long = "Association des amis du retour et de la réintégration durable"[:60]
    many = said | {
        "actors": [[long, "150", "140", "130"]] * views.ACTORS,
        "doing": [[long, "30 00 01 01", long]] * views.DOING,
    }
    assert len(typeset.pictures(views.TEMPLATE, many, at=now, dots=20)) == 1


def test_the_sheet_is_taken_by_its_entry_point_alone_and_leaves_one_row(signed_in, cast, awa, desk):
    address = reverse("arrivals:flash_file", args=[desk.convoy.pk])
    answer = signed_in(cast.nana).get(address)
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert "gogui" not in answer["Content-Disposition"].lower()  # a file’s name places no convoy
    with acting_for(cast.nana):
        assert Entry.objects.filter(verb="arrivals.flash_taken").count() == 1
    assert signed_in(cast.rokia).get(address).status_code == 404


def _words(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", page)))
