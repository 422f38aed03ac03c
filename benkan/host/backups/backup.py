"""`benkan backup`: all of a platform in one file, as it stood at one moment, while it goes on serving."""

from __future__ import annotations

import contextlib
import json
import signal
import subprocess
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

import click

from benkan import __version__
from benkan.host.backups import erasures, last, programs, swap
from benkan.host.backups import file as files
from benkan.host.backups.file import NBSP, Manifest
from benkan.host.backups.refusal import Refusal
from benkan.host.backups.rows import PASSING, rows_of, tables_of
from benkan.host.database import Addresses
from benkan.host.paths import data_folder, is_demonstration
from benkan.host.platform import NotReady, addressed, made
from benkan.host.wrapping import NoKey, fingerprint, wrapping_key

FOLDER = "sauvegardes"
SUFFIX = ".sauvegarde"


def save(out: Path | None) -> None:
    """Save the platform, and print one JSON line: file, bytes, tables, rows, the list of erasures beside it or null,
    seconds. Raises `Refusal`, `NotReady`."""
    folder = made(data_folder())
    with stopped_by_signals(), addressed(folder) as (addresses, embedded):
        swap.come_after(folder, addresses.owner)
        said = saved(folder, addresses, embedded=embedded, out=out)
    click.echo(json.dumps(said, ensure_ascii=False))


def saved(folder: Path, addresses: Addresses, *, embedded: bool, out: Path | None) -> dict:
    """Save the database of these addresses; gives what `save` prints. Raises `Refusal`, `NotReady`."""
    started = time.monotonic()
    try:
        key = wrapping_key(folder)
    except NoKey as refusal:
        raise NotReady(str(refusal)) from refusal
    moment = datetime.now(UTC).astimezone()
    target = (out or folder / FOLDER / f"benkan-{moment:%Y-%m-%d-%H%M}{SUFFIX}").absolute()
    with files.draft_of(target) as file:
        manifest = _fill(file, addresses, embedded=embedded, moment=moment, key=key, demonstration=is_demonstration())
    erasures.keep_up(folder, addresses.owner)
    listed = erasures.copy_beside(folder, target)
    last.remember(folder, moment, target)
    _advise(manifest, listed)
    return {
        "file": str(target),
        "bytes": target.stat().st_size,
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "erasures": listed and str(listed),
        "seconds": round(time.monotonic() - started, 3),
    }


def _advise(manifest: Manifest, listed: Path | None) -> None:
    click.echo(
        f"Gardez la clé ailleurs que ce fichier{NBSP}: sans elle (empreinte {manifest.wrapping_key}), ce qui est "
        "chiffré ne se relit pas.",
        err=True,
    )
    if listed:
        click.echo(
            f"Copiez avec lui la liste des effacements, «{NBSP}{listed}{NBSP}»{NBSP}: une restauration les refait.",
            err=True,
        )


@contextlib.contextmanager
def stopped_by_signals():
    """SIGTERM and SIGHUP end the block as Ctrl-C does, so that what was begun is put away."""

    def stop(*_):
        raise KeyboardInterrupt

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _fill(
    file: IO[bytes], addresses: Addresses, *, embedded: bool, moment: datetime, key: bytes, demonstration: bool
) -> Manifest:
    """The dump and the counts see the same snapshot, which this connection holds open while both are made."""
    import psycopg

    made: list[Manifest] = []
    try:
        with psycopg.connect(addresses.owner) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            if ("public", "django_migrations") not in tables_of(connection):
                raise Refusal(
                    f"Il n’y a rien à sauvegarder{NBSP}: cette base n’a encore jamais servi une plateforme. Vérifiez "
                    "BENKAN_DATA ou DATABASE_OWNER_URL."
                )
            server = connection.info.server_version // 10000
            snapshot = connection.execute("SELECT pg_export_snapshot()").fetchone()[0]
            dump, said = _start_dump(addresses.owner, programs.program("pg_dump", server, embedded=embedded), snapshot)

            def manifest_of(digest: str) -> Manifest:
                if dump.wait() != 0:
                    said.seek(0)
                    words = said.read()
                    raise Refusal(
                        f"La base n’a pas pu être lue{NBSP}: {programs.last_words(words)}. Rien n’a été gardé."
                    )
                click.echo("Vérification…", err=True)
                rows = rows_of(connection)
                made.append(
                    Manifest(
                        format=files.FORMAT,
                        benkan=__version__,
                        moment=moment.isoformat(timespec="seconds"),
                        postgresql=server,
                        wrapping_key=fingerprint(key),
                        demonstration=demonstration,
                        roles={role: _role(getattr(addresses, role)) for role in ("app", "figures", "owner")},
                        tables=rows,
                        left_out=[name for name in PASSING if tuple(name.split(".")) in tables_of(connection)],
                        migrations=_migrations(connection),
                        dump=digest,
                        organisations=_organisations(connection),
                    )
                )
                return made[0]

            try:
                files.write(file, dump.stdout, manifest_of)
            finally:
                dump.kill()
                dump.wait()
                said.close()
    except psycopg.Error as error:
        raise Refusal(f"La base n’a pas pu être lue ({str(error).strip()}). Rien n’a été gardé.") from error
    return made[0]


def _start_dump(address: str, path: str, snapshot: str) -> tuple[subprocess.Popen, IO[str]]:
    click.echo("Sauvegarde de la base…", err=True)
    options = ["--format=custom", f"--snapshot={snapshot}", *(f"--exclude-table-data={name}" for name in PASSING)]
    command, environment = programs.command(path, address, *options)
    said = tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace")  # noqa: SIM115 - closed with the program
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=said), said


def _role(address: str) -> str:
    from psycopg.conninfo import conninfo_to_dict

    return str(conninfo_to_dict(address).get("user", ""))


def _organisations(connection) -> list[str]:
    """None yet in a schema so old that it has no such table."""
    if ("public", "organisations_organisation") not in tables_of(connection):
        return []
    return [one for (one,) in connection.execute("SELECT id::text FROM organisations_organisation ORDER BY id")]


def _migrations(connection) -> list[str]:
    return [
        f"{app}.{name}"
        for app, name in connection.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
    ]
