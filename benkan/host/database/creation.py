"""First creation of a server: the cluster, its three roles and its database, whole or not at all."""

import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from .account import Account
from .addresses import APP, DATABASE, FIGURES, OWNER, SUPERUSER, make_passwords
from .binaries import Binaries
from .folder import ServerFolder, flush_folder, write_atomically
from .refusal import ServerRefused, disk_full, explained
from .settings import arguments

NEEDED = 200 * 2**20  # an empty cluster with its journal takes about 60 MB
DRAFTS = "cluster.new-"


def create_if_new(folder: ServerFolder, account: Account, binaries: Binaries) -> None:
    """Create the cluster unless it is there; ServerRefused where it was there and is no more, or cannot be made."""
    if not folder.cluster.exists():
        if folder.created.exists():
            raise ServerRefused(
                f"Les données « {folder.cluster} » ont disparu : remettez-les en place, ou restaurez une sauvegarde "
                f"dans un dossier neuf. Pour repartir d’une base vide, supprimez le dossier « {folder.path} »."
            )
        if shutil.disk_usage(folder.home).free < NEEDED:
            raise disk_full(folder.home)
        _create(folder, account, binaries)
    if not folder.created.exists():
        write_atomically(folder.created, f"{binaries.version}\n")


def refuse_other_major(folder: ServerFolder, binaries: Binaries) -> None:
    major = (folder.cluster / "PG_VERSION").read_text().strip()
    if major != str(binaries.major):
        raise ServerRefused(
            f"Les données de « {folder.path} » ont été créées par PostgreSQL {major}, et cette installation a "
            f"PostgreSQL {binaries.major} : sauvegardez-les avec l’ancienne version puis restaurez-les dans un dossier "
            f"neuf, ou indiquez par BENKAN_POSTGRES_BIN les programmes de PostgreSQL {major}."
        )


def _create(folder: ServerFolder, account: Account, binaries: Binaries) -> None:
    passwords = make_passwords(folder)
    for abandoned in folder.home.glob(f"{DRAFTS}*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    draft = Path(tempfile.mkdtemp(prefix=DRAFTS, dir=folder.home))
    account.give(draft)
    password = draft / "password"
    password.write_text(passwords[SUPERUSER])
    account.give(password)
    cluster = draft / "cluster"
    locale = ["--locale=C.UTF-8"]
    if binaries.major >= 17:
        locale = ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]

    def run(program: str, *options: str, text: str | None = None) -> None:
        command = [binaries.program(program), *options]
        process = account.start(
            command,
            draft,
            signal.SIGKILL,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        output, _ = process.communicate(text)
        if process.returncode != 0:
            raise explained(output, folder.home, folder.log)

    run(
        "initdb",
        f"--pgdata={cluster}",
        f"--username={SUPERUSER}",
        f"--pwfile={password}",
        "--auth=scram-sha-256",
        "--encoding=UTF8",
        *locale,
        "--data-checksums",
    )
    run(
        "postgres",
        "--single",
        "-D",
        str(cluster),
        *arguments(exit_on_error="on"),
        "template1",
        text=_first_statements(passwords),
    )
    cluster.rename(folder.cluster)
    flush_folder(folder.home)
    shutil.rmtree(draft)


def _first_statements(passwords: dict[str, str]) -> str:
    """SQL, one statement a line as the single-user server reads it; run in template1, the model of all others."""
    serving = "LOGIN NOINHERIT NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS"
    return "\n".join(
        [
            "REVOKE CREATE ON SCHEMA public FROM PUBLIC;",
            f"CREATE ROLE {OWNER} LOGIN CREATEDB NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS "
            f"PASSWORD '{passwords[OWNER]}';",
            f"CREATE ROLE {APP} {serving} PASSWORD '{passwords[APP]}';",
            f"CREATE ROLE {FIGURES} {serving} PASSWORD '{passwords[FIGURES]}';",
            # DROP DATABASE … WITH (FORCE) ends the sessions of the other roles
            f"GRANT pg_signal_backend TO {OWNER};",
            f"CREATE DATABASE {DATABASE} OWNER {OWNER};",
            f"REVOKE CONNECT ON DATABASE {DATABASE}, postgres, template1 FROM PUBLIC;",
            f"GRANT CONNECT ON DATABASE {DATABASE} TO {APP}, {FIGURES};",
            f"GRANT CONNECT ON DATABASE postgres TO {OWNER};",
            "",
        ]
    )
