"""`benkan keys …`: what the two people who keep the key type."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

import click

from benkan.host.database.folder import write_atomically
from benkan.host.keys import shares, swap
from benkan.host.paths import data_folder
from benkan.host.platform import NotReady, ready
from benkan.host.why import why
from benkan.host.wrapping import (
    LENGTH,
    VARIABLE,
    NoKey,
    Unfit,
    decoded,
    fingerprint,
    kept,
    key_file,
    make_key,
    wrapping_key,
    written,
)

NBSP = "\u00a0"
SECRET_BYTES = 50


def make(file: Path, *, secret: bool) -> None:
    """Make a wrapping key, or a secret for signing, in a file that only this account reads. Raises `NotReady`."""
    try:
        if secret:
            with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
                out.write(secrets.token_urlsafe(SECRET_BYTES))
            click.echo(f"«{NBSP}{file}{NBSP}» est fait. Donnez son chemin par BENKAN_SECRET_KEY_FILE.")
            return
        key = make_key(file)
    except FileExistsError as error:
        raise NotReady(f"«{NBSP}{file}{NBSP}» existe déjà{NBSP}: une clé ne se remplace pas ainsi.") from error
    except OSError as error:
        raise NotReady(
            f"«{NBSP}{file}{NBSP}» ne peut pas être écrit ({why(error)}). Donnez un dossier ouvert à ce compte."
        ) from error
    click.echo(
        f"Clé faite, d’empreinte {fingerprint(key)}. Donnez le chemin de «{NBSP}{file}{NBSP}» par "
        f"BENKAN_WRAPPING_KEY_FILE, et mettez-la sous deux enveloppes{NBSP}: «{NBSP}benkan keys split{NBSP}»."
    )


def tell(file: Path | None) -> None:
    """Say the fingerprint of the key of this installation, or of a file. Raises `NotReady`."""
    click.echo(fingerprint(_key(file)))


def split(file: Path | None) -> None:
    """Print the key in two shares, each with what its envelope says. Raises `NotReady`."""
    key = _key(file)
    for number, share in enumerate(shares.split(key), 1):
        click.echo(f"\nPart {number} de 2 — clé d’empreinte {fingerprint(key)}\n\n    {share}\n")
    click.echo(
        "Recopiez ou imprimez chaque part sur sa feuille, en deux exemplaires, chacune chez une autre personne. Une "
        f"part seule n’ouvre rien{NBSP}; les deux ensemble ouvrent tout. Puis effacez cet écran.",
        err=True,
    )


def join(file: Path, one: str, other: str) -> None:
    """Write the key of two shares into a new file. Raises `NotReady`."""
    try:
        key = shares.joined(one, other)
    except shares.Miscopied as refusal:
        raise NotReady(str(refusal)) from refusal
    try:
        if file.exists():
            raise NotReady(f"«{NBSP}{file}{NBSP}» existe déjà. Donnez un autre nom.")
        write_atomically(file, written(key))
    except OSError as error:
        raise NotReady(
            f"«{NBSP}{file}{NBSP}» ne peut pas être écrit ({why(error)}). Donnez un dossier ouvert à ce compte."
        ) from error
    click.echo(f"Clé écrite dans «{NBSP}{file}{NBSP}», d’empreinte {fingerprint(key)}.")


def rotate(*, new: Path | None, organisations: bool) -> None:
    """Change the wrapping key while the platform is stopped, and print one JSON line: former and new fingerprints, keys
    wrapped anew, organisations with another key, file. Raises `NotReady`, `Refusal`."""
    folder = data_folder()
    file = key_file(folder)
    if file is None:
        raise NotReady(
            f"La clé est donnée par {VARIABLE} elle-même, que cette commande ne peut pas changer. Mettez-la dans un "
            "fichier, donnez son chemin par BENKAN_WRAPPING_KEY_FILE, puis recommencez."
        )
    key = _key(new) if new else secrets.token_bytes(LENGTH)
    with ready(migrate=False, alone=True):
        old = decoded(os.environ[VARIABLE])
        if key == old:
            raise NotReady("Cette clé est déjà celle de la plateforme. Donnez-en une autre, ou aucune.")
        done = _change(file, old, key, organisations=organisations)
    click.echo(
        f"La clé est changée{NBSP}: nouvelle empreinte {fingerprint(key)}. Refaites les enveloppes (benkan keys split) "
        f"et une sauvegarde. L’ancienne reste à côté, «{NBSP}{file.name}_{fingerprint(old)}{NBSP}»{NBSP}: rangez-la "
        "avec les sauvegardes qu’elle ouvre, et détruisez-la avec elles.",
        err=True,
    )
    said = {"former": fingerprint(old), "new": fingerprint(key), "keys": done.keys, "renewed": done.renewed}
    click.echo(json.dumps(said | {"file": str(file)}, ensure_ascii=False))


def _change(file: Path, old: bytes, new: bytes, *, organisations: bool):
    from benkan.common.sealing import WrongKey
    from benkan.organisations.rewrapping import rewrap

    owner = os.environ["DATABASE_OWNER_URL"]
    swap.put_beside(file, new)
    try:
        return rewrap(old=old, new=new, renew=organisations)
    except (Unfit, WrongKey) as error:
        raise NotReady(
            f"La clé de cette installation n’ouvre pas celles des organisations{NBSP}: rien n’a été changé. Remettez "
            "la bonne clé (chaque sauvegarde dit son empreinte), puis recommencez."
        ) from error
    finally:
        swap.settle(file, owner)


def _key(file: Path | None) -> bytes:
    try:
        found = kept(file) if file else wrapping_key(data_folder())
    except NoKey as refusal:
        raise NotReady(str(refusal)) from refusal
    if found is None:
        raise NotReady(f"«{NBSP}{file}{NBSP}» n’existe pas. Vérifiez son nom.")
    return found
