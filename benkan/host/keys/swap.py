"""One wrapping key takes the place of another in its file; a kill at any moment leaves the one that opens.

The new key is written beside the old one before the database changes. Who finds both afterwards looks which of them
opens the keys of the organisations, and keeps that one. No Django: it is done before the platform is made ready.
"""

from __future__ import annotations

import os
from pathlib import Path

from benkan.host.backups.refusal import Refusal
from benkan.host.database.folder import flush_folder, write_atomically
from benkan.host.why import why
from benkan.host.wrapping import NoKey, Unfit, fingerprint, former_file, kept, unwrap, written

WAITING = ".nouvelle"
NBSP = "\u00a0"


def pending(file: Path) -> Path:
    """Where the new key waits."""
    return file.with_name(f"{file.name}{WAITING}")


def put_beside(file: Path, key: bytes) -> None:
    """Write the new key beside the old one. Raises `Refusal` where that folder cannot be written to."""
    try:
        write_atomically(pending(file), written(key))
    except OSError as error:
        raise Refusal(
            f"«{NBSP}{file.parent}{NBSP}», où la clé est gardée, ne peut pas être écrit ({why(error)}){NBSP}: rien "
            "n’a été changé. Indiquez par BENKAN_WRAPPING_KEY_FILE un fichier que ce compte peut remplacer."
        ) from error


def settle(file: Path, owner: str) -> None:
    """Give the file the key that opens, if one waits beside it. The former one stays beside, under its fingerprint:
    earlier backups open with it. Raises `Refusal`."""
    waiting = pending(file)
    try:
        new, old = kept(waiting), kept(file)
    except NoKey as refusal:
        raise Refusal(str(refusal)) from refusal
    if new is None:
        return
    if not _opens(owner, new):
        waiting.unlink()
    else:
        if old is not None and old != new:
            former = former_file(file, fingerprint(old))
            former.unlink(missing_ok=True)
            os.link(file, former)
        waiting.replace(file)
    flush_folder(file.parent)


def _opens(owner: str, key: bytes) -> bool:
    """Whether a key opens those of the organisations; any does where there are none."""
    import psycopg

    with psycopg.connect(owner, autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('public.organisations_organisationkey')").fetchone()[0] is None:
            return True
        rows = connection.execute("SELECT id, organisation_id, wrapped FROM organisations_organisationkey").fetchall()
    try:
        for key_id, organisation_id, wrapped in rows:
            unwrap(bytes(wrapped), key=key, organisation_id=organisation_id, key_id=key_id)
    except Unfit:
        return False
    return True
