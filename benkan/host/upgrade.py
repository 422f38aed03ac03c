"""`benkan upgrade`: the platform saved, brought to this program's schema beside, compared, and put in its own place.

What goes wrong happens beside: the former state is there, untouched. Nobody works on the platform from the moment it is
saved until it is replaced, so that nothing written in between is lost.
"""

from __future__ import annotations

import json
from pathlib import Path

import click

from benkan import __version__
from benkan.host.backups.backup import saved, stopped_by_signals
from benkan.host.backups.refusal import Refusal
from benkan.host.backups.restore import readable, restored
from benkan.host.paths import data_folder
from benkan.host.platform import NotReady, ready, undisturbed
from benkan.host.schema import Schema, schema

NBSP = "\u00a0"


def upgrade(out: Path | None) -> None:
    """Print one JSON line: the backup (null where nothing waited), migrations applied, the former database's name.

    Raises `NotReady`, `Refusal`, with the state in which the platform is and how it serves again.
    """
    with ready(migrate=False):
        found = schema()
    if found.new:
        raise NotReady(f"Il n’y a rien à mettre à jour{NBSP}: cette base n’a encore jamais servi une plateforme.")
    if found.unknown:
        raise NotReady(found.sentence)
    if not found.waiting:
        click.echo(f"La base est déjà à jour pour Benkan {__version__}.", err=True)
        click.echo(json.dumps({"file": None, "migrations": 0, "kept": None}))
        return
    click.echo(json.dumps(_upgraded(found, out), ensure_ascii=False))


def _upgraded(found: Schema, out: Path | None) -> dict:
    folder = data_folder()
    click.echo(f"{len(found.waiting)} migrations attendent.", err=True)
    with stopped_by_signals(), undisturbed(folder) as (addresses, embedded):
        _refuse_in_place(addresses.owner)
        file = Path(saved(folder, addresses, embedded=embedded, out=out)["file"])
        try:
            said = restored(readable(file, folder), folder, addresses, embedded=embedded, yes=True)
        except Refusal as refusal:
            raise Refusal(
                f"La mise à jour n’a pas été faite{NBSP}: {refusal} Pour servir de nouveau, remettez la version de "
                f"Benkan d’avant, et lancez-la{NBSP}: elle retrouve ses données. Sauvegarde faite{NBSP}: «{NBSP}{file}"
                f"{NBSP}»."
            ) from refusal
    click.echo(
        f"La base est à jour pour Benkan {__version__}. Pour revenir en arrière{NBSP}: arrêtez, remettez la version "
        f"d’avant, puis «{NBSP}benkan restore {file} --yes{NBSP}»{NBSP}; ce qui aura été écrit depuis sera perdu, les "
        "effacements seront refaits.",
        err=True,
    )
    return {name: said[name] for name in ("file", "migrations", "kept")}


def _refuse_in_place(owner: str) -> None:
    """A schema is never changed in place: what fails half-way would serve nobody."""
    import psycopg

    with psycopg.connect(owner, autocommit=True) as connection:
        may = connection.execute(
            "SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user"
        ).fetchone()[0]
    if not may:
        raise NotReady(
            "Le rôle de DATABASE_OWNER_URL ne peut pas créer de base, et la mise à jour se prépare à côté. Donnez-lui "
            "ce droit (ALTER ROLE … CREATEDB), puis recommencez. Rien n’a été changé."
        )
