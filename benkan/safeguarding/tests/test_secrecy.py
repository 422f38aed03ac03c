"""With a restricted file or without, every ordinary page is the same to the octet, at the same number of queries."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from benkan.arrivals.tests.factories import desk, registered
from benkan.cases.tests.factories import brought_to_completion
from benkan.cases.writes import open_case
from benkan.common import clock
from benkan.organisations.acting import acting_for
from benkan.places.reads import regions
from benkan.safeguarding import writes
from benkan.safeguarding.tests.factories import authority, confided, taken, with_deputy
from benkan.workbooks.exports import export_of
from benkan.workbooks.writes.documents import ask_document, make_document

# Totals of all actors are read by the connection of the figures.
pytestmark = pytest.mark.django_db(databases=["default", "figures"])
# What differs from one answer to the next, whatever it says.
CHANCE = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"|nonce="[^"]*"|X-CSRFToken[^}]*}')
HEADERS = ("Content-Type", "Content-Length", "Content-Security-Policy", "Cache-Control", "Vary", "Location")


@pytest.fixture
def she(cast, signed_text):
    """Received at Gogui, registered, accompanied; `cast.kadiatou` follows her."""
    with acting_for(cast.awa) as by:
        line = registered(by, desk(by))
    with acting_for(cast.kadiatou) as by:
        registration = brought_to_completion(by, line.registration)
        return line, registration, open_case(by=by, registration=registration)


def looked_at(line, registration, case) -> list[tuple[str, str]]:
    """Who opens what: her file and its parts, on paper too; the convoy with her companions; lists, searches, totals."""
    file, point = [registration.pk], [line.list.convoy_id]
    addresses = {
        "kadiatou": [
            *(reverse(f"people:{name}", args=file) for name in ("file", "household", "print")),
            *(reverse(f"cases:{name}", args=[case.pk]) for name in ("case", "refer")),
            f"{reverse('people:search')}?q={registration.number}", reverse("cases:list"), reverse("home"),
        ],
        "awa": [
            *(reverse(f"arrivals:{name}", args=point) for name in ("arrival", "call_list", "apart")),
            reverse("arrivals:family", args=[line.pk]), reverse("people:file", args=file), reverse("notices:list"),
        ],
        "oumar": [*(reverse(f"arrivals:{name}", args=point) for name in ("arrival", "flash"))],
        "hawa": [reverse("home")],
        "salimata": [reverse("cases:totals")],
        "fanta": [reverse("notices:list")],
    }  # fmt: skip
    return [(key, address) for key, of_her in addresses.items() for address in of_her]


def seen(client, address: str) -> tuple:
    connection.queries_log.clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    body = CHANCE.sub(b"", b"".join(answer.streaming_content) if answer.streaming else answer.content)
    return body, {name: answer.get(name) for name in HEADERS}, len(queries)


def _first(before: dict, after: dict, different: list) -> list:
    """What differs on the first of these: headers and counts as they are, of the page the lines."""
    (body, *rest), (later, *others) = before[different[0]], after[different[0]]
    lines = zip(body.split(b"<"), later.split(b"<"), strict=False)
    return [rest, others, *[pair for pair in lines if pair[0] != pair[1]][:3]]


def test_no_ordinary_page_is_another_with_restricted_files(cast, she, signed_in):
    """One of each kind, held, with a claim and a place barred."""
    authority(cast.adama)
    looked = looked_at(*she)
    with clock.at(clock.now() + dt.timedelta(seconds=5)):
        clients = {key: signed_in(getattr(cast, key)) for key, _ in looked}
        for _ in range(2):  # the first look warms what a process keeps, and leaves its rows in the journal
            before = {(key, address): seen(clients[key], address) for key, address in looked}
        with acting_for(cast.awa) as by:
            for kind in ("traite", "enfant"):
                confided(by, she[1], kind)
        taken(cast.assa)
        file = with_deputy(taken(cast.assa), cast.assa, cast.nouhoum)
        with acting_for(cast.assa) as by:
            writes.bar_place(by=by, file=file, place=regions().first())
        after = {(key, address): seen(clients[key], address) for key, address in looked}
    different = [where for where in before if before[where] != after[where]]
    assert different == [], _first(before, after, different)


def test_the_journal_says_no_word_of_it(cast, she, signed_in):
    sent = {"kind": "enfant", "words": "Il se cache"}
    answer = signed_in(cast.awa).post(reverse("safeguarding:confide", args=[she[1].pk]), sent, follow=True)
    assert "C’est confié" in answer.content.decode()
    taken(cast.assa)
    for key in ("fanta", "hawa", "issa"):
        page = signed_in(getattr(cast, key)).get(reverse("journal")).content.decode().partition("<tbody")[2]
        assert "restreint" not in page
        assert "à part" not in page


def test_the_workbook_of_files_is_the_same(cast, she):
    def workbook() -> bytes:
        with acting_for(cast.kadiatou) as by:
            asked = ask_document(by=by, export=export_of("dossiers"), filters={}, file_format="csv")
            return bytes(make_document(by=by, document_id=asked.pk).content)

    with clock.at(clock.now()):
        before = workbook()
        with acting_for(cast.awa) as by:
            confided(by, she[1], "traite")
        assert workbook() == before


def test_confiding_twice_answers_the_same(cast, she, signed_in):
    """Who confides learns nothing of what another did before her."""
    address = reverse("safeguarding:confide", args=[she[1].pk])
    sent = {"kind": "traite", "words": "Elle regarde toujours le même homme"}
    answers = []
    for key in ("awa", "moussa"):
        client = signed_in(getattr(cast, key))
        answer = client.post(address, sent)
        page = client.get(answer["Location"]).content.decode()
        answers.append((answer.status_code, answer["Location"], "1\u00a0dossier restreint" in page))
    assert answers[0] == answers[1] == (302, reverse("safeguarding:mine"), True)
