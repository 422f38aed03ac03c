"""The machine has a bad day: kill -9 of the web server, the worker and the database, at random, while people write.

What was acknowledged is there, once; what was not is there at most once; a list is applied whole; jobs go on.
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from contextlib import closing
from itertools import product
from pathlib import Path
from socket import socket

import psycopg
import pytest
import requests

from benkan.demo.cast import PASSWORD
from benkan.host.database import attached

BENKAN = [sys.executable, "-m", "benkan.host.cli"]
WRITES, LISTED, KILLED_EVERY = 200, 120, 17
PATIENCE = 240  # seconds: a job whose worker died is taken up again within two minutes
# Names that no invented person bears: letters alone, all different.
NAMES = ["Zx" + "".join(letters) for letters in product("aeiou", "bdfgk", "aeiou", "lmnrt")]
LIST = NAMES[-LISTED:]
VICTIMS = {"serveur web": b"granian", "travailleur": b"procrastinate", "base": b"postgres"}


class Platform:
    """`benkan serve --demo`, started again whenever it has gone, as a service manager does."""

    def __init__(self, folder: Path):
        self.folder = folder
        with closing(socket()) as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "BENKAN_"))}
        self.environment = kept | {"BENKAN_DATA": str(folder)}
        self.served = None

    def up(self) -> None:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self.served is None or self.served.poll() is not None:
                command = [*BENKAN, "serve", "--demo", "--workers", "1", "--port", str(self.port)]
                self.served = subprocess.Popen(
                    command, env=self.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
                )
            try:
                if requests.get(f"http://127.0.0.1:{self.port}/sante/", timeout=5).status_code == 200:
                    return
            except requests.RequestException:
                time.sleep(0.2)
        pytest.fail("the platform did not come back")

    def kill(self, victim: str, chance: random.Random) -> None:
        found = [number for number, said in self._processes() if VICTIMS[victim] in said]
        if found:
            os.kill(chance.choice(found), signal.SIGKILL)

    def down(self) -> None:
        if self.served is not None and self.served.poll() is None:
            self.served.send_signal(signal.SIGTERM)
            self.served.wait(60)

    def _processes(self):
        """Those of this platform: they carry its folder in their command or their environment, or its server's."""
        mark = os.fsencode(self.folder)
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    said = (entry / "cmdline").read_bytes()
                    if mark in said + (entry / "environ").read_bytes():
                        yield int(entry.name), said
                except OSError:
                    continue


class Agent:
    """Somebody at a browser that keeps cookies, who tries again to enter when the door was shut."""

    def __init__(self, platform: Platform, key: str):
        self.platform, self.key, self.session = platform, key, requests.Session()

    def enters(self) -> "Agent":
        while True:
            self.platform.up()
            try:
                answers = {"login": f"{self.key}@exemple.ml", "password": PASSWORD}
                if self.posts("/entrer/", answers).status_code == 302:
                    return self
            except requests.RequestException:
                continue

    def gets(self, path: str) -> requests.Response:
        return self.session.get(f"http://127.0.0.1:{self.platform.port}{path}", timeout=20)

    def posts(self, path: str, answers: dict, **sent) -> requests.Response:
        if "csrftoken" not in self.session.cookies:
            self.gets(path)
        answers = {"csrfmiddlewaretoken": self.session.cookies.get("csrftoken", ""), **answers}
        address = f"http://127.0.0.1:{self.platform.port}{path}"
        return self.session.post(address, answers, timeout=20, allow_redirects=False, **sent)


@pytest.fixture
def platform(tmp_path):
    made = Platform(tmp_path)
    made.up()
    yield made
    made.down()


def test_nothing_acknowledged_is_lost_and_nothing_is_half_done(platform):
    chance = random.Random(20261122)
    awa = Agent(platform, "awa").enters()
    desk = given_a_desk_at_gogui(awa)
    acknowledged, tried = when_people_are_registered_among_kills(platform, awa, desk, chance)
    assert len(acknowledged) > WRITES // 2
    then_each_is_there_once(platform, acknowledged, tried)
    file = given_a_list_brought(platform, awa, desk)
    when_it_is_applied_among_kills(platform, awa, file, chance)
    then_the_whole_list_is_there_once(platform)


def given_a_desk_at_gogui(awa) -> str:
    page = awa.gets("/arrivees/sans-convoi/").text
    gogui = re.search(r'<option value="([^"]+)"[^>]*>Gogui', page).group(1)
    return awa.posts("/arrivees/sans-convoi/", {"entry_point": gogui}).headers["Location"]


def when_people_are_registered_among_kills(platform, awa, desk, chance):
    acknowledged, tried = [], NAMES[:WRITES]
    for token, name in enumerate(tried, start=1):
        if token % KILLED_EVERY == 0:
            platform.kill(chance.choice(sorted(VICTIMS)), chance)
            time.sleep(chance.random())
        try:
            answer = awa.posts(desk, {"token": token, "given_names": name, "family_name": "Zzidibé", "sex": "F"})
        except requests.RequestException:
            platform.up()
            continue
        if answer.status_code == 302 and "/entrer/" not in answer.headers["Location"]:
            acknowledged.append(name)
        else:
            assert answer.status_code >= 500 or answer.status_code in (302, 403, 422), answer.status_code
            awa.enters()
    return acknowledged, tried


def then_each_is_there_once(platform, acknowledged, tried):
    held = counted(platform, "Zzidibé")
    assert [name for name in acknowledged if held.get(name) != 1] == []
    assert [name for name in tried if held.get(name, 0) > 1] == []


def given_a_list_brought(platform, awa, desk) -> str:
    ages = range(18, 18 + LISTED)
    lines = ["Prénom;Nom;Sexe;Âge", *(f"{name};Zzangaré;F;{age % 60}" for name, age in zip(LIST, ages, strict=True))]
    page = awa.gets(re.sub(r"[^/]+/$", "", desk)).text
    path = re.search(r'href="(/[^"]*joindre[^"]*)"', page).group(1)
    sent = {"file": ("liste.csv", "\n".join(lines).encode(), "text/csv")}
    answer = awa.posts(path, {"arrived": "oui"}, files=sent)
    assert answer.status_code == 302, answer.text[:2000]
    return answer.headers["Location"]


def when_it_is_applied_among_kills(platform, awa, file, chance):
    platform.kill("travailleur", chance)
    eventually(lambda: "lignes prêtes" in awa.gets(file).text)
    awa.posts(f"{file}appliquer/", {})
    for victim in ("travailleur", "base", "travailleur"):
        time.sleep(chance.random() / 2)
        platform.kill(victim, chance)
    platform.up()
    eventually(lambda: len(counted(platform, "Zzangaré")) > 0)


def then_the_whole_list_is_there_once(platform):
    held = counted(platform, "Zzangaré")
    assert held == dict.fromkeys(LIST, 1)


def counted(platform, family: str) -> dict[str, int]:
    """How often each given name stands with that family name, as the owner of the database reads it."""
    with attached(platform.folder / "database") as addresses, psycopg.connect(addresses.owner) as connection:
        asked = "SELECT given_names, count(*) FROM people_registration WHERE family_name = %s GROUP BY 1"
        return dict(connection.execute(asked, [family]).fetchall())


def eventually(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            if condition():
                return
        except requests.RequestException:
            pass
        time.sleep(1)
    pytest.fail("it did not happen")
