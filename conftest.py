"""The database of the tests: made once by the owner, copied for each process, used as the application's role.

A template is migrated, given its reference data and the cast, and kept as long as no file that shapes it changes. Each
test process works in its own copy; journeys ask for one each. Nothing is ever flushed. All of it is in memory where the
machine lends enough: a copy is some thousand files.
"""

import contextlib
import gc
import hashlib
import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connections

from benkan.host.database import attached, create_database, database_exists, databases, drop_database

ROOT = Path(__file__).resolve().parent
# What shapes the template: a change in any of these makes it anew.
SHAPING = (
    "benkan/*/migrations/*.py",
    "benkan/*/data/*",
    "benkan/demo/*.py",
    "benkan/common/policies.py",
    "benkan/config/schema.py",
    "benkan/organisations/roles.py",
)
# Memory that Linux lends as a folder, and how much is wanted of it: the server, its template and the copies of two
# processes are some 300 MB.
MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own in it, closed to others
ROOM = 2 * 1024**3  # bytes
ALIASES = ("default", "figures", "owner")


def _fingerprint() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for pattern in SHAPING for path in ROOT.glob(pattern) if path.is_file()):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _point_at(addresses, database: str) -> None:
    import dj_database_url

    for alias, url in zip(ALIASES, (addresses.app, addresses.figures, addresses.owner), strict=True):
        connections[alias].close()
        connections[alias].settings_dict.update(dj_database_url.parse(url), NAME=database, CONN_MAX_AGE=0)


def _data() -> Path:
    """Where the tests' server keeps its files; the link beside the other data says where, for `make clean`."""
    if said := os.environ.get("BENKAN_TEST_DATA"):
        return Path(said)
    beside = ROOT / ".tests"
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return beside
    kept = MEMORY / f"benkan-tests-{hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]}"
    try:
        kept.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        return beside
    if kept.is_symlink() or kept.stat().st_uid != os.geteuid():
        return beside
    beside.mkdir(exist_ok=True)
    link = beside / "memory"
    if not link.is_symlink():
        with contextlib.suppress(FileExistsError):  # the other process has just made it
            link.symlink_to(kept)
    return kept


@pytest.fixture(scope="session")
def addresses():
    """The three addresses of the tests' server (their own data folder, or the environment's server)."""
    urls = [os.environ.get(name) for name in ("DATABASE_URL", "DATABASE_FIGURES_URL", "DATABASE_OWNER_URL")]
    if all(urls):
        yield SimpleNamespace(app=urls[0], figures=urls[1], owner=urls[2])
        return
    with attached(_data() / "database", throwaway=True) as found:
        yield found


@pytest.fixture(scope="session")
def template(addresses, django_db_blocker):
    """The name of a database that is migrated, filled with reference data and holds the cast."""
    import fcntl

    from benkan.config.schema import bring_up_to_date
    from benkan.demo.cast import found

    name = f"benkan_template_{_fingerprint()}"
    lock_file = ROOT / ".tests" / "template.lock"
    lock_file.parent.mkdir(parents=True, exist_ok=True)
    with open(lock_file, "w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)  # several test processes, one template
        if not database_exists(addresses.owner, name):
            building = f"{name}_building"
            drop_database(addresses.owner, building)
            create_database(addresses.owner, building)
            _point_at(addresses, building)
            bring_up_to_date()
            found()
            connections.close_all()
            create_database(addresses.owner, name, template=building)
            drop_database(addresses.owner, building)
            for earlier in databases(addresses.owner, beginning="benkan_template_"):
                if earlier != name:
                    drop_database(addresses.owner, earlier)
    return name


@pytest.fixture
def fresh_database(addresses, template):
    """Makes copies of the template, dropped when the test ends: `fresh_database("name")` gives the three URLs."""
    made = []

    def make(name: str):
        name = f"benkan_{name}_{os.getpid()}_{len(made)}"[:60]
        drop_database(addresses.owner, name)
        create_database(addresses.owner, name, template=template)
        made.append(name)
        return SimpleNamespace(
            **{role: _renamed(getattr(addresses, role), name) for role in ("app", "figures", "owner")}
        )

    yield make
    for name in made:
        drop_database(addresses.owner, name)


@pytest.fixture
def committed(fresh_database, django_db_setup, django_db_blocker):
    """A database of the test's own, in which what is written is committed: other connections, and the owner, read it.
    Gives its three URLs."""
    import dj_database_url

    from benkan.organisations import keys

    urls = fresh_database("committed")
    aliases = {"default": urls.app, "figures": urls.figures, "owner": urls.owner}
    before = {alias: dict(connections[alias].settings_dict) for alias in aliases}
    keys.forget()
    with django_db_blocker.unblock():
        for alias, url in aliases.items():
            connections[alias].close()
            connections[alias].settings_dict.update(dj_database_url.parse(url), CONN_MAX_AGE=0)
        yield urls
        for alias, settings in before.items():
            connections[alias].close()
            connections[alias].settings_dict.update(settings)
    keys.forget()


def _renamed(url: str, database: str) -> str:
    from urllib.parse import urlsplit, urlunsplit

    return urlunsplit(urlsplit(url)._replace(path=f"/{database}"))


@pytest.fixture(scope="session")
def django_db_setup(addresses, template, django_db_blocker):
    """Replaces pytest-django's: the copy is made by the owner, the tests run as the application's role."""
    name = f"benkan_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with django_db_blocker.unblock():
        drop_database(addresses.owner, name)
        create_database(addresses.owner, name, template=template)
        _point_at(addresses, name)
    yield
    with django_db_blocker.unblock():
        connections.close_all()
        drop_database(addresses.owner, name)


def pytest_collection_finish():
    """What was loaded stays, and a test leaves little behind: the collector, which would look through all of it a
    thousand times, leaves the first aside and waits for the second to be many."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


@pytest.fixture(scope="session", autouse=True)
def _one_model():
    """No page of a test asks which model is in force, once a minute: questions are counted."""
    from benkan.linkage.told import hold_shipped

    hold_shipped(True)


@pytest.fixture
def cast(db):
    """The invented people who sign in, by key: `cast.awa` is an account (see `benkan.demo.cast`)."""
    from benkan.demo.cast import accounts_by_key
    from benkan.organisations.acting import entered

    with entered(door="open"):
        return SimpleNamespace(**accounts_by_key())


@pytest.fixture
def signed_in(db):
    """`signed_in(account)` gives a client whose requests are that account's."""
    from tests.signing_in import sign_in

    return sign_in
