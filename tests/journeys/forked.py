"""Processes of a served platform, forked from one that has loaded the program already: a journey waits for no import.

What they run is what is served: granian, the worker of procrastinate, a script. Each reads the settings anew from the
environment that it is given, before it opens anything.
"""

import importlib
import multiprocessing
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["tests.journeys.loaded"])


class Failed(Exception):
    """A script that was told did not end well; says what it wrote."""


def started(command: Sequence[str], environment: Mapping[str, str], log: Path) -> multiprocessing.Process:
    """Start `python -m granian …` or `python -m django …`, as their command lines are written."""
    _, _, module, *said = command
    return _started(_RUN[module], said, environment, log)


def told(script: str, environment: Mapping[str, str], log: Path) -> str:
    """Let a script of Python tell what no browser acts out, with the platform's own access; gives what it printed.

    Raises `Failed`.
    """
    log.unlink(missing_ok=True)
    process = _started(_tell, (script,), environment, log)
    process.join()
    written = log.read_text()
    if process.exitcode:
        raise Failed(written)
    return written


def ended(process: multiprocessing.Process, seconds: int = 15) -> None:
    """Wait until it has ended; raises TimeoutError."""
    process.join(seconds)
    if process.exitcode is None:
        process.kill()
        raise TimeoutError(f"process {process.pid} did not end in {seconds} s")


def _started(run, said: Sequence[str], environment: Mapping[str, str], log: Path) -> multiprocessing.Process:
    process = _context.Process(target=_run, args=(run, tuple(said), dict(environment), str(log)))
    process.start()
    return process


def _run(run, said: tuple[str, ...], environment: dict[str, str], log: str) -> None:
    os.chdir(ROOT)
    with open(log, "a") as written:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            os.dup2(written.fileno(), stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    _read_settings()
    run(*said)


def _read_settings() -> None:
    """Those of this platform: its addresses, its folders. What was loaded before read them without."""
    from django.conf import settings
    from django.db import connections

    import tests.journeys.loaded  # noqa: F401 - where it could not be loaded beforehand
    from benkan.config import settings as written

    importlib.reload(written)
    for name in dir(written):
        if name.isupper():
            setattr(settings, name, getattr(written, name))
    for alias, address in written.DATABASES.items():
        connections[alias].settings_dict.update(address)


def _serve(*command: str) -> None:
    from granian.cli import entrypoint

    # As it is by itself on Linux, and not as we were made: its worker is a fork, which has loaded the program too.
    multiprocessing.set_start_method("fork", force=True)
    sys.argv = ["granian", *command]
    entrypoint()


def _work(*command: str) -> None:
    from django.core.management import execute_from_command_line

    execute_from_command_line(["django", *command])


def _tell(script: str) -> None:
    exec(compile(script, "<told>", "exec"), {"__name__": "__main__"})  # noqa: S102 - written by the journeys themselves


_RUN = {"granian": _serve, "django": _work}
