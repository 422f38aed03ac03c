"""`benkan link`: the records of some files that may be one person, with a probability, and the clusters they make.

Light: neither Django nor a database is loaded; what is read stays in this process and in the two files written.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from benkan.host.platform import NotReady
from benkan.host.why import why

if TYPE_CHECKING:
    import duckdb

    from benkan.linkage.engine.reading import Table
    from benkan.linkage.engine.schema import Schema

NBSP = "\u00a0"
LEAST = 0.05  # pairs below are not written

_PAIRS = """
    SELECT a.source AS source_a, a.id AS id_a, b.source AS source_b, b.id AS id_b,
           round(probability::DOUBLE, 6) AS probability
    FROM {pairs} JOIN {records} a ON a.uid = uid_l JOIN {records} b ON b.uid = uid_r
    WHERE probability >= {least} ORDER BY uid_l, uid_r
"""
_CLUSTERS = "SELECT source, id, cluster FROM {records} JOIN {clusters} USING (uid) ORDER BY uid"


def link(files: Sequence[Path], *, schema: Path | None, pairs: Path, clusters: Path) -> None:
    """Read the files, compare their records, write two files and one JSON line. Raises `NotReady` with a sentence."""
    for out, others in ((pairs, [clusters, *files, schema]), (clusters, [*files, schema])):
        _check_writable(out)
        if any(other is not None and other.absolute() == out.absolute() for other in others):
            raise NotReady(f"{out.name}{NBSP}: ce fichier est nommé deux fois. Donnez un autre nom à ce qui est écrit.")
    from benkan.linkage.engine.refusal import Unusable

    started = time.monotonic()
    try:
        # Libraries below tell their progress on standard output, where only the last line may stand.
        with redirect_stdout(sys.stderr), _connected() as connection:
            told = _linked(connection, files, schema, pairs, clusters)
    except Unusable as refusal:
        raise NotReady(str(refusal)) from refusal
    except MemoryError as error:
        raise NotReady("La mémoire ne suffit pas pour ces fichiers. Comparez-les en plusieurs fois.") from error
    except OSError as error:
        raise NotReady(
            f"Les fichiers n’ont pas pu être lus ou écrits ({why(error)}). Vérifiez la place et les droits."
        ) from error
    click.echo(json.dumps(told | {"seconds": round(time.monotonic() - started, 3)}, ensure_ascii=False))


def _check_writable(out: Path) -> None:
    folder = out.absolute().parent
    if not folder.is_dir():
        raise NotReady(f"{folder}{NBSP}: ce dossier n’existe pas. Créez-le, ou choisissez-en un autre.")
    if out.is_dir():
        raise NotReady(f"{out} est un dossier. Donnez le nom d’un fichier.")


@contextmanager
def _connected() -> Iterator[duckdb.DuckDBPyConnection]:
    """A database in memory that spills, where it must, to a folder of its own and not beside the user's files."""
    import duckdb

    with TemporaryDirectory(prefix="benkan-link-") as spill:
        connection = duckdb.connect(config={"temp_directory": spill})
        try:
            yield connection
        except duckdb.OutOfMemoryException as error:
            raise MemoryError from error
        finally:
            connection.close()


def _linked(
    connection: duckdb.DuckDBPyConnection, files: Sequence[Path], schema: Path | None, pairs: Path, clusters: Path
) -> dict:
    from benkan.linkage.engine.cleaning import prepare
    from benkan.linkage.engine.reading import read
    from benkan.linkage.engine.schema import read_schema

    declared = None if schema is None else read_schema(schema)
    tables = []
    for file in files:
        _say(f"Lecture de {file.name}…")
        tables.append(read(file))
    columns = declared or _guessed(tables)
    sizes = {table.name: table.rows.num_rows for table in tables}
    _say(f"Mise au propre de {_thousands(sum(sizes.values()))} enregistrements…")
    prepared = prepare(connection, tables, columns)
    _say_doubles(connection, prepared.table)
    _forget(tables)
    from benkan.linkage.engine.linking import link as compare

    linked = compare(connection, prepared, say=_say)
    _say("Écriture…")
    written = _written(connection, _PAIRS.format(pairs=linked.pairs, records=prepared.table, least=LEAST), pairs)
    _written(connection, _CLUSTERS.format(clusters=linked.clusters, records=prepared.table), clusters)
    (groups,) = connection.table(linked.clusters).aggregate("count(DISTINCT cluster)").fetchone()
    return {
        "read": sizes,
        "records": prepared.count,
        "pairs": written,
        "clusters": groups,
        "model": linked.model.version,
        "thresholds": asdict(linked.model.thresholds),
        "mode": prepared.mode,
        "id": columns.id,
        "roles": columns.roles,
        "guessed": columns.guessed,
    }


def _guessed(tables: Sequence[Table]) -> Schema:
    from benkan.linkage.engine.guessing import guess

    schema = guess(tables)
    roles = ", ".join(f"{title} → {role}" for title, role in schema.roles.items()) or "aucune"
    _say(f"Colonnes reconnues{NBSP}: {roles}.")
    read = {*schema.roles, schema.id}
    left = [title for title in dict.fromkeys(title for table in tables for title in table.columns) if title not in read]
    if left:
        _say(f"Colonnes non lues{NBSP}: {', '.join(left)}. Un schéma (--schema) en décide autrement.")
    _say(f"Identifiant{NBSP}: {schema.id or 'le numéro de la ligne'}.")
    return schema


def _forget(tables: list[Table]) -> None:
    """Give the memory of what was read back to the system: the clean table says all that is compared."""
    import pyarrow as pa

    tables.clear()
    pa.default_memory_pool().release_unused()


def _say_doubles(connection: duckdb.DuckDBPyConnection, records: str) -> None:
    """Identifiers that several rows of a file bear: they are written back as read, and tell nobody apart."""
    borne = connection.table(records).aggregate("source, id, count(*) AS bearers").filter("bearers > 1")
    (doubles,) = borne.aggregate("count(*)").fetchone()
    if doubles:
        _say(
            f"Attention{NBSP}: {_thousands(doubles)} identifiant(s) sont portés par plusieurs lignes d’un même fichier."
        )


def _written(connection: duckdb.DuckDBPyConnection, query: str, out: Path) -> int:
    """Write the rows of a query and give their number; the file appears whole or not at all."""
    relation = connection.sql(query)
    half = out.with_name(f".{out.name}.partiel")
    try:
        relation.write_csv(str(half), header=True)
        half.replace(out)
    finally:
        half.unlink(missing_ok=True)
    return relation.aggregate("count(*)").fetchone()[0]


def _say(words: str) -> None:
    click.echo(words, err=True)


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", "\u202f")
