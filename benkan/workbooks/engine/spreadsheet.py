"""Workbooks (XLSX, XLSB, ODS, XLS): what the container says before anything is read, then the cells."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator

from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.refusal import (
    MAX_COLUMNS,
    MAX_ROWS,
    SAVE_AS,
    Unreadable,
    damaged,
    locked,
    thousands,
    too_many_columns,
    too_many_rows,
)

ZIP = (b"PK\x03\x04", b"PK\x05\x06")
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_UNPACKED = 400_000_000
MAX_RATIO = 200  # sheets of one repeated word reach 100
_RATIO_FROM = 50_000_000
_MAX_MEMBERS = 5_000
_EXACT = 2**53  # beyond, a float no longer holds every whole number

# (name, hidden, rows)
OpenSheet = tuple[str, bool, Iterator[list[Value]]]


def format_of_zip(data: bytes) -> str:
    """ "xlsx", "xlsb" or "ods", by the names inside. Raises Unreadable for anything else, and for a bomb."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _refuse_bomb(members, len(data))
            names = {member.filename.replace("\\", "/").lstrip("/").lower() for member in members}
            found = _format_by_names(names, archive)
            _refuse_declarations(archive, members)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError):
        raise damaged() from None
    except RuntimeError:  # zipfile: a member is encrypted
        raise locked() from None
    return found


def _format_by_names(names: set[str], archive: zipfile.ZipFile) -> str:
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(name.startswith("xl/") and name.endswith(".xml") and "workbook" in name for name in names):
        return "xlsx"
    if any(name.startswith("word/") for name in names):
        raise Unreadable(f"Ce fichier est un document Word, pas une liste : {SAVE_AS}")
    if any(name.startswith("ppt/") for name in names):
        raise Unreadable(f"Ce fichier est un diaporama, pas une liste : {SAVE_AS}")
    if any(name.endswith(".iwa") for name in names):
        raise Unreadable("Ce fichier vient de Numbers : exportez-le en Excel (.xlsx), puis déposez-le de nouveau.")
    if "content.xml" in names:
        kind = _start_of(archive, "mimetype") if "mimetype" in names else b""
        if kind and b"spreadsheet" not in kind:
            raise Unreadable(f"Ce fichier est un document LibreOffice sans feuille de calcul : {SAVE_AS}")
        if b"encryption-data" in _start_of(archive, "META-INF/manifest.xml", 1_000_000):
            raise locked()
        return "ods"
    if "[content_types].xml" in names:
        raise Unreadable(f"Ce fichier ne contient aucune feuille de calcul : {SAVE_AS}")
    raise Unreadable("Ce fichier est une archive ZIP : extrayez le classeur qu’elle contient et déposez celui-ci.")


def _start_of(archive: zipfile.ZipFile, name: str, size: int = 4096) -> bytes:
    try:
        with archive.open(name) as member:
            return member.read(size)
    except KeyError:
        return b""


def _refuse_bomb(members: list[zipfile.ZipInfo], packed: int) -> None:
    """What the directory announces is believed when it is too much; when it lies, the limits of the child decide."""
    unpacked = sum(member.file_size for member in members)
    absurd = unpacked > _RATIO_FROM and unpacked > packed * MAX_RATIO
    if unpacked > MAX_UNPACKED or absurd or len(members) > _MAX_MEMBERS:
        raise Unreadable(
            f"Ce classeur, une fois décompressé, occupe plus de {thousands(unpacked // 1_000_000)} Mo : copiez la "
            "liste seule dans un nouveau classeur et déposez celui-ci."
        )


def _refuse_declarations(archive: zipfile.ZipFile, members: list[zipfile.ZipInfo]) -> None:
    """No program that writes workbooks declares entities; a file that does wants something else of its reader."""
    for member in members:
        if member.filename.lower().endswith((".xml", ".rels")):
            start = _start_of(archive, member.filename)
            if b"<!ENTITY" in start or (b"<!DOCTYPE" in start and b"[" in start.partition(b"<!DOCTYPE")[2][:200]):
                raise Unreadable(
                    "Ce classeur contient des déclarations XML que ni Excel ni LibreOffice n’écrivent : rouvrez-le "
                    "dans l’un d’eux, enregistrez-le en .xlsx, puis déposez-le de nouveau."
                )


def format_of_compound(data: bytes) -> str:
    """ "xls", by the names of the streams. Raises Unreadable for what is encrypted or is no workbook."""
    if _has_stream(data, "EncryptedPackage"):
        raise locked()
    if _has_stream(data, "Workbook") or _has_stream(data, "Book"):
        return "xls"
    if _has_stream(data, "WordDocument"):
        raise Unreadable(f"Ce fichier est un document Word, pas une liste : {SAVE_AS}")
    raise Unreadable(f"Ce fichier vient d’un ancien logiciel et ne contient aucune feuille de calcul : {SAVE_AS}")


def _has_stream(data: bytes, name: str) -> bool:
    """Whether a directory entry has this name: entries are 128 bytes long, so a cell's text is not taken for one."""
    wanted = (name + "\0").encode("utf-16-le")
    at = data.find(wanted)
    while at >= 0 and at % 128:
        at = data.find(wanted, at + 1)
    return at >= 0


def open_sheets(data: bytes) -> Iterator[OpenSheet]:
    """The sheets that have cells, in their order, each read when it is reached.

    A formula gives the value it last had, an error or a formula never computed gives None, and a merged area has its
    value in its first cell. Raises Unreadable.
    """
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as workbook:
            for index, found in enumerate(workbook.sheets_metadata):
                if found.typ != SheetTypeEnum.WorkSheet:
                    continue  # a chart, a macro: no cells
                sheet = workbook.get_sheet_by_index(index)
                yield found.name, found.visible != SheetVisibleEnum.Visible, _rows(sheet)
    except PasswordError:
        raise locked() from None
    except (CalamineError, OSError, ValueError, OverflowError):
        raise damaged() from None
    except BaseException as found:
        if type(found).__name__ == "PanicException":  # Rust's, which is not an Exception and has no public name
            raise damaged() from None
        raise


def _rows(sheet) -> Iterator[list[Value]]:
    if sheet.end is None:
        return
    last_row, last_column = sheet.end
    if last_row >= MAX_ROWS:
        raise too_many_rows(f"La feuille « {sheet.name} »")
    if last_column >= MAX_COLUMNS:
        raise too_many_columns(f"La feuille « {sheet.name} »")
    first_row, first_column = sheet.start
    left = [None] * first_column
    for number, cells in enumerate(sheet.iter_rows()):
        yield left + [_value(cell) for cell in cells] if number >= first_row else []


def _value(cell) -> Value:
    if cell == "":
        return None
    # A spreadsheet knows no whole numbers: a phone or a code comes as 22370112233.0.
    if type(cell) is float and cell.is_integer() and abs(cell) < _EXACT:
        return int(cell)
    return cell
