"""`benkan serve`, as a newcomer starts it and as machines end it."""

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import closing
from pathlib import Path
from socket import socket

import pytest

BENKAN = [sys.executable, "-m", "benkan.host.cli"]
URLS = ("DATABASE_URL", "DATABASE_FIGURES_URL", "DATABASE_OWNER_URL")


GIVEN = {
    "BENKAN_HOSTS": "benkan.exemple.ml",
    "BENKAN_ORIGINS": "https://benkan.exemple.ml",
    "BENKAN_MAIL_HOST": "aucun",
    "BENKAN_MAIL_FROM": "benkan@exemple.ml",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("installation")


@pytest.fixture
def environment(folder):
    kept = {name: value for name, value in os.environ.items() if name not in URLS and not name.startswith("BENKAN_")}
    return kept | {"BENKAN_DATA": str(folder)}


@pytest.fixture
def port():
    with closing(socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _serve(environment, port):
    command = [*BENKAN, "serve", "--demo", "--workers", "1", "--port", str(port)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def _processes_of(folder: Path) -> list[str]:
    """Commands of the living processes that carry this installation's folder in their command or environment."""
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or int(entry.name) == os.getpid():
            continue
        try:
            text = (entry / "cmdline").read_bytes() + (entry / "environ").read_bytes()
        except OSError:
            continue
        if os.fsencode(folder) in text:
            found.append((entry / "comm").read_text().strip())
    return found


def _serves(environ: Path, port: int) -> bool:
    """Whether this is a process of the web server on that port."""
    try:
        said = environ.with_name("cmdline").read_bytes()
    except OSError:
        return False
    return b"granian" in said and str(port).encode() in said


def _wait_until_gone(folder, seconds=20):
    deadline = time.monotonic() + seconds
    while (left := _processes_of(folder)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return left


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGKILL], ids=lambda n: n.name)
def test_it_prints_its_address_once_it_serves_and_no_signal_leaves_a_process(environment, folder, port, number):
    process = _serve(environment, port)
    try:
        assert process.stdout.readline() == f"http://localhost:{port}/\n", process.stderr.read()
        with urllib.request.urlopen(f"http://localhost:{port}/entrer/") as answer:
            assert "Entrer comme" in answer.read().decode()
    finally:
        process.send_signal(number)
        process.wait(30)
    assert _wait_until_gone(folder) == []


def test_invented_people_say_so_however_the_platform_is_started(environment, folder, port):
    process = subprocess.Popen(
        [*BENKAN, "serve", "--workers", "1", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == f"http://localhost:{port}/\n"
        with urllib.request.urlopen(f"http://localhost:{port}/entrer/") as answer:
            assert "Données inventées" in answer.read().decode()
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert _wait_until_gone(folder) == []


def test_it_is_saved_while_it_serves_and_replaced_only_once_stopped(environment, folder, port):
    def run(*said):
        return subprocess.run([*BENKAN, *said], env=environment, capture_output=True, text=True, check=False)

    process = subprocess.Popen(
        [*BENKAN, "serve", "--workers", "1", "--port", str(port)], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == f"http://localhost:{port}/\n"
        saved = run("backup")
        assert saved.returncode == 0, saved.stderr
        file = json.loads(saved.stdout)["file"]
        refused = run("restore", file, "--yes")
        assert refused.returncode == 2
        assert "Arrêtez-la" in refused.stderr
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    back = run("restore", file, "--yes")
    assert back.returncode == 0, back.stderr
    assert json.loads(back.stdout)["rows"] == json.loads(saved.stdout)["rows"]
    assert _wait_until_gone(folder) == []


def test_for_real_people_it_serves_once_it_is_given_what_it_needs(environment, tmp_path, port):
    environment = environment | {"BENKAN_DATA": str(tmp_path / "real")}
    command = [*BENKAN, "serve", "--workers", "1", "--port", str(port)]
    refused = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert refused.returncode == 2
    assert "BENKAN_WRAPPING_KEY_FILE" in refused.stderr
    assert not (tmp_path / "real").exists()
    for name, option in (("key", ()), ("secret", ("--secret",))):
        subprocess.run([*BENKAN, "keys", "make", *option, str(tmp_path / name)], env=environment, check=True)
    (tmp_path / "hosts").write_text("autre.exemple.ml,benkan.exemple.ml\n")
    environment |= {name: value for name, value in GIVEN.items() if name != "BENKAN_HOSTS"} | {
        "BENKAN_HOSTS_FILE": str(tmp_path / "hosts"),
        "BENKAN_SECRET_KEY_FILE": str(tmp_path / "secret"), "BENKAN_WRAPPING_KEY_FILE": str(tmp_path / "key"),
    }  # fmt: skip
    process = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout.readline() == f"http://localhost:{port}/\n"
        asked = urllib.request.Request(f"http://localhost:{port}/entrer/", headers={"Host": "benkan.exemple.ml"})
        with urllib.request.urlopen(asked) as answer:  # noqa: S310 - our own address
            page = answer.read().decode()
        assert "Entrer comme" not in page
        assert "Secure" in answer.headers["Set-Cookie"]
        serving = [path for path in Path("/proc").glob("[0-9]*/environ") if _serves(path, port)]
        assert serving
        assert not any(b"DATABASE_OWNER_URL=" in path.read_bytes() for path in serving)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
    assert sorted(path.name for path in (tmp_path / "real").iterdir()) == ["database", "service.lock", "static"]


def test_a_taken_port_is_said_with_another_to_try(environment):
    with closing(socket()) as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        process = subprocess.run(
            [*BENKAN, "serve", "--demo", "--port", str(taken)],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert process.returncode == 2
    assert f"Le port {taken} est déjà pris" in process.stderr
    assert "Traceback" not in process.stderr


def test_two_addresses_of_three_are_refused_with_the_missing_one(environment, port):
    given = environment | {
        "DATABASE_URL": "postgresql://a@localhost/x",
        "DATABASE_FIGURES_URL": "postgresql://b@localhost/x",
    }
    command = [*BENKAN, "serve", "--demo", "--port", str(port)]
    process = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert process.returncode == 2
    assert "DATABASE_OWNER_URL" in process.stderr


def test_doctor_says_that_all_is_well(environment):
    process = subprocess.run([*BENKAN, "doctor"], env=environment, capture_output=True, text=True, check=False)
    assert process.returncode == 0, process.stdout + process.stderr
    assert "ALERTE" not in process.stdout
