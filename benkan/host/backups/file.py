"""The file of a backup: a zip of two members, the dump as pg_dump writes it and what it should hold, `manifest.json`.

Nothing is compressed twice: the dump is already. The manifest comes last, because it holds the digest of the dump.
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO

from benkan import __version__
from benkan.host.backups.refusal import Refusal
from benkan.host.backups.rows import Rows
from benkan.host.database.folder import flush_folder
from benkan.host.why import why

FORMAT = 1
DUMP, MANIFEST = "platform.dump", "manifest.json"
DRAFT_SUFFIX = ".partiel"
NBSP = "\u00a0"
LARGEST_MANIFEST = 16 * 2**20
_PIECE = 2**20


@dataclass(frozen=True)
class Manifest:
    """What the file says of itself.

    `moment`: ISO 8601 with its zone; `postgresql`: the server's major version; `wrapping_key`: the fingerprint of the
    key that opens the encrypted rows, never the key; `roles`: names by « app », « figures », « owner »; `migrations`:
    « app.name »; `dump`: SHA-256 of the dump.
    """

    format: int
    benkan: str
    moment: str
    postgresql: int
    wrapping_key: str
    demonstration: bool
    roles: dict[str, str]
    tables: dict[str, Rows]
    left_out: list[str]
    migrations: list[str]
    dump: str = ""
    organisations: list[str] = field(default_factory=list)  # identifiers: which platform this is; none in older files

    @property
    def rows(self) -> int:
        return sum(table["rows"] for table in self.tables.values())


@contextlib.contextmanager
def draft_of(target: Path) -> Iterator[IO[bytes]]:
    """A file of mode 0600 that bears its name only when the block ends well, on the disk by then.

    A draft that a kill has left is removed by the next one in the same folder. Raises `Refusal`.
    """
    try:
        if target.is_dir():
            raise Refusal(f"«{NBSP}{target}{NBSP}» est un dossier. Donnez le nom d’un fichier.")
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(target.parent)
        path = target.with_name(f".{target.name}.{os.getpid()}{DRAFT_SUFFIX}")
        try:
            with open(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file:
                fcntl.flock(file, fcntl.LOCK_EX)  # let go by the system, whatever ends us
                yield file
                file.flush()
                os.fsync(file.fileno())
                path.rename(target)
            flush_folder(target.parent)
        finally:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise Refusal(_unwritten(error, target)) from error


def write(file: IO[bytes], dump: IO[bytes], manifest_of) -> None:
    """Copy the dump into the zip as it comes; `manifest_of(digest)` is asked for the manifest when it has come."""
    digest = hashlib.sha256()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        with archive.open(zipfile.ZipInfo(DUMP), "w", force_zip64=True) as member:
            while piece := dump.read(_PIECE):
                digest.update(piece)
                member.write(piece)
        text = json.dumps(asdict(manifest_of(digest.hexdigest())), ensure_ascii=False, indent=1)
        archive.writestr(zipfile.ZipInfo(MANIFEST), text)


def read_manifest(path: Path) -> Manifest:
    """What the file says of itself. Raises `Refusal`: not there, not a backup, cut short, of a newer format."""
    name = f"«{NBSP}{path.name}{NBSP}»"
    try:
        with zipfile.ZipFile(path) as archive:
            if not {DUMP, MANIFEST} <= set(archive.namelist()):
                raise _no_backup(name)
            if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
                raise _no_backup(name)
            said = json.loads(archive.read(MANIFEST))
    except zipfile.BadZipFile as error:
        if _begins_like_one(path):
            raise Refusal(
                f"{name} est incomplet ou abîmé{NBSP}: la copie a sans doute été coupée. Copiez-le de nouveau depuis "
                "l’original, ou prenez la sauvegarde d’avant."
            ) from error
        raise _no_backup(name) from error
    except (ValueError, KeyError) as error:
        raise _no_backup(name) from error
    except OSError as error:
        raise Refusal(f"{name} ne peut pas être lu ({why(error)}). Vérifiez son nom et ses droits.") from error
    if not isinstance(said, dict) or not isinstance(said.get("format"), int):
        raise _no_backup(name)
    if said["format"] > FORMAT:
        raise Refusal(
            f"{name} a été fait par une version plus récente de Benkan ({said.get('benkan')}, ici {__version__}). "
            "Installez cette version ou une plus récente, puis recommencez."
        )
    try:
        return Manifest(**said)
    except TypeError as error:
        raise _no_backup(name) from error


def take_dump(path: Path, manifest: Manifest, folder: Path) -> Path:
    """Write the dump into the folder, checked against its digest. Raises `Refusal` where a byte is not what it was."""
    target = folder / DUMP
    digest = hashlib.sha256()
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(DUMP) as member,
            open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file,
        ):
            while piece := member.read(_PIECE):
                digest.update(piece)
                file.write(piece)
    except zipfile.BadZipFile:
        digest = hashlib.sha256()
    except OSError as error:
        raise Refusal(_unwritten(error, target)) from error
    if digest.hexdigest() != manifest.dump:
        raise Refusal(
            f"«{NBSP}{path.name}{NBSP}» est abîmé{NBSP}: son contenu n’est plus celui qui a été sauvegardé. Copiez-le "
            "de nouveau depuis l’original, ou prenez la sauvegarde d’avant."
        )
    return target


def _sweep(folder: Path) -> None:
    for left in folder.glob(f".*{DRAFT_SUFFIX}"):
        with contextlib.suppress(OSError), open(left, "rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # refused while somebody writes it
            left.unlink()


def _begins_like_one(path: Path) -> bool:
    with open(path, "rb") as file:
        return DUMP.encode() in file.read(200)


def _no_backup(name: str) -> Refusal:
    return Refusal(
        f"{name} n’est pas une sauvegarde de Benkan. Donnez un fichier fait par «{NBSP}benkan backup{NBSP}»."
    )


def _unwritten(error: OSError, target: Path) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"Le disque qui porte «{NBSP}{target.parent}{NBSP}» est plein{NBSP}: rien n’a été gardé. Faites de la "
            "place, ou donnez un autre endroit."
        )
    return f"«{NBSP}{target}{NBSP}» ne peut pas être écrit ({why(error)}). Vérifiez le dossier et ses droits."
