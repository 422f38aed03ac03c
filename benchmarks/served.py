"""The platform served as `benkan serve` serves it, for as long as a measure lasts."""

import os
import signal
import socket
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from benkan.host.serve import Child, _web  # the same command as everybody's

PATIENCE = 60


@contextmanager
def served(workers: int = 2) -> Iterator[int]:
    """Start the web server on a free port of this machine; gives the port. The platform must be ready."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"  # the platform's own, and the time of each answer
    child = Child("serveur web", _web(port, workers), respawn=False, orphan_signal=signal.SIGTERM)
    child.start()
    try:
        _wait(port, child)
        yield port
    finally:
        child.signal(signal.SIGTERM)
        child.process.wait(20)


def _wait(port: int, child: Child) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and child.process.poll() is None:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the web server did not answer")
