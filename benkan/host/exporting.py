"""`benkan export`: a list straight to a file, with the rows and the audit row that the page would give."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

import click

from benkan.host.platform import NotReady
from benkan.host.why import why

NBSP = "\u00a0"
FORMATS = ("csv", "xlsx")


def take(
    kind: str, out: Path, *, account: str | None, organisation: str | None, file_format: str | None, said: Mapping
) -> None:
    """Write a list to `out`, in the name of an account. Raises `NotReady` where the request is at fault.

    `said` are the filters, by the words of the command. The file appears whole or not at all; only its owner reads it.
    """
    file_format = (file_format or out.suffix.removeprefix(".")).lower()
    if file_format not in FORMATS:
        raise NotReady(
            f"{out.name}{NBSP}: donnez au fichier un nom en .csv ou en .xlsx, ou dites --format csv ou xlsx."
        )
    folder = out.absolute().parent
    if not folder.is_dir():
        raise NotReady(f"{folder}{NBSP}: ce dossier n’existe pas. Créez-le, ou choisissez-en un autre.")
    if out.is_dir():
        raise NotReady(f"{out} est un dossier. Donnez le nom d’un fichier.")
    from benkan.host.acting import acting_as
    from benkan.host.paths import demonstration_mark
    from benkan.host.platform import ready

    if demonstration_mark().exists():  # its files must say that the data are invented, however they are made
        os.environ["BENKAN_DEMO"] = "true"
    started = time.monotonic()
    with ready():
        from django.http import Http404

        from benkan.common.errors import Impossible, Refused

        try:
            with _appearing(out) as file:
                with acting_as(account, organisation) as by:
                    click.echo("Écriture…", err=True)
                    rows = _write(by, kind, file, file_format, said)
                size = file.tell()
        except Http404 as unknown:
            raise NotReady(_not_there(kind, said)) from unknown
        except (Impossible, Refused) as refusal:
            raise NotReady(str(refusal)) from refusal
        except OSError as error:
            raise NotReady(
                f"{out}{NBSP}: le fichier ne peut pas être écrit ({why(error)}). Choisissez un autre dossier."
            ) from error
    seconds = round(time.monotonic() - started, 3)
    told = {"kind": kind, "format": file_format, "rows": rows, "bytes": size, "seconds": seconds}
    click.echo(json.dumps(told, ensure_ascii=False))


@contextmanager
def _appearing(out: Path) -> Iterator[BinaryIO]:
    """A file written beside its place, and put there when all is well: the audit row is kept by then."""
    with NamedTemporaryFile(dir=out.absolute().parent, prefix=f".{out.name}.", delete=False) as file:
        try:
            yield file
            file.flush()
            os.replace(file.name, out)
        except BaseException:
            os.unlink(file.name)
            raise


def _write(by, kind: str, file: BinaryIO, file_format: str, said: Mapping) -> int:
    from benkan.common.errors import Impossible
    from benkan.workbooks.exports import export_of
    from benkan.workbooks.writes.documents import write_list

    export = export_of(kind)
    filters = {name: str(value) for name, value in said.items() if value}
    if unknown := sorted(set(filters) - {*export.filters, export.target}):
        options = ", ".join(f"--{OPTIONS[name]}" for name in unknown)
        raise Impossible(f"La liste «{NBSP}{kind}{NBSP}» ne connaît pas {options}.")
    return write_list(file, by=by, export=export, filters=filters, file_format=file_format)


# What the options of the command are called, by the filter each says.
OPTIONS = {"etat": "etat", "arrivee": "convoy"}


def _not_there(kind: str, said: Mapping) -> str:
    from benkan.workbooks.exports import exports

    if kind not in exports():
        return f"«{NBSP}{kind}{NBSP}» n’est pas une liste connue. Il y a{NBSP}: {', '.join(sorted(exports()))}."
    if not said.get("arrivee"):
        return f"La liste «{NBSP}{kind}{NBSP}» est celle d’une arrivée{NBSP}: dites laquelle, par --convoy IDENTIFIANT."
    return (
        f"Cette organisation ne voit pas d’arrivée {said['arrivee']}. Relisez l’identifiant dans l’adresse de sa page."
    )
