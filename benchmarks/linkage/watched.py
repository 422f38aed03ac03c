"""Run a program in processes of its own and say what it took: wall clock, processor, peak memory of the whole tree."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

EVERY = 0.05  # seconds between two looks at the memory


class Failed(Exception):
    """The program ended badly; the message is the end of what it said."""


@dataclass(frozen=True)
class Taken:
    """Seconds on the wall and of processor (all cores), megabytes at the peak, and the JSON the program printed."""

    seconds: float
    processor: float
    megabytes: int
    told: dict


def watched(command: list[str], *, errors: Path | None = None) -> Taken:
    """Run a command to its end; its last printed line, if JSON, is kept. Failed if it exits other than 0."""
    begun, used = time.monotonic(), _children()
    with open(errors or os.devnull, "w+", encoding="utf-8") as said:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said, text=True)
        ended, peak = Event(), [0]
        looking = Thread(target=_look, args=(running.pid, ended, peak), daemon=True)
        looking.start()
        printed, _ = running.communicate()
        ended.set()
        looking.join()
    seconds = time.monotonic() - begun
    if running.returncode:
        told = errors.read_text(encoding="utf-8")[-2000:] if errors else ""
        raise Failed(f"{' '.join(command[:4])} : {running.returncode}\n{told}")
    return Taken(seconds, _children() - used, peak[0] >> 20, _last(printed))


def python(*arguments: str) -> list[str]:
    """The command that runs a module of ours with this interpreter."""
    return [sys.executable, "-m", *arguments]


def _children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _look(pid: int, ended: Event, peak: list[int]) -> None:
    import psutil

    while not ended.wait(EVERY):
        try:
            root = psutil.Process(pid)
            held = sum(_resident(one) for one in (root, *root.children(recursive=True)))
        except psutil.Error:
            return
        peak[0] = max(peak[0], held)


def _resident(process) -> int:
    import psutil

    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0


def _last(printed: str) -> dict:
    for line in reversed(printed.splitlines()):
        if line.startswith("{"):
            return json.loads(line)
    return {}
