"""The page that measures are written to, and what is said of the version and of the machine they were made on."""

import datetime as dt
import os
import platform
import re
import subprocess
from pathlib import Path

from benkan.common.typography import jour, nombre
from benkan.host.paths import ROOT

PAGE = ROOT / "docs" / "reference" / "performance.md"


def head_of_section(command: str) -> str:
    """When, what version, by which command and on what machine a section that is measured apart was measured."""
    today = jour(dt.date.today())  # noqa: DTZ011
    return f"Mesuré le {today}, version `{commit()}`, par `{command}`. Machine\u00a0: {machine()}."


def machine() -> str:
    """Processor, cores, memory; never the machine's name."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{model}, {os.cpu_count()} cœurs, {nombre(memory, 0)} Go, Python {platform.python_version()}"


def commit() -> str:
    """The version that is measured, with a + where files differ from it."""
    found = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    changed = subprocess.run(["git", "status", "--porcelain"], cwd=ROOT, capture_output=True, text=True, check=False)
    return (found.stdout.strip() or "inconnue") + ("+" if changed.stdout.strip() else "")


def section_in(page: str, title: str) -> str:
    """The section of this title as a page holds it, its title first; "" where it holds none."""
    found = _section(title).search(page)
    return found.group() if found else ""


def with_section(page: str, lines: list[str]) -> str:
    """The page with these lines, whose first is a title, in the place of the section of that title, or at its end."""
    text, section = "\n".join(lines).rstrip("\n") + "\n", _section(lines[0])
    if section.search(page):
        return section.sub(lambda _: text + "\n", page).rstrip("\n") + "\n"
    return page.rstrip("\n") + "\n\n" + text


def _section(title: str) -> re.Pattern:
    return re.compile(rf"^{re.escape(title)}$.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
