"""The keeper: a small detached process that runs the server for as long as somebody is attached.

    python -m benkan.host.database.keeper FOLDER [throwaway]

Its standard output is for a refusal, read by whoever started it; the rest goes to the log.
"""

import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from . import locks
from .account import Account, choose_account
from .addresses import read_passwords
from .binaries import Binaries, find_binaries
from .creation import create_if_new, refuse_other_major
from .folder import ServerFolder
from .processes import clear_earlier_life, says_ready, server_mark
from .refusal import ServerRefused, explained, system_errors_explained
from .settings import PORT, server_arguments

LONGEST_SOCKET = 107

log = logging.getLogger(__name__)


class Keeper:
    def __init__(self, folder: ServerFolder, *, throwaway: bool = False):
        self.folder = folder
        self.throwaway = throwaway
        self.leaving = threading.Event()
        self.server: subprocess.Popen | None = None

    def keep(self) -> None:
        """Create the server if it is new, run it, stop it when nobody is attached; ServerRefused if it cannot run."""
        binaries = find_binaries()
        account, binaries = choose_account(self.folder, binaries)
        create_if_new(self.folder, account, binaries)
        read_passwords(self.folder)
        refuse_other_major(self.folder, binaries)
        threading.Thread(target=self._leave_after_the_last, daemon=True).start()
        while not self.leaving.is_set():
            if not self._serve(account, binaries):
                break

    def leave(self, *_signal: object) -> None:
        self.leaving.set()
        if self.server:
            self.server.send_signal(signal.SIGINT)

    def _leave_after_the_last(self) -> None:
        descriptor = os.open(self.folder.attached_lock, os.O_RDWR | os.O_CREAT, 0o600)
        locks.lock(descriptor, locks.EXCLUSIVE)
        # never unlocked: newcomers wait until this process is gone
        self.leave()

    def _serve(self, account: Account, binaries: Binaries) -> bool:
        """Run the server once; True when it broke down after having served, and should be started again."""
        clear_earlier_life(self.folder)
        socket = _fresh_socket_folder(self.folder)
        account.give(socket)
        log_start = os.fstat(sys.stderr.fileno()).st_size
        command = [binaries.program("postgres")]
        command += server_arguments(self.folder.cluster, socket, self.folder.name, throwaway=self.throwaway)
        self.server = account.start(
            command, self.folder.home, signal.SIGINT, stdin=subprocess.DEVNULL, stdout=sys.stderr
        )
        if self.leaving.is_set():
            self.leave()
        code = self.server.wait()
        shutil.rmtree(socket, ignore_errors=True)
        if self.leaving.is_set() or code == 0:
            return False
        if says_ready(server_mark(self.folder)):
            log.warning("Le serveur s’est arrêté sans raison (code %s) : il redémarre.", code)
            return True
        with open(self.folder.log, errors="replace") as said:
            said.seek(log_start)
            raise explained(said.read(), self.folder.path, self.folder.log)


def _fresh_socket_folder(folder: ServerFolder) -> Path:
    """An empty folder for the socket: in the home if the path is short enough, else in the temporary folder."""
    name = f".s.PGSQL.{PORT}"
    socket = folder.home / "socket"
    # libpq takes a comma for a list of hosts, and an address holds UTF-8 only
    usable = "," not in str(socket) and str(socket).isprintable()
    if not usable or len(os.fsencode(socket / name)) > LONGEST_SOCKET:
        socket = Path(tempfile.gettempdir(), folder.name)
        if len(os.fsencode(socket / name)) > LONGEST_SOCKET:
            socket = Path("/tmp", folder.name)  # noqa: S108 (made below, fresh and closed to others)
    # a socket that an earlier life left would bear a process id that others may have by now
    if socket.exists() and not socket.is_symlink():
        shutil.rmtree(socket)
    socket.mkdir(mode=0o700)
    return socket


def main(path: str, *more: str) -> int:
    os.umask(0o077)
    logging.basicConfig(format="%(asctime)s [%(process)d] %(message)s", level=logging.INFO)
    folder = ServerFolder(Path(path))
    keeper = Keeper(folder, throwaway="throwaway" in more)
    # never closed: the lock tells that this process lives
    descriptor = os.open(folder.keeper_lock, os.O_RDWR | os.O_CREAT, 0o600)
    if not locks.try_lock(descriptor, locks.EXCLUSIVE):
        return 0
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, keeper.leave)
    try:
        with system_errors_explained(folder.path):
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, str(os.getpid()).encode(), 0)
            keeper.keep()
    except ServerRefused as refusal:
        log.error("%s", refusal)
        sys.stdout.write(str(refusal))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
