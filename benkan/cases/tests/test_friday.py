"""The note of the Friday: its page and its sheet say the same figures, on one page whatever is noted."""

import html
import re

import pytest
from django.urls import reverse

from benkan.audit.models import Entry
from benkan.cases.reads import causes, cohorts, counted, waiting
from benkan.cases.reads.waiting import Money
from benkan.cases.tests.test_totals import gone_as_far_as, received
from benkan.cases.views import cuts, friday
from benkan.common import typeset
from benkan.common.typography import montant
from benkan.organisations.acting import acting_for

SPACES = re.compile(r"\s+")


@pytest.fixture(autouse=True)
def _read_through_the_ordinary_connection(monkeypatch):
    for module in (cohorts, causes, waiting, cuts):
        monkeypatch.setattr(module, "FIGURES", "default")


def words_of(page: str) -> str:
    return SPACES.sub(" ", html.unescape(re.sub(r"<[^>]*>", " ", page)))


def printed(by) -> str:
    found = friday.said(by)
    return words_of(typeset.words(friday.TEMPLATE, friday.printed(found, by), at=found["now"]))


def test_the_sheet_says_what_the_page_says(signed_in, cast, by, monkeypatch):
    gone_as_far_as(by, received(cast, "Moussa", aided=True), 2)
    gone_as_far_as(by, received(cast, "Adama"), 0)
    grant = Money("Appui #aux [retours]", "Bailleur inventé", "Agence", 1_000_000, 400_000, 150_000)
    monkeypatch.setattr(waiting, "grants", lambda on: [grant])
    # The secretariat reads through the ordinary connection here, and finds its own: the page is asked as the sheet is.
    with acting_for(cast.salimata) as salimata:
        said, sheet = friday.said(salimata), printed(salimata)
    page = words_of(signed_in(cast.salimata).get(reverse("cases:friday")).content.decode())
    for one in said["waits"]:
        row = SPACES.sub(" ", f"{one['label']} {one['count']} {one['longest'] or '–'}")
        assert row in page
        assert row in sheet
    for sum_of_it in (grant.amount, grant.assigned, grant.paid, grant.left):
        assert SPACES.sub(" ", montant(sum_of_it)) in page
        assert SPACES.sub(" ", montant(sum_of_it)) in sheet
    assert "Appui #aux [retours]" in sheet
    assert f"Première aide reçue : {said['aided'].served} sur {said['aided'].due}" in sheet


def test_who_waits_is_called_as_on_the_board_and_opens_its_list(signed_in, cast, monkeypatch):
    waits = {step.code: cohorts.Cell(step, 1, 2, None, 30) for step in cohorts.STEPS} | {
        "funded": cohorts.Cell(cohorts.BY_CODE["funded"], 3)
    }
    found = cohorts.Counted([], cohorts.Group(cohorts.EVERYTHING, 3, waits))
    monkeypatch.setattr(counted, "steps", lambda *asked: counted.Kept(found, None))
    page = signed_in(cast.salimata).get(reverse("cases:friday")).content.decode()
    assert "Première aide\u00a0: sans aide notée</th>" in page
    assert ">2</a>" in page
    linked = {step.code for step in cohorts.STEPS if f"etape={step.code}" in page}
    assert linked == set(cohorts.BY_CODE) - {"came", "funded"}


def test_the_sheet_fits_one_page_whatever_is_noted(cast, monkeypatch):
    long = "Programme d’appui au retour et à la réintégration durable des personnes migrantes, deuxième phase"
    grants = [Money(f"{long} {at}", long, "Agence", 10**9, 10**8, 10**7) for at in range(40)]
    monkeypatch.setattr(waiting, "grants", lambda on: grants)
    monkeypatch.setattr(
        friday, "asked", lambda: [f"{long}\u00a0: tenir une séance pour {at} demandes." for at in range(30)]
    )
    with acting_for(cast.salimata) as salimata:
        found = friday.said(salimata)
        said = friday.printed(found, salimata)
    assert len(typeset.pictures(friday.TEMPLATE, said, at=found["now"], dots=20)) == 1
    assert "Et 32\u00a0autres subventions, sur la page de la note." in said["grants_more"]


def test_taking_the_sheet_leaves_one_row_and_a_dated_name(signed_in, cast):
    answer = signed_in(cast.salimata).get(reverse("cases:friday_sheet"))
    assert answer["Content-Type"] == "application/pdf"
    assert re.search(r'filename="note-du-vendredi-\d{4}-\d\d-\d\d\.pdf"', answer["Content-Disposition"])
    assert answer.content.startswith(b"%PDF")
    with acting_for(cast.salimata):
        assert Entry.objects.filter(verb="cases.friday_taken").count() == 1
    assert signed_in(cast.issa).get(reverse("cases:friday_sheet")).status_code == 403
