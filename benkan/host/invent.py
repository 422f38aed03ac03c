"""`benkan demo`: fill an empty platform with invented people, and write who is who beside it."""

import os

import click

from benkan.host.paths import demonstration_mark
from benkan.host.platform import NotReady, ready


def invent(*, persons: int, seed: int) -> None:
    """Invent on the platform of the data folder (or of `DATABASE_URL`). Raises `NotReady` with a sentence."""
    if os.environ.get("BENKAN_DEMO", "").lower() in ("0", "false", "no"):
        raise NotReady(
            "Cette plateforme n’est pas une démonstration (BENKAN_DEMO)\u00a0: aucune personne inventée n’y entre. "
            "Donnez un autre dossier par BENKAN_DATA, sans cette variable."
        )
    os.environ["BENKAN_DEMO"] = "true"
    click.echo("Préparation de la base…", err=True)
    with ready() as folder:
        from benkan.demo.found import NotEmpty, make
        from benkan.demo.truth import FILE

        try:
            files = make(persons=persons, seed=seed, folder=folder)
        except NotEmpty as refusal:
            raise NotReady(str(refusal)) from refusal
        demonstration_mark().touch()
    click.echo(f"{persons} personnes inventées, {files} dossiers. Qui est qui\u00a0: {folder / FILE}")
