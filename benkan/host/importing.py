"""`benkan import`: try a list without a server (light: no Django is loaded), or apply it as the page does."""

from __future__ import annotations

import json
import time
from pathlib import Path
from uuid import UUID

import click

from benkan.host.platform import NotReady
from benkan.host.why import why

NBSP = "\u00a0"


def bring(
    kind: str, file: Path, *, dry_run: bool, organisation: str | None, convoy: str | None, account: str | None
) -> None:
    """Read a list and say what it would give, or apply it. Raises `NotReady` where the request or the file is at
    fault."""
    if kind != "arrivals":
        raise NotReady(
            f"«{NBSP}{kind}{NBSP}» n’est pas une liste connue. Écrivez{NBSP}: benkan import arrivals FICHIER."
        )
    if not file.is_file():
        raise NotReady(f"{file}{NBSP}: ce fichier n’existe pas. Vérifiez son nom.")
    if dry_run:
        _try(file)
    else:
        _apply(file, organisation=organisation, convoy=convoy, account=account)


def _try(file: Path) -> None:
    from benkan.arrivals.dry_run import dry_run as read
    from benkan.arrivals.dry_run_report import as_json, in_words
    from benkan.workbooks.engine.refusal import Unreadable

    started = time.monotonic()
    click.echo(f"Lecture de {file.name}…", err=True)
    try:
        run = read(file)
    except Unreadable as refusal:
        raise NotReady(str(refusal)) from refusal
    except OSError as error:
        raise NotReady(
            f"{file.name}{NBSP}: le fichier ne peut pas être lu ({why(error)}). Vérifiez ses droits."
        ) from error
    click.echo(in_words(run), err=True)
    click.echo(json.dumps(as_json(run, time.monotonic() - started), ensure_ascii=False))


def _apply(file: Path, *, organisation: str | None, convoy: str | None, account: str | None) -> None:
    """As on the page: read, compare, and write the lines that are ready; questions wait on the page."""
    if not account:
        raise NotReady(
            "Pour appliquer une liste, dites au nom de quel compte, par --as adresse@exemple.ml. Sans rien écrire, "
            "essayez avec --dry-run."
        )
    try:
        target = UUID(convoy) if convoy else None
    except ValueError as error:
        raise NotReady(
            f"«{NBSP}{convoy}{NBSP}» n’est pas un identifiant de convoi. Il est à la fin de son adresse."
        ) from error
    from benkan.host.acting import acting_as
    from benkan.host.platform import ready

    started = time.monotonic()
    with ready():
        from benkan.common.errors import Impossible, Refused

        try:
            with acting_as(account, organisation) as by:
                told = _written(by, file, target)
        except (Impossible, Refused) as refusal:
            raise NotReady(str(refusal)) from refusal
    if sentence := told.pop("sentence"):
        raise NotReady(sentence)
    waiting = told["refused"] + told["to_decide"]
    if waiting:
        click.echo(f"{waiting} ligne(s) attendent une correction ou une décision, sur la page du fichier.", err=True)
    click.echo(json.dumps(told | {"seconds": round(time.monotonic() - started, 3)}, ensure_ascii=False))


def _desk(by, target: UUID | None):
    """The arrival: a convoy; where none is said, today without convoy at the organisation's one entry point."""
    from django.http import Http404

    from benkan.arrivals.desk import find_desk
    from benkan.arrivals.forms.counts import points_for
    from benkan.arrivals.permissions import JOIN
    from benkan.arrivals.writes import desk_of
    from benkan.common.errors import Impossible

    try:
        if target is not None:
            return find_desk(by, convoy_id=target)
        (point,) = points_for(by, JOIN)
    except Http404 as unknown:
        raise Impossible(f"{by.organisation.name} ne voit pas de convoi {target}. Vérifiez l’identifiant.") from unknown
    except ValueError as several:
        raise Impossible(
            f"{by.organisation.name} reçoit à plusieurs points d’entrée, ou à aucun{NBSP}: dites le convoi, par "
            "--convoy IDENTIFIANT (à la fin de l’adresse de sa page)."
        ) from several
    return find_desk(by, list_id=desk_of(by=by, convoy=None, entry_point=point).pk)


def _written(by, file: Path, target: UUID | None) -> dict:
    from benkan.arrivals.files.staging import bring_file, read_and_stage
    from benkan.arrivals.permissions import JOIN
    from benkan.arrivals.reads.files import sizes_of
    from benkan.arrivals.writes.files import apply_rows
    from benkan.common import clock
    from benkan.common.permissions import check
    from benkan.workbooks.lifecycle import Stage

    check(by, JOIN)
    desk = _desk(by, target)
    click.echo(f"Lecture de {file.name}…", err=True)
    arrived = desk.day <= clock.today()
    source = bring_file(by=by, desk=desk, name=file.name, content=file.read_bytes(), arrived=arrived)
    read_and_stage(by=by, source=source)
    said = {"file": file.name, "import": str(source.pk), "sentence": source.sentence}
    if source.stage == Stage.REFUSED:
        return said
    click.echo("Écriture…", err=True)
    applied = apply_rows(by=by, source=source)
    sizes = sizes_of(source).by_view
    return said | {
        "rows": source.rows.count(),
        "announced": source.announced,
        "applied": applied,
        "unchanged": sizes["identiques"],
        "refused": sizes["refusees"],
        "to_decide": sizes["a-decider"],
    }
