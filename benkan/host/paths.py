"""Where an installation keeps its own things: database, secret key, collected static files, logs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benkan.host.database import locks

SERVING = "service.lock"
ROOT = Path(__file__).resolve().parent.parent.parent


def data_folder() -> Path:
    """`BENKAN_DATA`; else `var/` of a clone; else the user's own data folder."""
    if named := os.environ.get("BENKAN_DATA"):
        return Path(named).resolve()
    if (ROOT / "Makefile").exists():
        return ROOT / "var"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "benkan"


@contextmanager
def marked_as_serving() -> Iterator[None]:
    """For the block, the data folder says that the platform serves; the system forgets it with this process."""
    with locks.lock_file(data_folder() / SERVING) as descriptor:
        locks.try_lock(descriptor, locks.EXCLUSIVE)  # a second one, on another port, says nothing new
        yield


def is_serving(folder: Path) -> bool:
    """Whether `benkan serve` runs on this data folder."""
    return locks.held_exclusively(folder / SERVING)


def demonstration_mark() -> Path:
    """There, the installation holds invented people, and says so on every page however it is started."""
    return data_folder() / "demonstration"


def demonstration_asked() -> bool:
    """Whether the environment makes this platform a demonstration."""
    return os.environ.get("BENKAN_DEMO", "").lower() in ("1", "true", "yes", "on", "t", "y")


def is_demonstration() -> bool:
    return demonstration_mark().exists() or demonstration_asked()
