"""One server for all the tests of this folder, and other processes that attach to it."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benkan.host.database import attached
from benkan.host.database.addresses import make_passwords
from benkan.host.database.folder import ServerFolder

ROOT = Path(__file__).resolve().parents[4]
HOLDER = """
import sys
from pathlib import Path
from benkan.host.database import attached
from benkan.host.database.addresses import make_passwords
with attached(Path(sys.argv[1])) as addresses:
    print(addresses.owner, flush=True)
    sys.stdin.read()
"""


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here:
            item.add_marker(pytest.mark.installation)


def _root_without_namespaces() -> bool:
    probe = "import ctypes, sys; sys.exit(ctypes.CDLL(None).unshare(0x10000000) != 0)"
    return os.geteuid() == 0 and subprocess.run([sys.executable, "-c", probe], check=False).returncode != 0


# There, the data live in a home of their own (`test_accounts` follows them); these tests look into the folder itself.
in_its_folder = pytest.mark.skipif(
    _root_without_namespaces(), reason="root sans espace de noms : le serveur vit hors de son dossier"
)


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of a server that has been created. Every test leaves it stopped and usable, whatever it killed."""
    folder = tmp_path_factory.mktemp("server") / "database"
    with attached(folder):
        pass
    return folder


@pytest.fixture
def addresses(folder):
    with attached(folder) as found:
        yield found


@pytest.fixture
def data_of_another_version(tmp_path):
    """A folder that looks like a server's, and holds no data of value."""
    server = ServerFolder(tmp_path / "database")
    server.prepare()
    server.cluster.mkdir()
    (server.cluster / "PG_VERSION").write_text("9\n")
    server.created.touch()
    make_passwords(server)
    return server.path


@pytest.fixture
def hold():
    """Start another process that attaches to a folder until its standard input is closed."""
    started = []

    def start(folder, **options):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **options.pop("env", {})}
        process = subprocess.Popen(
            [sys.executable, "-P", "-c", HOLDER, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd="/",
            env=environment,
            **options,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.stdin.close()
        process.wait(30)
        process.stdout.close()
        process.stderr.close()


def address_of(holder):
    """What a holder says once attached."""
    line = holder.stdout.readline().strip()
    assert line, holder.stderr.read()
    return line


def keeper_of(folder):
    return int(ServerFolder(folder).keeper_lock.read_text())


def server_of(folder):
    return int((ServerFolder(folder).cluster / "postmaster.pid").read_text().split()[0])


def eventually(condition, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.01)
