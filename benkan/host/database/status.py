"""What `benkan doctor` says of the embedded server, without starting or changing it."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .addresses import read_passwords
from .binaries import find_binaries
from .creation import NEEDED, refuse_other_major
from .folder import ServerFolder
from .processes import serving_socket
from .refusal import ServerRefused, disk_full, not_writable, system_errors_explained


@dataclass(frozen=True)
class Status:
    """Size in bytes, with data kept elsewhere; problems as French sentences, empty when all is well."""

    created: bool
    running: bool
    version: str | None
    size: int
    problems: tuple[str, ...]


def status(folder: Path) -> Status:
    server = ServerFolder(Path(folder).resolve())
    problems: list[str] = []
    created, running, version, size = False, False, None, 0
    try:
        with system_errors_explained(server.path):
            created = server.created.exists()
            running = serving_socket(server) is not None
            size = sum(_size(top) for top in {server.path, server.home})
            problems += _problems_of_folder(server, created)
    except ServerRefused as refusal:
        problems.append(str(refusal))
    try:
        binaries = find_binaries()
        version = binaries.version
        if server.cluster.exists():
            refuse_other_major(server, binaries)
    except ServerRefused as refusal:
        problems.append(str(refusal))
    return Status(created, running, version, size, tuple(problems))


def _problems_of_folder(server: ServerFolder, created: bool) -> list[str]:
    existing = next(path for path in (server.path, *server.path.parents) if path.exists())
    problems = []
    if not os.access(existing, os.W_OK | os.X_OK):
        problems.append(str(not_writable(existing)))
    if any(shutil.disk_usage(path).free < NEEDED for path in {existing, server.home} if path.exists()):
        problems.append(str(disk_full(server.home)))
    if not created:
        return problems
    if not server.cluster.exists():
        problems.append(
            f"Les données « {server.cluster} » ont disparu : remettez-les en place, ou restaurez une sauvegarde."
        )
    for path in (server.path, server.roles):
        if path.exists() and path.stat().st_mode & 0o077:
            problems.append(f"« {path} » est ouvert à d’autres comptes : fermez-le (chmod go= « {path} »).")
    try:
        read_passwords(server)
    except ServerRefused as refusal:
        problems.append(str(refusal))
    return problems


def _size(top: Path) -> int:
    total = 0
    for folder, _, names in os.walk(top):
        for name in names:
            with suppress(FileNotFoundError):  # a running server removes files
                total += os.lstat(os.path.join(folder, name)).st_size
    return total
