"""The one exception of this package, and the sentences for what the system refuses."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class ServerRefused(Exception):
    """The server cannot be used; the message is a French sentence: what happened, where, what to do."""


def disk_full(folder: Path) -> ServerRefused:
    return ServerRefused(
        f"Le disque qui porte « {folder} » est plein : libérez de la place (500 Mo au moins), puis recommencez."
    )


def not_writable(folder: Path) -> ServerRefused:
    return ServerRefused(
        f"Le dossier de la base de données « {folder} » ne peut pas être lu ou écrit par ce compte : "
        "corrigez ses droits ou ceux des dossiers qui le contiennent, ou choisissez un autre dossier."
    )


def explained(output: str, folder: Path, log: Path) -> ServerRefused:
    """What a PostgreSQL program printed before it failed, as a sentence."""
    if "No space left on device" in output or "Disk quota exceeded" in output:
        return disk_full(folder)
    if "Permission denied" in output or "Read-only file system" in output:
        return not_writable(folder)
    if "lock file" in output or "pre-existing shared memory" in output:
        return ServerRefused(
            f"Un autre serveur PostgreSQL tient déjà les données de « {folder} » : arrêtez-le, puis recommencez."
        )
    lines = output.strip().splitlines() or ["aucun message"]
    return ServerRefused(
        f"PostgreSQL n’a pas démarré dans « {folder} » : « {lines[-1]} ». "
        f"Lisez le journal « {log} », corrigez la cause, puis recommencez."
    )


@contextmanager
def system_errors_explained(folder: Path) -> Iterator[None]:
    """Raise ServerRefused in place of an OSError met while using the folder."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise disk_full(folder) from error
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            raise not_writable(folder) from error
        raise ServerRefused(
            f"Le dossier de la base de données « {folder} » est inutilisable ({error}) : "
            "corrigez la cause, ou choisissez un autre dossier."
        ) from error
