"""`benkan restore`: a backup becomes the platform, or nothing changes."""

from __future__ import annotations

import json
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from benkan.host.backups import content, erasures, swap
from benkan.host.backups.acceptance import refuse_unfit
from benkan.host.backups.backup import stopped_by_signals
from benkan.host.backups.file import NBSP, Manifest, read_manifest, take_dump
from benkan.host.backups.filling import Filled, Filling
from benkan.host.backups.keys import Fitting, fitting_key, is_kept
from benkan.host.backups.refusal import Refusal
from benkan.host.backups.rows import is_inhabited, tables_of
from benkan.host.backups.words import of_erasures
from benkan.host.database import Addresses, create_database, drop_database
from benkan.host.database.databases import renamed
from benkan.host.paths import data_folder
from benkan.host.platform import undisturbed
from benkan.host.wrapping import written
from benkan.people.erasure_list import NONE, Erasures


@dataclass(frozen=True)
class Ground:
    """The database whose place is taken, as it is found. `told`: the erasures of which it tells, complete to now."""

    name: str
    server: int
    inhabited: bool
    empty: bool
    may_create: bool
    open_to_all: bool
    organisations: frozenset[str]
    told: Erasures


def put_back(path: Path, *, yes: bool, erasure_list: Path | None = None) -> None:
    """Restore the file, and print one JSON line: file, tables, rows, migrations applied, files erased again and until
    when the lists of erasures go, the former database's name or null, seconds. Raises `Refusal`, `NotReady`, the
    database layer's own refusal."""
    folder = data_folder()
    backup = readable(path, folder, erasure_list)
    with stopped_by_signals(), undisturbed(folder) as (addresses, embedded):
        said = restored(backup, folder, addresses, embedded=embedded, yes=yes)
    click.echo(json.dumps(said, ensure_ascii=False))


@dataclass(frozen=True)
class Readable:
    """A backup that this installation can take, the key that opens it, and what lists say was erased."""

    path: Path
    manifest: Manifest
    key: Fitting
    listed: Erasures


def readable(path: Path, folder: Path, erasure_list: Path | None = None) -> Readable:
    """Raises `Refusal` where it cannot be restored here, whatever the database is."""
    click.echo("Lecture de la sauvegarde…", err=True)
    manifest = read_manifest(path)
    refuse_unfit(manifest)
    key = fitting_key(folder, manifest.wrapping_key)
    return Readable(path, manifest, key, erasures.gathered(folder, path.absolute(), erasure_list))


def restored(backup: Readable, folder: Path, addresses: Addresses, *, embedded: bool, yes: bool) -> dict:
    """Put it in the place of the database of these addresses, on which nobody works; gives what `put_back` prints.

    Raises `Refusal`.
    """
    import psycopg

    started = time.monotonic()
    manifest = backup.manifest
    try:
        ground = _look(addresses.owner)
        _refuse_unsuited(ground, manifest, yes=yes)
        known = backup.listed | _of_the_same(ground, manifest)
        with tempfile.TemporaryDirectory(prefix=swap.ROOM, dir=folder) as room:
            dump = take_dump(backup.path, manifest, Path(room))
            filling = Filling(dump, manifest, backup.key, tuple(known.known.values()), ground.server, embedded)
            filled, kept = _replace(filling, ground, addresses, folder)
        erasures.keep_up(folder, addresses.owner)
    except psycopg.Error as error:
        raise Refusal(f"La base a refusé («{NBSP}{str(error).strip()}{NBSP}»). Corrigez, puis recommencez.") from error
    click.echo(of_erasures(filled.erased, known.until, datetime.fromisoformat(manifest.moment)), err=True)
    return {
        "file": str(backup.path),
        "tables": len(manifest.tables),
        "rows": manifest.rows,
        "migrations": filled.migrations,
        "erased_again": filled.erased,
        "erasures_until": known.until and known.until.isoformat(timespec="seconds"),
        "kept": kept,
        "seconds": round(time.monotonic() - started, 3),
    }


def _look(owner: str) -> Ground:
    import psycopg

    with psycopg.connect(owner, autocommit=True) as connection:
        may_create, open_to_all = connection.execute(
            "SELECT (SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user),"
            " has_database_privilege('public', current_database(), 'CONNECT')"
        ).fetchone()
        inhabited = is_inhabited(connection)
        found = connection.execute("SELECT id::text FROM organisations_organisation") if inhabited else []
        told = erasures.told_by(connection)
        return Ground(
            name=connection.info.dbname,
            server=connection.info.server_version // 10000,
            inhabited=inhabited,
            empty=not tables_of(connection),
            may_create=may_create,
            open_to_all=open_to_all,
            organisations=frozenset(one for (one,) in found),
            told=Erasures(told.known, datetime.now(UTC)),
        )


def _of_the_same(ground: Ground, manifest: Manifest) -> Erasures:
    """What the former database tells of the platform that was saved, and not of another one that stood there."""
    return ground.told if ground.organisations & set(manifest.organisations) else NONE


def _refuse_unsuited(ground: Ground, manifest: Manifest, *, yes: bool) -> None:
    if ground.server < manifest.postgresql:
        raise Refusal(
            f"Cette sauvegarde vient de PostgreSQL {manifest.postgresql}, et ce serveur est en version "
            f"{ground.server}. Restaurez-la sur PostgreSQL {manifest.postgresql} ou plus récent."
        )
    if ground.inhabited and not yes:
        raise Refusal(
            f"Cette plateforme contient déjà des données{NBSP}: rien n’a été changé. Pour la remplacer par la "
            f"sauvegarde, ajoutez --yes{NBSP}; sa base reste à côté, sous un autre nom, jusqu’à la restauration "
            "suivante."
        )
    if not ground.may_create and not ground.empty:
        raise Refusal(
            "Le rôle de DATABASE_OWNER_URL ne peut pas créer de base, et celle-ci n’est pas vide. Donnez-lui ce droit "
            "(ALTER ROLE … CREATEDB), ou l’adresse d’une base vide."
        )


def _replace(filling: Filling, ground: Ground, addresses: Addresses, folder: Path) -> tuple[Filled, str | None]:
    """Gives what was done, and under which name the former database is kept, if it is."""
    if not ground.may_create:
        return _into_the_empty_one(filling, addresses), None
    new = swap.beside(ground.name)
    drop_database(addresses.owner, new)
    create_database(addresses.owner, new)
    try:
        filled = _fill_beside(filling, ground, addresses, new)
        click.echo("Mise en place…", err=True)
        kept = swap.change_places(
            addresses.owner,
            ground.name,
            folder=folder,
            demonstration=filling.manifest.demonstration,
            key=written(filling.key.keeps) if filling.embedded and not is_kept(folder, filling.key.keeps) else None,
            now=datetime.now(UTC).astimezone(),
        )
    finally:
        drop_database(addresses.owner, new)  # what it became no longer bears this name where all went well
    if not ground.inhabited:
        drop_database(addresses.owner, kept)
        kept = None
    swap.drop_former(addresses.owner, ground.name, but=kept)
    if kept:
        click.echo(
            f"L’ancienne base reste à côté, «{NBSP}{kept}{NBSP}», jusqu’à la restauration suivante. Elle contient "
            f"encore tout ce qu’elle contenait{NBSP}: quand vous n’en avez plus besoin, «{NBSP}benkan former "
            f"--drop{NBSP}» la supprime.",
            err=True,
        )
    return filled, kept


def _fill_beside(filling: Filling, ground: Ground, addresses: Addresses, new: str) -> Filled:
    there = Addresses(*(renamed(address, new) for address in (addresses.app, addresses.figures, addresses.owner)))
    if not ground.open_to_all:
        content.close_to_others(there, new)
    try:
        return filling.fill(there)
    except Refusal as refusal:
        raise Refusal(f"{refusal} La plateforme est comme avant.") from refusal


def _into_the_empty_one(filling: Filling, addresses: Addresses) -> Filled:
    """Where no database can be made beside: what fails leaves the given one half filled, and says so."""
    click.echo(f"Ce rôle ne peut pas créer de base{NBSP}: restauration dans la base vide donnée.", err=True)
    swap.mark(demonstration=False)
    try:
        filled = filling.fill(addresses)
    except Refusal as refusal:
        raise Refusal(
            f"{refusal} La base donnée n’est remplie qu’en partie{NBSP}: videz-la pour recommencer."
        ) from refusal
    swap.mark(demonstration=filling.manifest.demonstration)
    return filled
