"""Nothing of a person is in what the platform logs: pages that fail, jobs that fail, people who cannot sign in."""

import http.cookiejar
import logging
import os
import re
import signal
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing
from pathlib import Path
from socket import socket

import psycopg
import pytest

from benkan.host.database import attached
from benkan.host.logs import Discreet
from tests.host.commands import BENKAN, URLS

HERS = ("Zoumanata", "Gnamankoro", "79998877", "79 99 88 77", "zoumanata.gnamankoro@exemple.ml", "Kolondieba")
ALL_OF_HER = ", ".join(HERS)
# What the database says of her where it refuses: as a constraint does, with the whole row.
REFUSE = f"""
CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION '{ALL_OF_HER}' USING DETAIL = 'Failing row contains ({ALL_OF_HER}).', ERRCODE = '23514';
END $$;
CREATE TRIGGER refuse BEFORE INSERT ON audit_entry FOR EACH ROW WHEN (NEW.verb = 'people.searched')
    EXECUTE FUNCTION refuse();
CREATE TRIGGER refuse BEFORE UPDATE ON workbooks_document FOR EACH ROW EXECUTE FUNCTION refuse();
"""


class Visitor:
    """A browser without a screen: cookies, forms with their token, and the status it is answered."""

    def __init__(self, address: str):
        self.address = address
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str, **headers) -> int:
        return self._ask(urllib.request.Request(self.address + path, headers=headers))  # noqa: S310 - our own

    def post(self, path: str, **said) -> int:
        self.get("/entrer/")
        token = next((one.value for one in self.jar if one.name == "csrftoken"), "")
        body = urllib.parse.urlencode({**said, "csrfmiddlewaretoken": token}).encode()
        return self._ask(urllib.request.Request(self.address + path, body))  # noqa: S310 - our own

    def _ask(self, request) -> int:
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status
        except urllib.error.HTTPError as refused:
            return refused.code


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """A demonstration that serves, its database about to refuse; gives (address, folder, the file of its log)."""
    folder = tmp_path_factory.mktemp("discreet")
    kept = {name: value for name, value in os.environ.items() if name not in URLS and not name.startswith("BENKAN_")}
    environment = kept | {"BENKAN_DATA": str(folder)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = folder / "said"
    with open(log, "w") as out:
        process = subprocess.Popen(
            [*BENKAN, "serve", "--demo", "--workers", "1", "--port", str(port)],
            env=environment, stdout=subprocess.PIPE, stderr=out, text=True,
        )  # fmt: skip
        try:
            assert process.stdout.readline() == f"http://localhost:{port}/\n", log.read_text()
            with attached(folder / "database") as addresses, psycopg.connect(addresses.owner) as connection:
                connection.execute(REFUSE)
            yield f"http://localhost:{port}", folder, log
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def _wait_for(log: Path, word: str, seconds: int = 30) -> str:
    deadline = time.monotonic() + seconds
    while word not in (said := log.read_text()) and time.monotonic() < deadline:
        time.sleep(0.2)
    return said


def test_nothing_of_a_person_is_logged(served):
    address, folder, log = served
    stranger = Visitor(address)
    hers = urllib.parse.quote("Zoumanata Gnamankoro")
    assert stranger.post("/entrer/", login="zoumanata.gnamankoro@exemple.ml", password="79998877 Kolondieba") == 200
    assert stranger.post("/entrer/", login="awa@exemple.ml", password="Zoumanata Gnamankoro 79 99 88 77") == 200
    assert stranger.get(f"/dossiers/{hers}/?q=79998877") == 404
    assert stranger.get("/entrer/", Host="zoumanata.gnamankoro.exemple.ml") == 400
    assert stranger.get("/entrer/", Cookie="sessionid=Zoumanata-Gnamankoro") == 200
    worker = Visitor(address)
    worker.post("/entrer/", login="kadiatou@exemple.ml", password="benkan-demonstration")
    assert worker.get("/") == 200
    assert worker.get(f"/dossiers/?q={hers}+79998877") == 500
    assert worker.post("/exports/demander/dossiers/", format="csv", q="Zoumanata 79 99 88 77") == 200
    said = _wait_for(log, "benkan.run")
    assert "django.request" in said, "a page that fails is told"
    assert "procrastinate" in said, "a job that fails is told"
    assert re.search(r"benkan/people/\S+\.py:\d+", said), "and where"
    server = (folder / "database" / "server.log").read_text()
    for word in HERS:
        assert word.lower() not in said.lower()
        assert word.lower() not in server.lower()


def test_an_error_is_told_by_its_type_and_its_place_with_what_caused_it():
    def fail():
        try:
            int("79 99 88 77")
        except ValueError as error:
            raise LookupError(ALL_OF_HER) from error

    try:
        fail()
    except LookupError as error:
        record = logging.LogRecord("x", logging.ERROR, __file__, 1, "failed: %s", (error,), (LookupError, error, None))
    said = Discreet().format(record)
    assert said.count(f"{__file__}:") >= 2
    assert re.findall(r"builtins\.\w+", said) == ["builtins.ValueError", "builtins.LookupError"]
    assert "failed: LookupError" in said
    assert not any(word in said for word in HERS)
    assert record.args[0].args == (ALL_OF_HER,)  # for handlers that may read it


@pytest.mark.parametrize("name", ["django.security.DisallowedHost", "django.security.csrf"])
def test_what_was_sent_is_not_repeated(name):
    record = logging.LogRecord(name, logging.ERROR, __file__, 1, "Invalid host: %r", (ALL_OF_HER,), None)
    assert not any(word in Discreet().format(record) for word in HERS)
