"""`benkan serve`: the web server and the worker as children of one process, which leaves nothing behind."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import click

from benkan.host.backups import erasures
from benkan.host.backups.refusal import Refusal
from benkan.host.live import refuse_unready
from benkan.host.paths import demonstration_mark, is_demonstration, marked_as_serving
from benkan.host.platform import NotReady, ready

PR_SET_PDEATHSIG = 1
# The owner of the tables passes the row policies: what answers strangers never holds its address.
NOT_FOR_CHILDREN = frozenset({"DATABASE_OWNER_URL", "DATABASE_OWNER_URL_FILE"})
_libc = ctypes.CDLL(None)


@dataclass
class Child:
    """A process of the platform.

    `respawn`: its death is mended, else it ends the whole. `orphan_signal`: what it gets when the supervisor is killed.
    """

    name: str
    command: list[str]
    respawn: bool
    orphan_signal: int
    process: subprocess.Popen | None = None
    deaths: int = 0

    def start(self) -> None:
        # Its own session, so that Ctrl-C reaches the supervisor alone; and it dies when the supervisor is killed.
        self.process = subprocess.Popen(
            self.command,
            start_new_session=True,
            stdout=subprocess.DEVNULL,  # the first line a newcomer reads is the address
            env={name: value for name, value in os.environ.items() if name not in NOT_FOR_CHILDREN},
            preexec_fn=lambda: _libc.prctl(PR_SET_PDEATHSIG, self.orphan_signal),  # noqa: PLW1509 - started before any thread
        )

    def signal(self, number: int) -> None:
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def serve(*, port: int, demo: bool, workers: int) -> None:
    """Serve until a signal comes. Raises `NotReady` with a sentence when it cannot begin."""
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: stop.set())
    _refuse_taken(port)
    mark = demonstration_mark()
    if demo or mark.exists():
        os.environ["BENKAN_DEMO"] = "true"
    if not is_demonstration():
        refuse_unready()
    if not os.environ.get("BENKAN_ORIGINS"):  # what letters say before a path
        os.environ.setdefault("BENKAN_ADDRESS", f"http://localhost:{port}")
    click.echo("Préparation de la base…", err=True)
    with ready() as folder, marked_as_serving():
        _refuse_unsafe()
        _list_erasures(folder)
        from django.core.management import call_command

        call_command("collectstatic", interactive=False, verbosity=0)
        if demo:
            _invent(mark)
        children = [
            # The web server passes the signal on to its own children.
            Child("serveur web", _web(port, workers), respawn=False, orphan_signal=signal.SIGTERM),
            # The worker would wait for ever to take leave of a database that has gone with the supervisor.
            Child("travailleur", WORKER, respawn=True, orphan_signal=signal.SIGKILL),
        ]
        try:
            for child in children:
                child.start()
            _announce(port, children[0], stop)
            _watch(children, stop)
        finally:
            _stop(children)


# Two at once: what nobody waits for is done one at a time (`jobs.BACKGROUND`), so that a list is read beside it.
WORKER = [sys.executable, "-m", "django", "procrastinate", "worker", "--concurrency", "2"]


def _web(port: int, workers: int) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "2", "--backlog", "512", "--no-ws",
        "--log-level", "warning", "--respawn-failed-workers", "--workers-kill-timeout", "5s",
        "benkan.config.wsgi:application",
    ]  # fmt: skip


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise NotReady(
                f"Le port {port} est déjà pris par un autre programme. Choisissez-en un autre\u00a0: "
                f"make run PORT={port + 1} (ou benkan serve --port {port + 1})."
            ) from error


def _refuse_unsafe() -> None:
    """A role that passes the policies, or a key that opens nothing: what is sealed would be lost little by little."""
    from benkan.host.doctor import unsafe_role, wrong_key

    if sentence := unsafe_role() or wrong_key():
        raise NotReady(sentence)


def _list_erasures(folder: Path) -> None:
    """Those whose process was killed before it could list them."""
    try:
        erasures.keep_up(folder, os.environ["DATABASE_OWNER_URL"])
    except Refusal as refusal:
        raise NotReady(str(refusal)) from refusal


def _invent(mark: Path) -> None:
    from benkan.demo.found import found_if_empty

    if found_if_empty():
        mark.touch()
    elif not mark.exists():
        raise NotReady(
            "Cette plateforme contient déjà des données qui ne sont pas une démonstration\u00a0: elle ne se sert pas "
            "avec --demo. Enlevez --demo, ou donnez un autre dossier par BENKAN_DATA."
        )


def _announce(port: int, web: Child, stop: threading.Event) -> None:
    """Print the address once a page is really answered."""
    for _ in range(600):
        if stop.is_set() or web.process.poll() is not None:
            return
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/sante/", timeout=2) as answer:
                if answer.status == 200:
                    click.echo(f"http://localhost:{port}/")
                    return
        except OSError:
            stop.wait(0.1)
    raise NotReady("Le serveur web ne répond pas après une minute. «\u00a0benkan doctor\u00a0» dit ce qui ne va pas.")


def _watch(children: list[Child], stop: threading.Event) -> None:
    while not stop.wait(0.5):
        for child in children:
            if child.process.poll() is None:
                continue
            if not child.respawn:
                raise NotReady(
                    f"Le {child.name} s’est arrêté (code {child.process.returncode})\u00a0: la plateforme s’arrête."
                )
            child.deaths += 1
            click.echo(
                f"Le {child.name} s’est arrêté (code {child.process.returncode})\u00a0: il est relancé.", err=True
            )
            stop.wait(min(30, 2**child.deaths))
            if not stop.is_set():
                child.start()


def _stop(children: list[Child], patience: float = 10) -> None:
    for child in children:
        child.signal(signal.SIGTERM)
    deadline = time.monotonic() + patience
    for child in children:
        if child.process is None:
            continue
        try:
            child.process.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.signal(signal.SIGKILL)
            child.process.wait()
        # A grandchild that outlived its parent has kept the group's number.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.process.pid, signal.SIGKILL)
