"""`benkan former`: the database that a restoration has kept aside. It holds what it held, erased persons included."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click

from benkan.host.backups import swap
from benkan.host.backups.words import said
from benkan.host.database import drop_database
from benkan.host.database.databases import as_owner, renamed
from benkan.host.paths import data_folder
from benkan.host.platform import addressed
from benkan.host.wrapping import NAME, key_file

NBSP = "\u00a0"
REMEDY = f"«{NBSP}benkan former --drop{NBSP}»"


@dataclass(frozen=True)
class Former:
    """A database that was the platform's. `size` in bytes; `files`: registrations, None where it cannot be read."""

    name: str
    since: datetime
    size: int
    files: int | None


def tell(*, drop: bool) -> None:
    """Say what is kept, and drop it if asked; prints one JSON line: former (names), dropped. Raises `NotReady`."""
    folder = data_folder()
    with addressed(folder) as (addresses, _):
        swap.come_after(folder, addresses.owner)
        found = kept(addresses.owner)
        for one in found:
            click.echo(f"{_words(one)}.", err=True)
            if drop:
                drop_database(addresses.owner, one.name)
                click.echo(f"«{NBSP}{one.name}{NBSP}» est supprimée.", err=True)
        if found and not drop:
            click.echo(f"Pour la supprimer{NBSP}: {REMEDY}.", err=True)
    if not found:
        click.echo("Aucune ancienne base n’est gardée.", err=True)
    _say_keys(folder)
    click.echo(json.dumps({"former": [one.name for one in found], "dropped": bool(drop and found)}))


def kept(owner: str) -> list[Former]:
    """What restorations have kept beside the database of this address, the oldest first."""
    import psycopg

    with psycopg.connect(owner, autocommit=True) as connection:
        name = connection.info.dbname
    return [_former(owner, one) for one in swap.formers(owner, name)]


def sentence(found: list[Former]) -> str:
    """What the doctor says of them."""
    return f"{f'{NBSP}; '.join(_words(one) for one in found)}. Quand vous n’en avez plus besoin{NBSP}: {REMEDY}"


def _former(owner: str, name: str) -> Former:
    import psycopg

    with as_owner(owner) as (connection, _):
        size = connection.execute("SELECT pg_database_size(%s)", [name]).fetchone()[0]
    try:
        with psycopg.connect(renamed(owner, name), autocommit=True) as connection:
            files = connection.execute("SELECT count(*) FROM people_registration").fetchone()[0]
    except psycopg.Error:  # of a schema without it: its size still says that something is there
        files = None
    return Former(name, swap.kept_since(name), size, files)


def _words(one: Former) -> str:
    held = "" if one.files is None else f", {one.files} dossiers"
    return (
        f"«{NBSP}{one.name}{NBSP}», gardée par une restauration depuis le {said(one.since)} "
        f"({one.size / 1e6:.0f} Mo{held}), contient encore ce qui a été effacé depuis"
    )


def _say_keys(folder: Path) -> None:
    file = key_file(folder) or folder / NAME
    for path in sorted(file.parent.glob(f"{file.name}_*")):
        click.echo(
            f"«{NBSP}{path}{NBSP}» est une ancienne clé{NBSP}: gardez-la, ailleurs qu’ici, tant que vous gardez des "
            "sauvegardes qui s’ouvrent avec elle.",
            err=True,
        )
