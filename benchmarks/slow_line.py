"""What a phone waits for at 128 kbit/s and 400 ms: a real browser, 360 pixels wide, behind Chromium's own throttle."""

import os
import shutil
import time
from dataclasses import dataclass

from benchmarks.users import User

BITS, DELAY = 128_000, 400  # a second each way; milliseconds of each answer
FIRST, NEXT = 8.0, 3.0  # seconds allowed: until the first page can be used, and each page after it
FLAGS = ["--disable-background-networking", "--disable-component-update", "--disable-gpu", "--disable-dev-shm-usage"]


@dataclass(frozen=True)
class Waited:
    """A page and the seconds until one can read and answer it (its document parsed, its deferred scripts run)."""

    page: str
    seconds: float
    most: float

    @property
    def kept(self) -> bool:
        return self.seconds <= self.most


def measured(port: int, user: User) -> list[Waited]:
    """The way of an agent who opens the platform for the first time, signs in and works; [] without a browser."""
    program = os.environ.get("BENKAN_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        return []
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        arguments = FLAGS + (["--no-sandbox"] if os.geteuid() == 0 else [])
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        try:
            page = browser.new_page(viewport={"width": 360, "height": 740}, base_url=f"http://localhost:{port}")
            _slow(page)
            return _way(page, user)
        finally:
            browser.close()


def _slow(page) -> None:
    rate = BITS / 8
    line = {"offline": False, "latency": DELAY, "downloadThroughput": rate, "uploadThroughput": rate}
    page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", line)


def _way(page, user: User) -> list[Waited]:
    waited = [_opened(page, "entrée, la première fois", "/entrer/", FIRST)]
    page.get_by_label("Adresse électronique").fill(user.email)
    page.get_by_label("Mot de passe").fill(user.password)
    begun = time.perf_counter()
    with page.expect_navigation(wait_until="domcontentloaded"):
        page.get_by_role("button", name="Entrer", exact=True).click()
    waited.append(Waited("entrer (écrire, puis accueil)", time.perf_counter() - begun, NEXT))
    pages = {
        "accueil": "/",
        "arrivées": "/arrivees/",
        "liste des dossiers": "/dossiers/",
        "dossier": user.files[0],
        "enregistrer": user.desks[0],
        "avis": "/avis/",
    }
    return waited + [_opened(page, name, address, NEXT) for name, address in pages.items()]


def _opened(page, name: str, address: str, most: float) -> Waited:
    begun = time.perf_counter()
    page.goto(address, wait_until="domcontentloaded")
    return Waited(name, time.perf_counter() - begun, most)
