"""Text files of rows: their encoding, their delimiter, their records."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from benkan.workbooks.engine.book import Value
from benkan.workbooks.engine.neutral import released
from benkan.workbooks.engine.refusal import SAVE_AS, Unreadable
from benkan.workbooks.engine.signatures import refuse_other_texts

# Longest first: the mark of UTF-32 begins like that of UTF-16.
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_FRENCH = "éèêëàâçùûôîïœñáíóú"
_CONTROLS = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")  # \x1a once closed a text file in DOS
_DELIMITERS = "\t;|,"  # on a tie, the one least likely to stand inside a text wins
_SAMPLE = 100_000
_LONGEST_CELL = 1_000_000


def decode(data: bytes) -> tuple[str, str]:
    """The text and the name of its encoding. Raises Unreadable for bytes that are no text."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data[0 if encoding == "utf-8-sig" else len(mark) :], encoding), encoding
    if b"\x00" in data:
        encoding = _wide_without_mark(data)
        if not encoding:
            raise _not_text()
        return _strict(data, encoding), encoding
    try:
        text, encoding = data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        _refuse_mixture(data)
        text, encoding = _one_byte(data)
    return _checked(text), encoding


def _strict(data: bytes, encoding: str) -> str:
    try:
        return _checked(data.decode(encoding))
    except UnicodeDecodeError:
        raise Unreadable(
            f"Ce fichier annonce un texte {encoding.upper()} et n’en est pas un, ou il est coupé : {SAVE_AS}"
        ) from None


def _checked(text: str) -> str:
    found = _CONTROLS.search(text)
    # A stray control character comes with a copied cell; a NUL or many of them do not.
    if found and ("\x00" in text or len(_CONTROLS.findall(text[:_SAMPLE])) * 50 > len(text[:_SAMPLE])):
        raise _not_text()
    return text


def _not_text() -> Unreadable:
    return Unreadable(f"Ce fichier n’est ni un classeur ni un texte : {SAVE_AS}")


def _wide_without_mark(data: bytes) -> str:
    """UTF-16 leaves its zeros on one side: every other byte of ASCII, delimiters at least elsewhere."""
    sample = data[: _SAMPLE // 2 * 2]
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    enough = max(2, len(sample) // 100)
    if odd >= enough and even * 20 <= odd:
        return "utf-16-le"
    if even >= enough and odd * 20 <= even:
        return "utf-16-be"
    return ""


def _refuse_mixture(data: bytes) -> None:
    """Two lists pasted together, or one that was cut: read as Windows-1252, its names would come out as "TraorÃ©"."""
    text = data.decode("utf-8", "replace")
    strange = text.count("\ufffd")
    if sum(letter > "\x7f" for letter in text) - strange > strange:
        raise Unreadable(
            "Ce fichier est en UTF-8 mais des octets n’en sont pas, parce que deux listes y sont mêlées ou qu’il est "
            f"coupé : {SAVE_AS}"
        )


def _one_byte(data: bytes) -> tuple[str, str]:
    """Windows-1252 or latin-1, unless the letters say that Excel for DOS or for Macintosh wrote the file."""
    sample = data[:_SAMPLE]
    letters = {
        name: sum(sample.count(letter.encode(name)) for letter in _FRENCH if _has(letter, name))
        for name in ("windows-1252", "cp850", "mac_roman")
    }
    best = max(letters, key=letters.__getitem__)  # the first wins a tie
    if letters[best] == letters["windows-1252"]:
        # The two differ from 80 to 9F only; without those bytes, latin-1 says all that is known.
        best = "windows-1252" if re.search(rb"[\x80-\x9f]", data) else "latin-1"
    try:
        return data.decode(best), best
    except UnicodeDecodeError:
        return data.decode("latin-1"), "latin-1"


def _has(letter: str, encoding: str) -> bool:
    try:
        letter.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def guess_delimiter(text: str) -> str:
    """One of tab ; | , or "" when the file has a single column. Quotes are respected, padding lines forgiven."""
    hint = re.match(r"sep=([\t;|,])\r?\n", text)  # the line that Excel obeys
    if hint:
        return hint[1]
    scores = {delimiter: _score(text[:_SAMPLE], delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=scores.__getitem__)
    return best if scores[best] > 0 else ""


def _score(sample: str, delimiter: str) -> float:
    """The share of records that have the usual number of cells, when that number is more than one."""
    if delimiter not in sample:
        return 0
    try:
        records = [record for record in islice(_reader(sample, delimiter), 400) if any(cell.strip() for cell in record)]
    except csv.Error:
        return 0
    wide = Counter(len(record) for record in records if len(record) > 1)
    if not wide:
        return 0
    if delimiter == "," and len(records[0]) == 1 and not re.search(r",(?=[^ ])", sample):
        return 0  # "Nom", then "Traoré, Awa": commas of a sentence, in one column
    usual, times = max(wide.items(), key=lambda found: (found[1], found[0]))
    # Cells that still hold a rarer delimiter were cut at the wrong place: "1;2,5;3" cut at its comma.
    rarer = [other for other in _DELIMITERS[: _DELIMITERS.index(delimiter)] if other in sample]
    cells = sum(map(len, records))
    uncut = sum(any(other in cell for other in rarer) for record in records for cell in record) if rarer else 0
    near = sum(times for width, times in wide.items() if abs(width - usual) <= 1)
    return (times + near / 2) / len(records) * (1 - uncut / cells) + min(usual, 50) / 1000


def _reader(text: str, delimiter: str) -> Iterator[list[str]]:
    # With newline="" a quoted line break stays as it was written, and a lone CR ends a record.
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter or "\x1f")


def read_text(data: bytes) -> tuple[str, str, Iterator[list[Value]]]:
    """Encoding, delimiter ("" for one column) and records, every cell a text. Raises Unreadable, then or while read."""
    text, encoding = decode(data)
    text = text.rstrip("\x1a")
    if not text.strip("\ufeff \t\r\n\f\v\xa0"):
        raise Unreadable("Ce fichier est vide : déposez celui qui contient la liste.")
    refuse_other_texts(text)
    if "\r\r\n" in text:  # line ends translated twice on the way
        text = text.replace("\r\r\n", "\r\n")
    delimiter = guess_delimiter(text)
    return encoding, delimiter, _records(text, delimiter)


def _records(text: str, delimiter: str) -> Iterator[list[Value]]:
    csv.field_size_limit(_LONGEST_CELL)
    number = 0
    try:
        for record in _reader(text, delimiter):
            number += 1
            yield [released(cell) for cell in record]  # the apostrophe before « =… » is no part of the text
    except csv.Error:
        where = f"Après la ligne {number}" if number else "Dès la première ligne"
        raise Unreadable(
            f"{where}, une cellule ne finit pas : un guillemet ouvert n’est pas refermé ; "
            "corrigez-le dans le fichier, ou enregistrez la liste en .xlsx."
        ) from None
