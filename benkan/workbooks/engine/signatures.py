"""Files that are no lists at all, told by their first bytes or their first words."""

from __future__ import annotations

import json

from benkan.workbooks.engine.refusal import SAVE_AS, Unreadable

_IMAGE = f"Ce fichier est une image, pas une liste : {SAVE_AS}"
_ARCHIVE = "Ce fichier est une archive : extrayez le classeur qu’elle contient et déposez celui-ci."
_DATABASE = f"Ce fichier est une base de données, pas une liste : {SAVE_AS}"
_BINARY = (
    (b"%PDF", f"Ce fichier est un PDF, dont les lignes ne peuvent pas être relues : {SAVE_AS}"),
    (b"\x89PNG\r\n\x1a\n", _IMAGE),
    (b"\xff\xd8\xff", _IMAGE),
    (b"GIF87a", _IMAGE),
    (b"GIF89a", _IMAGE),
    (b"II*\x00", _IMAGE),
    (b"MM\x00*", _IMAGE),
    (b"7z\xbc\xaf\x27\x1c", _ARCHIVE),
    (b"Rar!\x1a\x07", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (b"SQLite format 3\x00", _DATABASE),
    (b"PAR1", _DATABASE),
    (b"{\\rtf", f"Ce fichier est un texte mis en forme (RTF), pas une liste : {SAVE_AS}"),
)
_WEB_PAGE = "Ce fichier est une page web enregistrée comme Excel : rouvrez-la dans Excel et enregistrez en .xlsx."
_WEB_STARTS = ("<!doctype html", "<html", "<head", "<meta", "<table", "<body", "<div", "<style", "mime-version:")


def refuse_other_binaries(head: bytes) -> None:
    """Raises Unreadable when the first bytes are those of a PDF, an image, an archive, a database."""
    for magic, sentence in _BINARY:
        if head.startswith(magic):
            raise Unreadable(sentence)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        raise Unreadable(_IMAGE)
    if head[4:12] in (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftypavif"):
        raise Unreadable(_IMAGE)


def refuse_other_texts(text: str) -> None:
    """Raises Unreadable when the text is a web page, XML or JSON, which have no rows of cells."""
    start = text[:4096].lstrip().lower()
    if start.startswith("<"):
        if start.startswith(_WEB_STARTS) or "<html" in start or "<table" in start:
            raise Unreadable(_WEB_PAGE)
        if "urn:schemas-microsoft-com:office:spreadsheet" in start:
            raise Unreadable(
                "Ce fichier est un classeur XML d’Excel 2003 : rouvrez-le dans Excel et enregistrez en .xlsx."
            )
        if start.startswith(("<?xml", "<!doctype", "<!--")):
            raise Unreadable(f"Ce fichier est du XML, pas une liste : {SAVE_AS}")
    if start.startswith("mime-version:"):
        raise Unreadable(_WEB_PAGE)
    if start.startswith(("{", "[")) and _is_json(text):
        raise Unreadable(f"Ce fichier est du JSON, pas une liste : {SAVE_AS}")


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True
