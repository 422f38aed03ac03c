"""Under which account PostgreSQL runs: it refuses root, and initdb refuses an account without a name."""

import ctypes
import logging
import os
import pwd
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from .binaries import Binaries, copy_wheel_binaries
from .folder import ServerFolder, short_hash, write_atomically
from .refusal import ServerRefused

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
log = logging.getLogger(__name__)
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Account:
    """Ourselves; ourselves under another name (a user namespace); or another account (uid)."""

    namespace: bool = False
    uid: int | None = None

    def start(self, command: list[str], home: Path, at_our_death: int, **options) -> subprocess.Popen:
        """Start a program in home as this account; it receives the given signal when we die.

        Call from a thread that lives as long as the program: its end counts as our death.
        """
        parent = os.getpid()

        def become():
            # a signal that a Python handler notes between here and exec would be lost
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            if self.namespace:
                _enter_user_namespace()
            elif self.uid is not None:
                os.setgroups([])
                os.setgid(_group_of(self.uid))
                os.setuid(self.uid)
            # after the change of credentials, which forgets it
            _checked(_libc.prctl(PR_SET_PDEATHSIG, ctypes.c_ulong(at_our_death), 0, 0, 0))
            if os.getppid() != parent:
                os._exit(1)
            os.chdir(home)

        # PostgreSQL needs nothing of our environment, which may hold secrets
        kept = ("PATH", "LD_LIBRARY_PATH")
        environment = {"LC_ALL": "C"} | {name: os.environ[name] for name in kept if name in os.environ}
        # preexec_fn: only the keeper comes here, whose other thread sleeps in a system call
        return subprocess.Popen(command, preexec_fn=become, env=environment, **options)  # noqa: PLW1509

    def give(self, path: Path) -> None:
        """Make a file or folder of ours belong to this account."""
        if self.uid is not None:
            os.chown(path, self.uid, _group_of(self.uid))

    def can_run(self, binaries: Binaries, home: Path) -> bool:
        try:
            trial = self.start(
                [binaries.program("initdb"), "--version"],
                home,
                signal.SIGKILL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except (OSError, subprocess.SubprocessError):
            return False
        return trial.wait() == 0


def choose_account(folder: ServerFolder, binaries: Binaries) -> tuple[Account, Binaries]:
    """The account that runs this server, and the programs as it can reach them.

    May move the home of a new server out of the folder, and records it there; ServerRefused where nothing works.
    """
    root = os.geteuid() == 0
    if not root and _has_name(os.geteuid()):
        return Account(), binaries
    if not folder.elsewhere.exists():
        inside = Account(namespace=True)
        if not os.environ.get("BENKAN_NO_USER_NAMESPACE") and inside.can_run(binaries, folder.path):
            return inside, binaries
        if not root:
            raise ServerRefused(
                f"PostgreSQL ne peut pas démarrer sous le compte numéro {os.geteuid()}, qui n’a pas de nom sur cette "
                "machine : ajoutez-le à /etc/passwd, ou donnez une base par DATABASE_URL."
            )
        if folder.cluster.exists():
            raise ServerRefused(
                f"Les données de « {folder.path} » ont été créées par root, et cette machine refuse maintenant à root "
                "l’espace de noms d’utilisateur (user namespace) qu’il faut pour les ouvrir, ou ferme un dossier "
                "du chemin : autorisez-le, ou donnez le dossier à un compte ordinaire (chown -R), puis lancez sous lui."
            )
    return _another_account(folder, binaries)


def _another_account(folder: ServerFolder, binaries: Binaries) -> tuple[Account, Binaries]:
    base = Path(os.environ.get("BENKAN_DATABASE_HOME") or "/var/lib/benkan")
    base.mkdir(mode=0o711, parents=True, exist_ok=True)
    base.chmod(0o711)
    if folder.elsewhere.exists():
        if not folder.home.exists():
            raise ServerRefused(
                f"Les données de « {folder.path} » étaient dans « {folder.home} », qui n’existe plus : remettez ce "
                "dossier en place, ou restaurez une sauvegarde dans un dossier neuf."
            )
        account = Account(uid=folder.home.stat().st_uid)
    else:
        account = Account(uid=int(os.environ.get("BENKAN_DATABASE_UID") or pwd.getpwnam("nobody").pw_uid))
        # Fresh: a folder that was removed and made again must not find the data of the one before.
        home = Path(tempfile.mkdtemp(prefix=f"{short_hash(folder.path)}-", dir=base))
        account.give(home)
        write_atomically(folder.elsewhere, str(home))
    if not account.can_run(binaries, folder.home):
        binaries = copy_wheel_binaries(binaries, base)
        if not account.can_run(binaries, folder.home):
            raise ServerRefused(
                f"Le compte numéro {account.uid} ne peut pas exécuter PostgreSQL dans « {folder.home} » : ouvrez-lui "
                "le chemin, ou choisissez un autre dossier par BENKAN_DATABASE_HOME."
            )
    log.warning(
        "Espaces de noms d’utilisateur refusés : PostgreSQL tourne sous le compte numéro %s, données dans « %s », "
        "programmes dans « %s ».",
        account.uid,
        folder.home,
        binaries.bin,
    )
    return account, binaries


def _enter_user_namespace() -> None:
    shown = pwd.getpwnam("nobody")  # initdb wants an account that has a name
    user, group = os.geteuid(), os.getegid()
    _checked(_libc.unshare(CLONE_NEWUSER))
    for name, text in (
        ("setgroups", "deny"),
        ("uid_map", f"{shown.pw_uid} {user} 1"),
        ("gid_map", f"{shown.pw_gid} {group} 1"),
    ):
        Path("/proc/self", name).write_text(text)


def _checked(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()))


def _has_name(uid: int) -> bool:
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _group_of(uid: int) -> int:
    return pwd.getpwuid(uid).pw_gid if _has_name(uid) else uid
