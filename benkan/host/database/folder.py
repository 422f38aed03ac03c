"""What lies where in the folder of a server."""

import hashlib
import os
from pathlib import Path

from .refusal import ServerRefused


class ServerFolder:
    def __init__(self, path: Path):
        self.path = path
        self.attached_lock = path / "attached.lock"
        self.start_lock = path / "start.lock"
        # held by the living keeper; its content is the keeper's process id
        self.keeper_lock = path / "keeper.lock"
        self.roles = path / "roles.json"
        self.log = path / "server.log"
        # made once the cluster is whole, so that lost data are never taken for a first start
        self.created = path / "created"
        # holds the home of the data when the account that runs PostgreSQL cannot reach this folder
        self.elsewhere = path / "elsewhere"

    @property
    def home(self) -> Path:
        return Path(self.elsewhere.read_text("utf-8")) if self.elsewhere.exists() else self.path

    @property
    def cluster(self) -> Path:
        return self.home / "cluster"

    @property
    def name(self) -> str:
        """Shown in the command line of every process of this server, which is how they are found again."""
        return f"benkan-{short_hash(self.cluster)}"

    def prepare(self) -> None:
        """Make the folder, closed to others; OSError or ServerRefused where that is impossible."""
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = self.path.stat()
        if found.st_uid != os.geteuid():
            raise ServerRefused(
                f"Le dossier de la base de données « {self.path} » appartient à un autre compte "
                f"(numéro {found.st_uid}) : lancez la commande sous ce compte, ou choisissez un autre dossier."
            )
        if found.st_mode & 0o777 != 0o700:
            self.path.chmod(0o700)


def short_hash(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:12]


def write_atomically(path: Path, text: str) -> None:
    """Write a small file, mode 0600, that is found whole or not at all, even after a power cut."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.rename(path)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """Make renames inside the folder survive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
