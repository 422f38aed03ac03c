"""One platform takes the place of another: databases renamed in one transaction, then the files that go with them.

What is to be done with the files is written down before the databases change places; who finds the note afterwards
(this command, or the next one after a kill) looks which database stands there, and does or forgets accordingly.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from benkan.host.backups.refusal import Refusal
from benkan.host.database import database_exists, drop_database, locks
from benkan.host.database.databases import as_owner
from benkan.host.database.folder import flush_folder, write_atomically
from benkan.host.keys import swap as keys
from benkan.host.paths import demonstration_mark
from benkan.host.wrapping import NAME, key_file

LOCK, NOTE = "restauration.lock", "restauration.json"
NEW_KEY = f"{NAME}.restauree"
ROOM = "restauration-"  # what a restoration works in
LONGEST_NAME = 63
PATIENCE = 1  # seconds
NBSP = "\u00a0"


@dataclass(frozen=True)
class Note:
    """`kept`: the name that the former database bears once the places are changed; `key`: a key waits to be the
    folder's."""

    kept: str
    demonstration: bool
    key: bool


def beside(name: str) -> str:
    """The name of the database that is being restored, beside the one of this name."""
    return f"{name[: LONGEST_NAME - 20]}_en_restauration"


def change_places(owner: str, name: str, *, folder: Path, demonstration: bool, key: str | None, now: datetime) -> str:
    """Give the restored database the platform's name, and the folder its `key` if one is said; gives the name under
    which the former database is kept. Raises `Refusal` where somebody is connected: then nothing has changed."""
    import psycopg
    from psycopg import sql

    kept = _free_name(owner, name, now)
    if key:
        write_atomically(folder / NEW_KEY, key)
    write_atomically(folder / NOTE, json.dumps(asdict(Note(kept, demonstration, bool(key)))))
    try:
        with as_owner(owner) as (connection, _), connection.transaction():
            for old, new in ((name, kept), (beside(name), name)):
                statement = sql.SQL("ALTER DATABASE {} RENAME TO {}")
                connection.execute(statement.format(sql.Identifier(old), sql.Identifier(new)))
    except psycopg.errors.ObjectInUse as error:
        raise Refusal(
            f"Quelqu’un s’est connecté à la base pendant la restauration{NBSP}: rien n’a été changé. Arrêtez la "
            "plateforme, puis recommencez."
        ) from error
    finally:
        settle(folder, owner)
    return kept


@contextlib.contextmanager
def turn(folder: Path, kind: int = locks.EXCLUSIVE) -> Iterator[None]:
    """One restoration or change of key at a time in a data folder. Raises `Refusal` while another has its turn."""
    with locks.lock_file(folder / LOCK) as descriptor:
        # commands that only look hold it for an instant
        if not locks.lock(descriptor, kind, PATIENCE):
            raise Refusal(
                "Une restauration ou un changement de clé est en cours dans ce dossier. Attendez qu’il finisse."
            )
        yield


def come_after(folder: Path, owner: str) -> None:
    """Before a command works on the platform: none is being restored, and what was killed in the middle, restoration or
    change of key, is put right. Raises `Refusal`."""
    if (folder / LOCK).exists():
        with turn(folder, locks.SHARED):
            left = [path for path in (folder / NOTE, *folder.glob(f"{ROOM}*"), *_keys_left(folder)) if path.exists()]
        if left:
            with turn(folder):
                clear(folder, owner)


def clear(folder: Path, owner: str) -> None:
    """In one's turn: settle what a killed restoration or change of key left, and remove what it worked in."""
    for file in _keys_left(folder):
        keys.settle(file.with_name(file.name.removesuffix(keys.WAITING)), owner)
    for room in folder.glob(f"{ROOM}*"):
        shutil.rmtree(room, ignore_errors=True)
    settle(folder, owner)


def _keys_left(folder: Path) -> list[Path]:
    """The key that waits beside the one of this installation, if a change was killed."""
    file = key_file(folder)
    return [keys.pending(file)] if file is not None and keys.pending(file).exists() else []


def settle(folder: Path, owner: str) -> None:
    """Do what the note says if the databases have changed places, else forget it; nothing where there is no note."""
    try:
        note = Note(**json.loads((folder / NOTE).read_text("utf-8")))
    except FileNotFoundError:
        return
    if database_exists(owner, note.kept):
        if note.key and (folder / NEW_KEY).exists():
            if (folder / NAME).exists():
                (folder / NAME).rename(folder / f"{NAME}{note.kept[note.kept.rindex('_avant_') :]}")
            (folder / NEW_KEY).rename(folder / NAME)
        mark(demonstration=note.demonstration)
    (folder / NEW_KEY).unlink(missing_ok=True)
    (folder / NOTE).unlink()
    flush_folder(folder)


def mark(*, demonstration: bool) -> None:
    """A demonstration lets anybody in: the folder says it of the platform that stands there, and of no other."""
    if demonstration:
        demonstration_mark().touch()
    else:
        demonstration_mark().unlink(missing_ok=True)


def formers(owner: str, name: str) -> list[str]:
    """The databases that restorations have kept of the platform's, the oldest first."""
    with as_owner(owner) as (connection, _):
        names = [found for (found,) in connection.execute("SELECT datname FROM pg_database ORDER BY 1")]
    return [found for found in names if re.fullmatch(rf"{re.escape(_former(name))}\d{{12,14}}", found)]


def kept_since(former: str) -> datetime:
    """When a restoration has set it aside, as its name says it, in the machine's zone."""
    return datetime.strptime(former.rpartition("_")[2][:12], "%Y%m%d%H%M").astimezone()


def drop_former(owner: str, name: str, *, but: str | None) -> None:
    """Drop the databases that earlier restorations have kept."""
    for found in formers(owner, name):
        if found != but:
            drop_database(owner, found)


def _former(name: str) -> str:
    return f"{name[: LONGEST_NAME - 21]}_avant_"


def _free_name(owner: str, name: str, now: datetime) -> str:
    minute = f"{_former(name)}{now:%Y%m%d%H%M}"
    return f"{minute}{now:%S}" if database_exists(owner, minute) else minute
