"""Erasures made since a backup must not come back with it: where they are listed, compared with a database."""

from __future__ import annotations

import contextlib
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from benkan.host.backups.refusal import Refusal
from benkan.host.database.folder import flush_folder
from benkan.host.why import why
from benkan.people.erasure_list import GROUP, NONE, WHOLE, Damaged, Erasure, Erasures, add, read

if TYPE_CHECKING:
    import psycopg

NAME = "effacements.jsonl"
BESIDE = "benkan-effacements.jsonl"  # its copy beside the backups
VARIABLE = "BENKAN_ERASURE_LIST"
NBSP = "\u00a0"


def place(folder: Path) -> Path:
    """The list of the platform of this data folder."""
    return folder / NAME


def keep_up(folder: Path, owner: str) -> Erasures:
    """Compare the whole database with the list, and add what it lacks; gives the list. Raises `Refusal`.

    A write adds its own erasures as they are committed: here come those whose process was killed in between, and those
    of a database that was put back.
    """
    import psycopg

    path = place(folder)
    now = datetime.now(UTC)
    with psycopg.connect(owner) as connection:
        held = told_by(connection)
    there = listed(path)
    missing = [one for name, one in held.known.items() if name not in there.known]
    try:
        if missing or held.known or path.exists():
            add(path, missing, until=now)
    except OSError as error:
        raise Refusal(
            f"La liste des effacements «{NBSP}{path}{NBSP}» ne peut pas être écrite ({why(error)}). Vérifiez le "
            "dossier, ses droits et la place qui reste."
        ) from error
    return there | Erasures(held.known, now)


def copy_beside(folder: Path, backup: Path) -> Path | None:
    """Put the list beside a backup, for who copies them; None where nothing was ever erased. Raises `Refusal`."""
    source, target = place(folder), backup.with_name(BESIDE)
    if not source.exists():
        return None
    draft = target.with_name(f".{target.name}.nouvelle")
    try:
        shutil.copyfile(source, draft)
        draft.chmod(0o600)
        draft.rename(target)
        flush_folder(target.parent)
    except OSError as error:
        raise Refusal(
            f"La liste des effacements n’a pas pu être copiée à côté de la sauvegarde ({why(error)}). La "
            f"sauvegarde est faite{NBSP}; copiez «{NBSP}{source}{NBSP}» avec elle."
        ) from error
    return target


def told_by(connection: psycopg.Connection) -> Erasures:
    """The erasures of which this database's audit tells, read by the owner; none where it has no audit yet."""
    if connection.execute("SELECT to_regclass('public.audit_entry')").fetchone()[0] is None:
        return NONE
    found = connection.execute(
        "SELECT id::text, at, account_id::text, organisation_id::text, file_id::text, coalesce(fields[1], '')"
        " FROM audit_entry WHERE verb = ANY(%s) AND file_id IS NOT NULL ORDER BY at",
        [[WHOLE, GROUP]],
    )
    return Erasures({row[0]: Erasure(row[0], row[1].isoformat(), *row[2:]) for row in found})


def listed(path: Path) -> Erasures:
    """What a list says; nothing where there is none. Raises `Refusal`."""
    try:
        with contextlib.suppress(FileNotFoundError):
            return read(path)
    except Damaged as damage:
        raise Refusal(str(damage)) from damage
    except OSError as error:
        raise Refusal(
            f"La liste des effacements «{NBSP}{path}{NBSP}» ne peut pas être lue ({why(error)}). Vérifiez ses droits."
        ) from error
    return NONE


def gathered(folder: Path, backup: Path, given: Path | None) -> Erasures:
    """All that the lists at hand say: this folder's, the one beside the backup, the one given. Raises `Refusal`."""
    if given is not None and not given.is_file():
        raise Refusal(f"La liste des effacements «{NBSP}{given}{NBSP}» n’existe pas. Vérifiez son nom.")
    paths = [place(folder), backup.with_name(BESIDE), *([given] if given else [])]
    found = NONE
    for path in paths:
        found |= listed(path)
    return found
