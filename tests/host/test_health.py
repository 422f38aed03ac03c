"""How the platform stands: a word for a load balancer, everything for the national administrator."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections
from django.test import Client

from benkan.host import findings
from benkan.host.backups import last
from benkan.host.findings import MAIL, queue_of


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path))
    monkeypatch.delenv("BENKAN_DEMO")
    return tmp_path


def _before(ago: timedelta) -> datetime:
    return datetime.now(UTC) - ago


def _sign_of_life(ago: timedelta) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", [_before(ago)])


def _job(ago: timedelta, *, task: str = "benkan.run", status: str = "todo") -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, status) VALUES ('default', %s, %s) RETURNING id",
            [task, status],
        )
        job = cursor.fetchone()[0]
        cursor.execute("UPDATE procrastinate_events SET at = %s WHERE job_id = %s", [_before(ago), job])
        if status == "failed":
            cursor.execute(
                "INSERT INTO procrastinate_events (job_id, type, at) VALUES (%s, 'failed', %s)", [job, _before(ago)]
            )


def test_a_stranger_reads_one_word(db):
    answer = Client().get("/sante/")
    assert (answer.status_code, answer.content, answer["Content-Type"]) == (200, b"ok", "text/plain")


def test_without_its_database_it_says_503_and_nothing_more(django_db_blocker):
    before = dict(connections["default"].settings_dict)
    client = Client(raise_request_exception=False)
    with django_db_blocker.unblock():
        connections["default"].close()
        connections["default"].settings_dict.update(HOST="127.0.0.1", PORT="1", OPTIONS={})
        try:
            answer = client.get("/sante/")
            assert (answer.status_code, answer.content) == (503, b"indisponible")
            assert client.get("/entrer/").status_code == 500
        finally:
            connections["default"].close()
            connections["default"].settings_dict.clear()
            connections["default"].settings_dict.update(before)


def test_a_worker_that_is_silent_or_late_is_an_alarm_while_it_serves(db):
    assert not findings.worker("default", serving=True).well
    assert findings.worker("default", serving=False).well
    _sign_of_life(timedelta(minutes=10, seconds=30))
    silent = findings.worker("default", serving=True)
    assert (silent.well, "depuis 10" in silent.says) == (False, True)
    _sign_of_life(timedelta(seconds=5))
    assert findings.worker("default", serving=True).says == "vivant, rien en attente"
    _job(timedelta(minutes=1, seconds=30))
    assert "1\u00a0travail en attente" in findings.worker("default", serving=True).says
    _job(timedelta(minutes=20, seconds=30))
    late = findings.worker("default", serving=True)
    assert (late.well, "depuis 20\u00a0minutes" in late.says) == (False, True)


def test_letters_are_counted_apart_and_failures_are_said_for_a_week(db):
    _sign_of_life(timedelta(0))
    _job(timedelta(minutes=30), task=MAIL)
    _job(timedelta(days=1), task=MAIL, status="failed")
    _job(timedelta(days=9), task=MAIL, status="failed")
    assert (queue_of("default", MAIL).waiting, queue_of("default", MAIL).failed) == (1, 1)
    assert queue_of("default").waiting == 0
    found = findings.mail("default")
    assert (found.well, found.awaits, "BENKAN_MAIL_HOST" in found.says) == (True, True, True)
    assert findings.worker("default", serving=True).well


def test_a_demonstration_that_was_never_saved_is_not_said_to_be_well(folder, monkeypatch):
    none = findings.saved()
    assert (none.mark, "benkan backup" in none.says) == ("à voir", True)
    monkeypatch.setenv("BENKAN_DEMO", "true")
    none = findings.saved()
    assert (none.well, none.awaits, none.idle, none.mark.strip()) == (True, False, True, "—")
    last.remember(folder, _before(timedelta(hours=3)), folder / "benkan.sauvegarde")
    assert findings.saved().mark.strip() == "bien"
    last.remember(folder, _before(timedelta(days=3)), folder / "benkan.sauvegarde")
    assert findings.saved().mark.strip() == "—"


def test_the_page_has_a_word_for_what_is_neither_well_nor_ill(cast, signed_in, folder, monkeypatch):
    _sign_of_life(timedelta(0))
    monkeypatch.setenv("BENKAN_DEMO", "true")
    page = signed_in(cast.adama).get("/sante/detail/").content.decode()
    assert "sans objet" in page
    assert "Aucune\u00a0: une démonstration" in page


def test_the_national_administrator_reads_everything_and_others_nothing(cast, signed_in, folder):
    _sign_of_life(timedelta(0))
    last.remember(folder, _before(timedelta(days=3)), folder / "benkan.sauvegarde")
    page = signed_in(cast.adama).get("/sante/detail/").content.decode()
    for word in ("PostgreSQL", "vivant", "Courriel", "Go libres", "3\u00a0jours", "à voir", "État de la plateforme"):
        assert word.lower() in page.lower(), word
    assert signed_in(cast.fanta).get("/sante/detail/").status_code == 403
    assert Client().get("/sante/detail/").status_code == 302
