"""`benkan restore`: a backup becomes the platform, or nothing changes."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click

from benkan import __version__
from benkan.host.backups import content, swap
from benkan.host.backups.backup import stopped_by_signals
from benkan.host.backups.file import NBSP, Manifest, read_manifest, take_dump
from benkan.host.backups.keys import fitting_key, is_kept, written
from benkan.host.backups.refusal import Refusal
from benkan.host.backups.rows import is_inhabited, rows_of, tables_of
from benkan.host.database import Addresses, create_database, drop_database, in_use
from benkan.host.database.databases import renamed
from benkan.host.paths import ROOT, data_folder, demonstration_asked
from benkan.host.platform import URLS, addressed
from benkan.host.wrapping import VARIABLE

NAMED = 3
SERVING = (
    f"La plateforme sert, ou une autre commande travaille sur sa base{NBSP}: rien n’a été changé. Arrêtez-la, puis "
    "recommencez."
)


def put_back(path: Path, *, yes: bool) -> None:
    """Restore the file, and print one JSON line: file, tables, rows, migrations applied, the former database's name or
    null, seconds. Raises `Refusal`, `NotReady`, the database layer's own refusal."""
    import psycopg

    started = time.monotonic()
    folder = data_folder()
    click.echo("Lecture de la sauvegarde…", err=True)
    manifest = read_manifest(path)
    _refuse_newer(manifest)
    _refuse_real_people_in_a_demonstration(manifest)
    key = fitting_key(folder, manifest.wrapping_key)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with (
            stopped_by_signals(),
            contextlib.ExitStack() as work,
            swap.turn(folder),
            _nobody_attached(folder),
            addressed(folder) as (addresses, embedded),
        ):
            swap.clear(folder, addresses.owner)
            room = work.enter_context(tempfile.TemporaryDirectory(prefix=swap.ROOM, dir=folder))
            dump = take_dump(path, manifest, Path(room))
            said = _restore(dump, manifest, addresses, key, yes=yes, embedded=embedded, folder=folder)
    except psycopg.Error as error:
        raise Refusal(f"La base a refusé («{NBSP}{str(error).strip()}{NBSP}»). Corrigez, puis recommencez.") from error
    said = {"file": str(path), "tables": len(manifest.tables), "rows": manifest.rows} | said
    click.echo(json.dumps(said | {"seconds": round(time.monotonic() - started, 3)}, ensure_ascii=False))


def _restore(
    dump: Path, manifest: Manifest, addresses: Addresses, key: bytes, *, yes: bool, embedded: bool, folder: Path
) -> dict:
    import psycopg

    with psycopg.connect(addresses.owner, autocommit=True) as connection:
        server = connection.info.server_version // 10000
        name = connection.info.dbname
        inhabited, empty = is_inhabited(connection), not tables_of(connection)
        others, may_create, everybody = connection.execute(
            "SELECT (SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND usesysid IS NOT NULL AND pid <> pg_backend_pid()),"
            " (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user),"
            " has_database_privilege('public', current_database(), 'CONNECT')"
        ).fetchone()
    if others:
        raise Refusal(SERVING)
    if server < manifest.postgresql:
        raise Refusal(
            f"Cette sauvegarde vient de PostgreSQL {manifest.postgresql}, et ce serveur est en version {server}. "
            f"Restaurez-la sur PostgreSQL {manifest.postgresql} ou plus récent."
        )
    if inhabited and not yes:
        raise Refusal(
            f"Cette plateforme contient déjà des données{NBSP}: rien n’a été changé. Pour la remplacer par la "
            f"sauvegarde, ajoutez --yes{NBSP}; sa base reste à côté, sous un autre nom, jusqu’à la restauration "
            "suivante."
        )
    if not may_create and not empty:
        raise Refusal(
            "Le rôle de DATABASE_OWNER_URL ne peut pas créer de base, et celle-ci n’est pas vide. Donnez-lui ce droit "
            "(ALTER ROLE … CREATEDB), ou l’adresse d’une base vide."
        )

    def fill(target: Addresses) -> int:
        content.load(dump, manifest, target, server, embedded=embedded)
        _check(manifest, target.owner)
        return _bring_up_to_date(target, key)

    if not may_create:
        return {"migrations": _into_the_empty_one(fill, addresses, manifest), "kept": None}
    new = swap.beside(name)
    drop_database(addresses.owner, new)
    create_database(addresses.owner, new)
    try:
        there = Addresses(*(renamed(address, new) for address in (addresses.app, addresses.figures, addresses.owner)))
        if not everybody:
            content.close_to_others(there, new)
        try:
            applied = fill(there)
        except Refusal as refusal:
            raise Refusal(f"{refusal} La plateforme est comme avant.") from refusal
        click.echo("Mise en place…", err=True)
        kept = swap.change_places(
            addresses.owner,
            name,
            folder=folder,
            demonstration=manifest.demonstration,
            key=written(key) if embedded and not is_kept(folder, key) else None,
            now=datetime.now(UTC).astimezone(),
        )
    finally:
        drop_database(addresses.owner, new)  # what it became no longer bears this name where all went well
    if not inhabited:
        drop_database(addresses.owner, kept)
        kept = None
    swap.drop_former(addresses.owner, name, but=kept)
    if kept:
        click.echo(f"L’ancienne base reste à côté, «{NBSP}{kept}{NBSP}», jusqu’à la restauration suivante.", err=True)
    return {"migrations": applied, "kept": kept}


def _into_the_empty_one(fill, addresses: Addresses, manifest: Manifest) -> int:
    """Where no database can be made beside: what fails leaves the given one half filled, and says so."""
    click.echo(f"Ce rôle ne peut pas créer de base{NBSP}: restauration dans la base vide donnée.", err=True)
    swap.mark(demonstration=False)
    try:
        applied = fill(addresses)
    except Refusal as refusal:
        raise Refusal(
            f"{refusal} La base donnée n’est remplie qu’en partie{NBSP}: videz-la pour recommencer."
        ) from refusal
    swap.mark(demonstration=manifest.demonstration)
    return applied


def _check(manifest: Manifest, owner: str) -> None:
    """The rows are those that were saved, to the last character. Raises `Refusal`."""
    import psycopg

    click.echo("Vérification…", err=True)
    with psycopg.connect(owner) as connection:
        found = rows_of(connection)
    wrong = sorted(
        name for name in found.keys() | manifest.tables.keys() if found.get(name) != manifest.tables.get(name)
    )
    if wrong:
        named = ", ".join(wrong[:NAMED]) + (", …" if len(wrong) > NAMED else "")
        raise Refusal(
            f"Ce qui a été relu n’est pas ce qui avait été sauvegardé ({named}). Essayez la sauvegarde d’avant."
        )


def _bring_up_to_date(target: Addresses, key: bytes) -> int:
    """Migrate the restored database in a process of its own, whose settings name it; gives how many were applied."""
    import psycopg

    def applied() -> int:
        with psycopg.connect(target.owner, autocommit=True) as connection:
            return connection.execute("SELECT count(*) FROM django_migrations").fetchone()[0]

    click.echo("Mise à jour du schéma…", err=True)
    before = applied()
    urls = dict(zip(URLS, (target.app, target.figures, target.owner), strict=True))
    program = "import django; django.setup(); from benkan.config.schema import bring_up_to_date as go; go()"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, **urls, VARIABLE: written(key), "DJANGO_SETTINGS_MODULE": "benkan.config.settings"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        words = (done.stderr.strip().splitlines() or ["aucun message"])[-1]
        raise Refusal(f"Le schéma n’a pas pu être mis à jour («{NBSP}{words}{NBSP}»).")
    with psycopg.connect(target.owner, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return applied() - before


@contextlib.contextmanager
def _nobody_attached(folder: Path) -> Iterator[None]:
    """After our turn is taken: who comes from now on is sent away, who came before is seen here."""
    if not any(os.environ.get(name) for name in URLS) and in_use(folder / "database"):
        raise Refusal(SERVING)
    yield


def _refuse_newer(manifest: Manifest) -> None:
    """By its version, and by the migrations that it has had and this program does not know yet."""
    known: dict[str, int] = {}
    for path in (ROOT / "benkan").glob("*/migrations/0*.py"):
        known[path.parts[-3]] = max(known.get(path.parts[-3], 0), int(path.stem[:4]))
    unknown = [
        name
        for app, number, name in re.findall(r"^(\w+)\.(\d{4})(\w*)$", "\n".join(manifest.migrations), re.M)
        if app in known and int(number) > known[app]
    ]
    if unknown or _ordered(manifest.benkan) > _ordered(__version__):
        raise Refusal(
            f"Cette sauvegarde a été faite par une version plus récente de Benkan ({manifest.benkan}, ici "
            f"{__version__}). Installez cette version ou une plus récente, puis recommencez."
        )


def _ordered(version: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", version)]


def _refuse_real_people_in_a_demonstration(manifest: Manifest) -> None:
    """A demonstration lets anybody in without a password."""
    if demonstration_asked() and not manifest.demonstration:
        raise Refusal(
            "Cette sauvegarde contient de vraies données, et BENKAN_DEMO ferait de cette plateforme une démonstration "
            "ouverte à tous. Enlevez cette variable, puis recommencez."
        )
