"""Files of encodings: a file of persons in, `id,scheme,key,encoding` out; and two such files compared.

A line says under which key (by a fingerprint that tells nothing of it) and by which scheme it was made, so that
encodings that cannot be compared are refused instead of compared.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benkan.linkage.engine.encoding import KEY_BYTES, SCHEME, Attributes, Encoder, Likeness, alike, new_key
from benkan.linkage.engine.refusal import NBSP, Unusable
from benkan.linkage.engine.schema import Schema

HEADER = ("id", "scheme", "key", "encoding")
_TEXTS = (
    "name_bag",
    "father_canon",
    "mother_canon",
    "birth_year",
    "birth_month",
    "birth_day",
    "birth_precision",
)


@dataclass(frozen=True)
class Written:
    """What was read and written: rows, encodings, rows too bare to be encoded, fingerprint of the key."""

    read: int
    encoded: int
    bare: int
    key: str


def read_key(path: Path) -> bytes:
    """The key of an agreement: 64 hexadecimal digits in a file. Raises `Unusable`."""
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except OSError:
        raise Unusable(
            f"{path.name}{NBSP}: cette clé n’existe pas ou ne peut pas être lue. Faites-en une avec --new-key, ou "
            "demandez à l’autre acteur celle de votre accord."
        ) from None
    except ValueError:
        key = b""
    if len(key) < KEY_BYTES:
        raise Unusable(
            f"{path.name}{NBSP}: ce n’est pas une clé. Une clé tient en {2 * KEY_BYTES} chiffres hexadécimaux{NBSP}; "
            "faites-en une avec --new-key."
        )
    return key


def make_key(path: Path) -> bytes:
    """Write a new key that its owner alone may read. Raises `Unusable` where the file exists already."""
    key = new_key()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Unusable(f"{path.name}{NBSP}: ce fichier existe déjà. Une clé ne se remplace pas sans le dire.") from None
    except OSError:
        raise Unusable(f"{path.name}{NBSP}: la clé ne peut pas être écrite ici. Vérifiez le dossier.") from None
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(f"{key.hex()}\n")
    return key


def encode_file(file: Path, schema: Schema | None, key: bytes, out: Path) -> Written:
    """Encode each row of a file of persons. Raises `Unusable` where the file, its schema or `out` is at fault.

    Rows keep the order of the file; rows too bare to be encoded are left out and counted.
    """
    encoder = Encoder(key)
    read = encoded = 0
    rows = _persons(file, schema)
    try:
        with out.open("w", encoding="utf-8", newline="") as lines:
            sheet = csv.writer(lines, lineterminator="\n")
            sheet.writerow(HEADER)
            for row, person in rows:
                read += 1
                encoding = encoder.encode(row, person)
                if encoding is not None:
                    encoded += 1
                    sheet.writerow((row, SCHEME, encoder.fingerprint, f"{encoding:0256x}"))
    except OSError:
        raise Unusable(f"{out.name}{NBSP}: ce fichier ne peut pas être écrit. Vérifiez le dossier.") from None
    return Written(read, encoded, read - encoded, encoder.fingerprint)


def _persons(file: Path, schema: Schema | None) -> Iterator[tuple[str, Attributes]]:
    import duckdb

    from benkan.linkage.engine.cleaning import prepare
    from benkan.linkage.engine.guessing import guess
    from benkan.linkage.engine.reading import read

    table = read(file)
    connection = duckdb.connect()
    prepared = prepare(connection, [table], schema or guess(table))
    there = prepared.columns
    texts = [name if name in there else f"null as {name}" for name in _TEXTS]
    lists = [
        f"[{', '.join(name for name in there if name.startswith(kind))}]::varchar[] as {kind}s"
        for kind in ("place_", "phone_")
    ]
    found = connection.execute(f"select id, {', '.join([*texts, *lists])} from {prepared.table} order by uid")
    while rows := found.fetchmany(10_000):
        for row, names, father, mother, year, month, day, precision, places, phones in rows:
            yield (
                row,
                Attributes(
                    names=tuple(names or ()),
                    father=tuple((father or "").split()),
                    mother=tuple((mother or "").split()),
                    year=year,
                    day=(month, day) if precision == "day" else None,
                    places=tuple(sorted({word for place in places if place for word in place.split()})),
                    phones=tuple(sorted({phone for phone in phones if phone})),
                ),
            )


def read_encodings(path: Path) -> tuple[str, dict[str, int]]:
    """(fingerprint of the key, encodings by id) of a file of encodings. Raises `Unusable`."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
        marks = {(row["scheme"], row["key"]) for row in rows}
        found = {row["id"]: int(row["encoding"], 16) for row in rows}
    except (OSError, KeyError, TypeError, ValueError, csv.Error):
        raise Unusable(f"{path.name}{NBSP}: ce n’est pas un fichier écrit par benkan encode.") from None
    if len(marks) > 1 or any(scheme != SCHEME for scheme, _ in marks):
        raise Unusable(f"{path.name}{NBSP}: ce fichier mêle plusieurs clés, ou vient d’une autre version.")
    return (marks.pop()[1] if marks else ""), found


def compare(left: Path, right: Path) -> list[Likeness]:
    """The likenesses of two files of encodings. Raises `Unusable` where they were made under different keys."""
    (one, ours), (other, theirs) = read_encodings(left), read_encodings(right)
    if one and other and one != other:
        raise Unusable(
            f"{left.name} et {right.name} n’ont pas été encodés avec la même clé{NBSP}: rien ne peut y être comparé. "
            "Encodez les deux avec la clé de votre accord."
        )
    return alike(ours, theirs)
