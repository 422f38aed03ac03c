"""The processes of a server, as the system shows them: what is running, and what an earlier life left behind."""

import os
import signal
import time
from contextlib import suppress
from pathlib import Path

from .folder import ServerFolder
from .refusal import ServerRefused

PATIENCE = 60


def serving_socket(folder: ServerFolder) -> Path | None:
    """The socket folder of the server if it accepts connections and its keeper lives, else None."""
    mark = server_mark(folder)
    try:
        keeper = int(folder.keeper_lock.read_text())
    except (FileNotFoundError, ValueError):
        return None
    # a server whose keeper has died is on its way out, though it may still say "ready"
    return Path(mark[4]) if says_ready(mark) and parent_of(int(mark[0])) == keeper else None


def server_mark(folder: ServerFolder) -> list[str]:
    """The lines of postmaster.pid, in which a server tells its process id, socket folder and readiness; or nothing."""
    try:
        return os.fsdecode((folder.cluster / "postmaster.pid").read_bytes()).split("\n")
    except FileNotFoundError:
        return []


def says_ready(mark: list[str]) -> bool:
    return len(mark) >= 8 and mark[7].strip() == "ready"


def parent_of(process: int) -> int | None:
    """The parent of a living process; None for one that is dead, even if not yet reaped."""
    try:
        state, parent = Path("/proc", str(process), "stat").read_text().rpartition(")")[2].split()[:2]
    except (FileNotFoundError, ProcessLookupError):
        return None
    return None if state in "ZX" else int(parent)


def server_processes(folder: ServerFolder) -> list[int]:
    """The living processes of this server. The command line is readable by all, unlike the working folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                program, shown = (entry / "comm").read_bytes(), (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if program == b"postgres\n" and (folder.name.encode() in shown or os.fsencode(folder.cluster) in shown):
                found.append(int(entry.name))
    return found


def clear_earlier_life(folder: ServerFolder) -> None:
    """Wait until no process of an earlier server is left, then remove the mark of its process id.

    Another process may bear that id by now, which PostgreSQL would take for the earlier server.
    """
    deadline = time.monotonic() + PATIENCE
    while left := server_processes(folder):
        if not any(str(process) in server_mark(folder)[:1] for process in left):
            # what a server does to its own processes for an immediate stop
            for process in left:
                with suppress(ProcessLookupError):
                    os.kill(process, signal.SIGQUIT)
        if time.monotonic() > deadline:
            raise ServerRefused(
                f"Un autre serveur PostgreSQL (processus {left[0]}) tient encore les données de « {folder.path} » : "
                "arrêtez-le, puis recommencez."
            )
        time.sleep(0.02)
    (folder.cluster / "postmaster.pid").unlink(missing_ok=True)
