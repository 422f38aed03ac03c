"""People at a browser, in words that read aloud. Each new kind of page they see is checked by axe, once a run."""

import os
import re
import time
from hashlib import sha256
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from benkan.demo.cast import DOMAIN, MEMBERS, PASSWORD

_axe = Axe()
WORKED_WITHIN = 60  # seconds: what the worker does in two, beside all else that a slow machine does meanwhile
_seen: set[tuple[str, int, str]] = set()
# Where the processes of one run tell each other what they saw; a process alone remembers it.
SEEN = Path(__file__).resolve().parents[2] / ".tests" / "seen"
RUN = os.environ.get("PYTEST_XDIST_TESTRUNUID")
IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d+")


class Person:
    """A member of the cast and her browser."""

    def __init__(self, key: str, page: Page):
        self.key = key
        self.page = page
        self.name = next((member.name for member in MEMBERS if member.key == key), key)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.troubles: list[str] = []

    def signs_in(self) -> "Person":
        self.opens("/entrer/")
        self.fills("Adresse électronique", f"{self.key}@{DOMAIN}")
        self.fills("Mot de passe", PASSWORD)
        self.presses("Entrer")
        return self

    def opens(self, address: str) -> "Person":
        self.page.goto(address)
        return self._looks()

    def follows(self, link: str) -> "Person":
        """Press a link that is in sight; what the bar has no room for is opened first, as one does."""
        found = self.page.get_by_role("link", name=link).first
        folded = self.page.locator(".top .others").get_by_role("link", name=link, include_hidden=True)
        if not found.is_visible() and folded.count():
            self.page.locator(".top .others > summary").click()
        found.click()
        return self._looks()

    def presses(self, button: str) -> "Person":
        self.page.get_by_role("button", name=button, exact=True).first.click()
        self.page.wait_for_load_state()
        return self._looks()

    def unfolds(self, summary: str) -> "Person":
        self.page.locator("summary").filter(has_text=summary, visible=True).first.click()
        return self

    def fills(self, label: str, value: str) -> "Person":
        self.page.get_by_label(label).first.fill(value)
        return self

    def chooses(self, question: str, answer: str) -> "Person":
        self.page.get_by_role("group", name=question).get_by_text(answer, exact=True).click()
        return self

    def selects(self, label: str, value: str) -> "Person":
        self.page.get_by_label(label).first.select_option(label=value)
        return self

    def brings(self, path) -> "Person":
        self.page.locator("input[type=file]").set_input_files(path)
        return self

    def takes(self, link: str, folder: Path) -> Path:
        """Download what a link gives, under the name it gives."""
        with self.page.expect_download() as found:
            self.page.get_by_role("link", name=link).first.click()
        path = folder / found.value.suggested_filename
        found.value.save_as(path)
        return path

    def sees(self, *texts: str) -> "Person":
        for text in texts:
            # What the folded bar says too is not what is read.
            expect(self.page.get_by_text(text).filter(visible=True).first).to_be_visible()
        return self

    def waits_for(self, *texts: str, at: str | None = None) -> "Person":
        """Sees what the worker does apart from whoever asked: on a page that asks for itself, or opened anew (`at`)
        until it is told. Not for what a page answers."""
        deadline = time.monotonic() + WORKED_WITHIN
        for text in texts:
            found = self.page.get_by_text(text).filter(visible=True).first
            while at and not found.count() and time.monotonic() < deadline:
                self.page.wait_for_timeout(300)
                self.opens(at)
            expect(found).to_be_visible(timeout=max(1, (deadline - time.monotonic()) * 1000))
        return self

    def sees_nothing_of(self, *texts: str) -> "Person":
        for text in texts:
            expect(self.page.get_by_text(text)).to_have_count(0)
        return self

    def is_told(self, sentence: str) -> "Person":
        return self.sees(sentence)

    def is_at(self, pattern: str) -> "Person":
        expect(self.page).to_have_url(re.compile(pattern))
        return self

    def _looks(self) -> "Person":
        """What she sees must fit her screen and serve everyone: checked for each new kind of page and width."""
        self.page.wait_for_load_state()
        expect(self.page.locator(".htmx-request")).to_have_count(0)  # what is asked for is pale meanwhile
        assert not self.troubles, f"{self.key} met in the console: {self.troubles}"
        route = IDENTIFIER.sub("…", re.sub(r"^https?://[^/]+|\?.*$", "", self.page.url))
        width = self.page.viewport_size["width"]
        title = self.page.title()
        if not _is_new(route, width, title):
            return self
        overflow = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"{route} is {overflow} pixels wider than a screen of {width}"
        found = [v for v in _axe.run(self.page).response["violations"] if v["impact"] in ("serious", "critical")]
        assert not found, f"{route} at {width}: " + "; ".join(
            f"{v['id']} ({v['help']}): {v['nodes'][0]['html'][:160]}" for v in found
        )
        return self

    def _hear(self, message) -> None:
        if message.type == "error" and "status of 4" not in message.text:
            self.troubles.append(message.text)


def _is_new(*kind) -> bool:
    """Whether nobody in this run, whatever the process, saw that kind of page before."""
    if kind in _seen:
        return False
    _seen.add(kind)
    if RUN is None:
        return True
    told = SEEN / RUN / sha256(repr(kind).encode()).hexdigest()
    told.parent.mkdir(parents=True, exist_ok=True)
    try:
        told.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True
