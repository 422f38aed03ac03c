"""One server for all who are attached, none when nobody is, and no harm from kill -9 of anybody."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from benkan.host.database import attached
from benkan.host.database.folder import ServerFolder
from benkan.host.database.locks import held_exclusively
from benkan.host.database.processes import parent_of, server_processes

from .conftest import address_of, eventually, in_its_folder, keeper_of, server_of

WRITE = """
import sys, psycopg
with psycopg.connect(sys.argv[1], autocommit=True) as connection:
    for number in range(1_000_000):
        connection.execute("INSERT INTO rows VALUES (%s)", [number])
        print(number, flush=True)
"""


def nothing_is_left(folder):
    return not server_processes(ServerFolder(folder)) and not held_exclusively(folder / "keeper.lock")


def test_a_second_attachment_shares_the_server(folder, hold):
    with attached(folder):
        first = server_of(folder)
        with attached(folder):
            assert server_of(folder) == first
        other = hold(folder)
        address_of(other)
        assert server_of(folder) == first
    assert parent_of(first) is not None, "the other process is still attached"


def test_the_last_to_leave_stops_the_server_and_leaves_no_process(folder):
    with attached(folder) as addresses:
        keeper, server = keeper_of(folder), server_of(folder)
        forgotten = psycopg.connect(addresses.app)
    assert parent_of(keeper) is None
    assert parent_of(server) is None
    assert nothing_is_left(folder)
    assert not (folder / "cluster" / "postmaster.pid").exists()
    forgotten.close()


def test_leaving_while_others_stay_takes_no_time(folder, hold):
    address_of(hold(folder))
    with attached(folder):
        start = time.monotonic()
    assert time.monotonic() - start < 0.5


def test_two_that_start_at_once_share_one_server(folder, hold):
    before = (folder / "server.log").read_text().count("database system is ready")
    holders = [hold(folder) for _ in range(3)]
    for holder in holders:
        with psycopg.connect(address_of(holder)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    servers = [process for process in server_processes(ServerFolder(folder)) if parent_of(process) == keeper_of(folder)]
    assert servers == [server_of(folder)]
    log = (folder / "server.log").read_text()
    assert log.count("database system is ready") == before + 1


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM], ids=["kill -9", "kill"])
def test_one_that_is_killed_is_no_longer_attached(folder, hold, by):
    holder = hold(folder)
    address_of(holder)
    holder.send_signal(by)
    eventually(lambda: nothing_is_left(folder))


def test_programs_started_by_one_that_is_attached_do_not_prolong_it(folder):
    with attached(folder):
        child = subprocess.Popen(["sleep", "60"], close_fds=False)
    assert nothing_is_left(folder)
    child.kill()
    child.wait()


def _write_until(kill, folder, hold):
    """Rows acknowledged by the server before it was killed."""
    holder = hold(folder)
    address = address_of(holder)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS rows")
        connection.execute("CREATE TABLE rows (number int)")
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, address], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as writer:
        while int(writer.stdout.readline()) < 50:
            pass
        kill(ServerFolder(folder))
        return 51 + len(writer.stdout.readlines())


def _kill(processes):
    for process in processes:
        # one of them may have followed another into death meanwhile
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


@pytest.mark.parametrize(
    "kill",
    [
        lambda server: _kill([keeper_of(server.path)]),
        lambda server: _kill(server_processes(server)),
        lambda server: _kill([server_of(server.path)]),
        lambda server: _kill([keeper_of(server.path), *server_processes(server)]),
    ],
    ids=["the keeper", "the server and its children", "the server alone", "everybody"],
)
def test_rows_acknowledged_before_a_kill_are_there_at_the_next_attachment(folder, hold, kill):
    acknowledged = _write_until(kill, folder, hold)
    with attached(folder) as addresses, psycopg.connect(addresses.owner) as connection:
        kept = connection.execute("SELECT count(*) FROM rows").fetchone()[0]
        assert acknowledged <= kept <= acknowledged + 1


def test_a_server_that_is_killed_comes_back_for_those_attached(folder):
    with attached(folder) as addresses:
        killed = server_of(folder)
        os.kill(killed, signal.SIGKILL)

        def answers():
            try:
                psycopg.connect(addresses.app).close()
            except psycopg.OperationalError:
                return False
            return server_of(folder) != killed

        eventually(answers)
    assert nothing_is_left(folder)


def test_the_death_of_the_keeper_brings_the_server_down(folder, hold):
    address_of(hold(folder))
    server = server_of(folder)
    os.kill(keeper_of(folder), signal.SIGKILL)
    eventually(lambda: parent_of(server) is None)
    assert "received fast shutdown request" in (folder / "server.log").read_text().split("ready to accept")[-1]


def test_a_signal_to_the_keeper_stops_the_server(folder, hold):
    address_of(hold(folder))
    os.kill(keeper_of(folder), signal.SIGTERM)
    eventually(lambda: nothing_is_left(folder))


@in_its_folder
@pytest.mark.parametrize("owner", ["ourselves", "a process just ended"])
def test_a_process_id_used_again_by_another_does_not_stop_the_start(folder, owner):
    if owner == "ourselves":
        process = os.getpid()
    else:
        ended = subprocess.Popen(["true"])
        ended.wait()
        process = ended.pid
    mark = f"{process}\n{folder / 'cluster'}\n1\n5432\n{folder / 'socket'}\n\n1 1\nready   \n"
    (folder / "cluster" / "postmaster.pid").write_text(mark)
    (folder / "socket").mkdir(exist_ok=True)
    (folder / "socket" / ".s.PGSQL.5432.lock").write_text(mark)
    with attached(folder) as addresses, psycopg.connect(addresses.app) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_descriptors_of_the_locks_stay_with_their_owner(folder):
    with attached(folder):
        for process in (keeper_of(folder), server_of(folder)):
            held = [os.readlink(path) for path in Path("/proc", str(process), "fd").iterdir()]
            locks = {Path(name).name for name in held if name.endswith(".lock")}
            assert locks == ({"keeper.lock", "attached.lock"} if process == keeper_of(folder) else set())
