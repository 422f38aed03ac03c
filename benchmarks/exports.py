"""A hundred thousand rows to CSV and to a workbook, beside what the same rows cost to be written from memory.

Each is a program of its own, so that its memory is its own. The largest organisation of the measured platform holds
fewer files: its list is read again until there are enough rows, as many times as it takes.
"""

import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

ROWS = 100_000
KIND = "dossiers"
FORMATS = ("csv", "xlsx")
PEERS = {"csv": "`csv` de Python", "xlsx": "openpyxl, `write_only`"}


@dataclass(frozen=True)
class Written:
    """One file: seconds from the first question to the last byte, megabytes at the peak, bytes of the file.

    `peer`: seconds for the named peer to write the same rows, which it already holds in memory.
    """

    file_format: str
    rows: int
    seconds: float
    megabytes: int
    size: int
    peer: float
    files: int


def measured(rows: int = ROWS) -> list[Written]:
    return [_measured(file_format, rows) for file_format in FORMATS]


def _measured(file_format: str, rows: int) -> Written:
    ours, peer = (_in_a_process(file_format, rows, who) for who in ("benkan", "pair"))
    return Written(file_format=file_format, peer=peer["seconds"], **ours)


def _in_a_process(file_format: str, rows: int, who: str) -> dict:
    command = [sys.executable, "-m", "benchmarks.exports", file_format, str(rows), who]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ.copy())
    return json.loads(done.stdout.splitlines()[-1])


def main(file_format: str, rows: int, who: str) -> None:
    import django

    django.setup()
    from django.db import transaction

    from benchmarks.users import accounts_of, sizes
    from benkan.organisations.acting import acting_for
    from benkan.workbooks.exports import export_of

    organisation, files = sizes()[0]
    account = accounts_of(organisation, "accompagnement")[0]
    with acting_for(account, organisation) as by, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"liste.{file_format}"
        export = export_of(KIND)
        enough = replace(export, prepare=lambda by, filters: _repeated(export.prepare(by, filters), rows))
        write = _ours if who == "benkan" else _peer
        seconds = write(path, file_format, by, enough)
        told = {"rows": rows, "seconds": seconds, "megabytes": peak(), "size": path.stat().st_size, "files": files}
        transaction.set_rollback(True)
    sys.stdout.write(json.dumps(told) + "\n")


def _repeated(listed, rows: int):
    """The same list, read from the database again and again until it has given enough rows."""

    def enough() -> Iterator[list]:
        while True:
            yield from listed.rows()

    return replace(listed, count=rows, rows=lambda: islice(enough(), rows))


def _ours(path: Path, file_format: str, by, export) -> float:
    from benkan.workbooks.writes.documents import write_list

    begun = time.monotonic()
    with open(path, "wb") as file:
        write_list(file, by=by, export=export, filters={}, file_format=file_format)
    return time.monotonic() - begun


def _peer(path: Path, file_format: str, by, export) -> float:
    """Seconds to write alone: the rows are read and shaped before."""
    held = list(export.prepare(by, {}).rows())
    write: Callable[[Path, list], None] = _peer_csv if file_format == "csv" else _peer_xlsx
    begun = time.monotonic()
    write(path, held)
    return time.monotonic() - begun


def _peer_csv(path: Path, rows: list) -> None:
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def _peer_xlsx(path: Path, rows: list) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    for row in rows:
        sheet.append(row)
    book.save(path)


def peak() -> int:
    """Megabytes that this process held at most: its own, where the system says it apart from its parent's."""
    status = Path("/proc/self/status")
    if status.exists():
        said = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(said.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3])
