"""Journeys: the real server on its own copy of the database, a real browser, people who read aloud."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest

from benkan.host.serve import WORKER
from tests.journeys import forked
from tests.journeys.months import VARIABLE, Months
from tests.journeys.people import SEEN, Person

ROOT = Path(__file__).resolve().parent.parent.parent
ROLES = ("app", "figures", "owner")
VARIABLES = ("DATABASE_URL", "DATABASE_FIGURES_URL", "DATABASE_OWNER_URL")
# Chromium alone, without the calls home that a closed network refuses many at a time.
FLAGS = [
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic",
    "--no-first-run", "--disable-gpu", "--disable-dev-shm-usage",
]  # fmt: skip


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in Path(item.fspath).parents:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def chromium():
    """The browser's program; without its windows where it can be had, for each person's would cost a second of
    processor. Journeys are never skipped in silence: without it they fail and say what to type."""
    for name in (os.environ.get("BENKAN_CHROMIUM"), "chromium-headless-shell", "chromium", "chromium-browser"):
        if name and (found := shutil.which(name)):
            return found
    pytest.fail("Il faut Chromium pour les parcours : apt-get install chromium-headless-shell (ou BENKAN_CHROMIUM=…).")


@pytest.fixture(scope="session")
def browser(template, chromium):
    from playwright.sync_api import sync_playwright

    _forget_earlier_runs()
    with sync_playwright() as playwright:
        arguments = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def collected():
    """Static files as production serves them, once per run."""
    folder = ROOT / ".tests" / f"static_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
    environment = os.environ | {"BENKAN_STATIC": str(folder), "DJANGO_SETTINGS_MODULE": "benkan.config.settings"}
    command = [sys.executable, "-m", "django", "collectstatic", "--noinput", "--clear", "-v", "0"]
    subprocess.run(command, env=environment, check=True, cwd=ROOT)
    return folder


@pytest.fixture
def months(tmp_path):
    """Asked for before anybody acts: the journey begins four months ago, and goes through them (see `months.py`)."""
    return Months(tmp_path / "days_ago", length=124)


@pytest.fixture
def platform(fresh_database, collected, request, tmp_path):
    """A served platform with the cast and nothing else; `platform.url`, and `platform.mail`, where its letters go;
    `platform.tell(script)` tells what no browser acts out (see `forked.told`)."""
    months = request.getfixturevalue("months") if "months" in request.fixturenames else None
    urls = fresh_database("journey")
    port = _free_port()
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "benkan.config.settings",
        "BENKAN_DEMO": "true",
        "BENKAN_SECRET_KEY": "journeys",
        "BENKAN_STATIC": str(collected),
        "BENKAN_MAIL_FOLDER": str(tmp_path / "mail"),
        **dict(zip(VARIABLES, (getattr(urls, role) for role in ROLES), strict=True)),
        **({VARIABLE: str(months.path)} if months else {}),
    }
    log_path = ROOT / ".tests" / f"{re.sub(r'[^a-z0-9_]+', '-', request.node.name.lower())}.log"
    log_path.unlink(missing_ok=True)
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", "1", "--blocking-threads", "2", "--no-ws", "--log-level", "warning",
        "tests.journeys.months:application" if months else "benkan.config.wsgi:application",
    ]  # fmt: skip
    processes = []
    try:
        for command in (web,) if months else (web, WORKER):
            processes.append(forked.started(command, environment, log_path))
        _wait_until_served(port, processes[0], log_path)
        yield SimpleNamespace(
            url=f"http://localhost:{port}",
            environment=environment,
            mail=tmp_path / "mail",
            tell=partial(forked.told, environment=environment, log=tmp_path / "told.log"),
        )
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            forked.ended(process)


@pytest.fixture
def person(platform, browser):
    """Gives people of the cast their own browser: `person("awa")`, at 360 pixels with `phone=True`."""
    contexts = []

    def enter(key: str, *, phone: bool = False, **options) -> Person:
        size = {"width": 360, "height": 740} if phone else {"width": 1280, "height": 900}
        context = browser.new_context(base_url=platform.url, viewport=size, locale="fr-FR", **options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Person(key, context.new_page())

    yield enter
    for context in contexts:
        context.close()


def _forget_earlier_runs() -> None:
    """What their people saw (see `people.py`), a day later: another may be under way."""
    for folder in SEEN.glob("*"):
        if time.time() - folder.stat().st_mtime > 86_400:
            shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_until_served(port: int, process, log_path) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if process.exitcode is not None:
            break
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"The platform did not start: {log_path.read_text()[-2000:]}")
