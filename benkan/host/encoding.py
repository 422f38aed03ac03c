"""`benkan encode`: a file of persons turned into keyed encodings (light: no Django is loaded)."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

from benkan.host.platform import NotReady

NBSP = "\u00a0"


def encode(file: Path, *, schema: Path | None, key: Path, new_key: bool, out: Path) -> None:
    """Write the encodings of a file; says what was read on standard error, and one JSON object last on standard output.

    Raises `NotReady` where a file is at fault.
    """
    from benkan.linkage.engine.encoded_files import encode_file, make_key, read_key
    from benkan.linkage.engine.encoding import SCHEME
    from benkan.linkage.engine.refusal import Unusable
    from benkan.linkage.engine.schema import read_schema

    begun = time.monotonic()
    click.echo(f"Lecture de {file.name}…", err=True)
    try:
        declared = read_schema(schema) if schema else None
        secret = make_key(key) if new_key else read_key(key)
        done = encode_file(file, declared, secret, out)
    except Unusable as refusal:
        raise NotReady(str(refusal)) from refusal
    click.echo(f"{done.encoded} lignes encodées sur {done.read}, dans {out.name}.", err=True)
    if done.bare:
        click.echo(
            f"{done.bare} lignes en disent trop peu (un nom, presque rien d’autre){NBSP}: elles ne sont pas encodées, "
            "elles se laisseraient deviner.",
            err=True,
        )
    told = {"read": done.read, "encoded": done.encoded, "too_bare": done.bare, "key": done.key, "scheme": SCHEME}
    click.echo(json.dumps({**told, "seconds": round(time.monotonic() - begun, 2)}, ensure_ascii=False))
