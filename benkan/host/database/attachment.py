"""Attaching to a server: the first to come starts it, the last to leave sees it stopped."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from . import locks
from .addresses import Addresses, addresses
from .folder import ServerFolder
from .processes import serving_socket
from .refusal import ServerRefused, system_errors_explained

LONGEST_START = 300  # replaying the journal after a crash may take minutes
LONGEST_STOP = 15
LARGEST_LOG = 5 * 2**20


@contextmanager
def attached(folder: Path, *, throwaway: bool = False) -> Iterator[Addresses]:
    """Attach to the server of this data folder, starting (and on first use creating) it if nobody has.

    `throwaway`, where we are who starts it: its data may be lost at a power cut, and it waits for no disk.

    Yields the addresses of its database. The last to leave stops the server, and waits for its end for some
    seconds. Raises ServerRefused. The attachment is this process's: programs that it starts do not prolong it.
    """
    server = ServerFolder(Path(folder).resolve())
    with system_errors_explained(server.path):
        server.prepare()
    with locks.lock_file(server.attached_lock) as descriptor:
        # waits while a keeper is stopping the server
        if not locks.lock(descriptor, locks.SHARED, LONGEST_START):
            raise _too_long(server)
        keeper: list[subprocess.Popen] = []
        try:
            with system_errors_explained(server.path):
                socket = _running(server, keeper, throwaway)
                found = addresses(server, socket)
            yield found
        finally:
            locks.unlock(descriptor)
            _wait_if_last(server, descriptor)
            for process in keeper:
                try:
                    process.wait(0 if locks.held_exclusively(server.keeper_lock) else LONGEST_STOP)
                except subprocess.TimeoutExpired:
                    process.returncode = 0  # it outlives us on purpose: no warning that it was forgotten


def in_use(folder: Path) -> bool:
    """Whether a process is attached to this server now; a server that is stopping is not in use."""
    server = ServerFolder(Path(folder).resolve())
    if not server.attached_lock.exists():
        return False
    with locks.lock_file(server.attached_lock) as descriptor:
        # refused alone: by others attached, or by the keeper, which is stopping and refuses even to share
        return not locks.try_lock(descriptor, locks.EXCLUSIVE) and locks.try_lock(descriptor, locks.SHARED)


def _running(server: ServerFolder, started: list[subprocess.Popen], throwaway: bool) -> Path:
    """The socket folder of the running server, started if need be; a keeper that we start joins the list."""
    deadline = time.monotonic() + LONGEST_START
    with locks.lock_file(server.start_lock) as descriptor, tempfile.TemporaryFile("w+", encoding="utf-8") as said:
        if not locks.lock(descriptor, locks.EXCLUSIVE, LONGEST_START):
            raise _too_long(server)
        keeper = None
        while (socket := serving_socket(server)) is None:
            if keeper and keeper.poll() is not None:
                # below zero, somebody killed it: start another
                if keeper.returncode > 0:
                    said.seek(0)
                    raise ServerRefused(said.read().strip() or _silent(server))
                keeper = None
            if keeper is None and not locks.held_exclusively(server.keeper_lock):
                keeper = _start_keeper(server, said, throwaway)
                started.append(keeper)
            if time.monotonic() > deadline:
                raise _too_long(server)
            time.sleep(0.01)
        return socket


def _start_keeper(server: ServerFolder, said: IO[str], throwaway: bool) -> subprocess.Popen:
    if server.log.exists() and server.log.stat().st_size > LARGEST_LOG:
        server.log.replace(server.log.with_suffix(".log.1"))
    paths = [str(Path(__file__).resolve().parents[3]), os.environ.get("PYTHONPATH")]
    with open(os.open(server.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as log:
        return subprocess.Popen(
            [sys.executable, "-P", "-m", "benkan.host.database.keeper", str(server.path)] + ["throwaway"] * throwaway,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=log,
            cwd="/",
            # UTF-8: its sentences are French under any locale
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONUTF8": "1"},
            start_new_session=True,
        )


def _wait_if_last(server: ServerFolder, descriptor: int) -> None:
    """After our lock is let go: if nobody else is attached, wait for the keeper's end."""
    deadline = time.monotonic() + LONGEST_STOP
    with locks.lock_file(server.start_lock) as start:
        # whoever has it is attached, or is waiting here in our place
        if not locks.try_lock(start, locks.EXCLUSIVE):
            return
        while locks.held_exclusively(server.keeper_lock) and time.monotonic() < deadline:
            alone = locks.try_lock(descriptor, locks.EXCLUSIVE)
            # refused to all: by others attached; refused even to share: by the keeper, which is stopping
            others = not alone and locks.try_lock(descriptor, locks.SHARED)
            locks.unlock(descriptor)
            if others:
                return
            time.sleep(0.01)


def _silent(server: ServerFolder) -> str:
    return (
        f"Le gardien du serveur de base de données de « {server.path} » n’a pas démarré : "
        f"lisez le journal « {server.log} », corrigez la cause, puis recommencez."
    )


def _too_long(server: ServerFolder) -> ServerRefused:
    return ServerRefused(
        f"Le serveur de base de données de « {server.path} » n’a pas répondu en {LONGEST_START} secondes : "
        f"lisez le journal « {server.log} », puis recommencez."
    )
