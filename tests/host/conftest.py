"""An installation with its own server, to which commands are given."""

import contextlib
from pathlib import Path

import pytest
from django.db import connections

from benkan.host.backups import swap
from benkan.host.database import drop_database
from benkan.people.tests.factories import a_registration
from tests.host.commands import URLS

# Drills on a whole installation: some seconds each, and little that a change elsewhere would break.
INSTALLATIONS = {"test_backup", "test_discreet_logs", "test_erased_since", "test_keys", "test_serve", "test_upgrade"}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here and item.path.stem in INSTALLATIONS:
            item.add_marker(pytest.mark.installation)


@pytest.fixture
def on(django_db_blocker):
    """`with on(urls):` the application works in that database."""

    @contextlib.contextmanager
    def work(urls):
        import dj_database_url

        aliases = dict(zip(("default", "figures", "owner"), (urls.app, urls.figures, urls.owner), strict=True))
        before = {alias: dict(connections[alias].settings_dict) for alias in aliases}
        with django_db_blocker.unblock():
            try:
                for alias, url in aliases.items():
                    connections[alias].close()
                    connections[alias].settings_dict.update(dj_database_url.parse(url), CONN_MAX_AGE=0)
                yield
            finally:
                for alias, settings in before.items():
                    connections[alias].close()
                    connections[alias].settings_dict.clear()
                    connections[alias].settings_dict.update(settings)

    return work


@pytest.fixture
def platform(fresh_database, on, tmp_path, monkeypatch):
    """An installation with its own server, the cast, and two files that Kadiatou made; commands are given to it."""
    from benkan.demo.cast import account_of
    from benkan.organisations.acting import acting_for, entered

    urls = fresh_database("backup")
    for name, url in zip(URLS, (urls.app, urls.figures, urls.owner), strict=True):
        monkeypatch.setenv(name, url)
    monkeypatch.setenv("BENKAN_DATA", str(tmp_path / "data"))
    with on(urls):
        with entered(door="open"):
            kadiatou = account_of("kadiatou")
        with acting_for(kadiatou) as by:
            for _ in range(2):
                a_registration(by, "kadiatou")
    yield urls
    name = urls.owner.rpartition("/")[2].partition("?")[0]
    drop_database(urls.owner, swap.beside(name))
    swap.drop_former(urls.owner, name, but=None)
