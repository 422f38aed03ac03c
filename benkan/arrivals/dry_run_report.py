"""What a dry run says to whoever tries a list: a page of plain French, and one JSON object."""

from __future__ import annotations

from benkan.arrivals.dry_run import NBSP, DryRun, address_of
from benkan.people.workbook import LABELS, PERSONS, RANK
from benkan.workbooks.engine.cells import where

SHOWN = 10  # errors, rows left out, duplicates: the first ones, then how many more


def as_json(run: DryRun, seconds: float) -> dict:
    """The last line of the command: numbers of rows, and what was read."""
    return {
        "file": run.file,
        "rows": len(run.lines),
        "announced": run.announced,
        "refused": len(run.refused),
        "suggested_duplicates": len(run.suggestions),
        "warnings": sum(len(line.warnings) for line in run.lines),
        "sheets": [
            {"name": one.name, "kind": one.kind, "rows": one.rows, "left_out": len(one.left_out)} for one in run.sheets
        ],
        "seconds": round(seconds, 3),
    }


def in_words(run: DryRun) -> str:
    """The summary, line by line: sheets, columns proposed, rows left out, errors, duplicates, the total."""
    said: list[str] = []
    for sheet in run.sheets:
        said.append(f"Feuille «{NBSP}{sheet.name}{NBSP}»{NBSP}: {_kind(sheet.kind, sheet.rows)}")
        if sheet.kind == PERSONS:
            for table in (one for one in run.tables if one.sheet == sheet.name):
                said += [f"  {_column(column)}" for column in table.columns if column.role not in (None, RANK)]
                unread = [address_of(column) for column in table.columns if column.role is None]
                said += [f"  colonnes qui ne sont pas lues{NBSP}: {', '.join(_first(unread))}"] if unread else []
            said += _first([f"  ligne {one.row} laissée{NBSP}: {one.why}" for one in sheet.left_out])
    errors = [error for line in run.refused for error in line.errors]
    warnings = [warning for line in run.lines for warning in line.warnings]
    said += _titled("Lignes refusées", _first([f"  {one}" for one in errors]))
    said += _titled("À vérifier", _first([f"  {one}" for one in warnings]))
    pairs = [
        f"  {where(pair.first.sheet, pair.first.row)} et {where(pair.second.sheet, pair.second.row)}{NBSP}: {pair.why}"
        for pair in run.suggestions
    ]
    said += _titled("Peut-être la même personne", _first(pairs))
    said.append(_total(run))
    return "\n".join(said)


def _kind(kind: str, rows: int) -> str:
    if kind == PERSONS:
        return f"{rows} personne{'s' if rows > 1 else ''}"
    if rows == 0:
        return "rien à lire comme personne"
    return f"{rows} ligne{'s' if rows > 1 else ''} ({kind})"


def _column(column) -> str:
    return f"colonne {address_of(column)}{NBSP}: {LABELS[column.role]}{'' if column.sure else ' (à confirmer)'}"


def _titled(title: str, said: list[str]) -> list[str]:
    return [f"{title}{NBSP}:", *said] if said else []


def _first(said: list[str]) -> list[str]:
    rest = len(said) - SHOWN
    return said if rest <= 0 else [*said[:SHOWN], f"  … et {rest} de plus"]


def _total(run: DryRun) -> str:
    rows = len(run.lines)
    said = f"{rows} personne{'s' if rows > 1 else ''} lue{'s' if rows > 1 else ''}, dont {len(run.refused)} refusées"
    said = said.replace("dont 0 refusées", "aucune refusée").replace("dont 1 refusées", "dont 1 refusée")
    if run.announced is None:
        return f"{said}. Le fichier n’annonce pas de total."
    gap = run.announced - rows
    if gap == 0:
        return f"{said}. Le fichier en annonce autant."
    return f"{said}. Le fichier en annonce {run.announced}{NBSP}: {abs(gap)} de {'plus' if gap > 0 else 'moins'}."
