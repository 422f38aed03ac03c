"""`benkan import`: try a list without a server. Light on purpose: no Django is loaded."""

from __future__ import annotations

import json
import time
from pathlib import Path

import click

NBSP = "\u00a0"


def try_list(kind: str, file: Path, *, dry_run: bool) -> int:
    """Read a list and say what it would give; gives the exit status, 2 where the request or the file is at fault."""
    if kind != "arrivals":
        return _refuse(
            f"«{NBSP}{kind}{NBSP}» n’est pas une liste connue. Écrivez{NBSP}: benkan import arrivals FICHIER."
        )
    if not dry_run:
        return _refuse("L’application d’une liste n’est pas encore possible\u00a0: essayez avec --dry-run.")
    if not file.is_file():
        return _refuse(f"{file}{NBSP}: ce fichier n’existe pas. Vérifiez son nom.")

    from benkan.arrivals.dry_run import dry_run as read
    from benkan.arrivals.dry_run_report import as_json, in_words
    from benkan.workbooks.engine.refusal import Unreadable

    started = time.monotonic()
    click.echo(f"Lecture de {file.name}…", err=True)
    try:
        run = read(file)
    except Unreadable as refusal:
        return _refuse(str(refusal))
    except OSError as error:
        return _refuse(f"{file.name}{NBSP}: le fichier ne peut pas être lu ({error.strerror}). Vérifiez ses droits.")
    click.echo(in_words(run), err=True)
    click.echo(json.dumps(as_json(run, time.monotonic() - started), ensure_ascii=False))
    return 0


def _refuse(sentence: str) -> int:
    click.echo(sentence, err=True)
    return 2
