"""A workbook of ten thousand lines, brought to the organisation that holds most files: read, checked, written.

Run as a program by `measured`, so that its memory is its own; what it writes is given up at the end.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROWS, KNOWN = 10_000, 1_000
TITLES = ("N°", "Nom", "Prénoms", "Sexe", "Né le", "Mère", "Tél", "Village")


@dataclass(frozen=True)
class Imported:
    """Seconds, and megabytes at the peak. `peer`: seconds for openpyxl to read the same workbook, and no more."""

    rows: int
    read: float
    written: float
    asked: int
    megabytes: int
    child_megabytes: int
    peer: float
    files: int

    @property
    def seconds(self) -> float:
        return self.read + self.written


def measured() -> Imported:
    """What writes the workbook, and the peer, are programs apart: their memory is not what is measured."""
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "liste.xlsx")
        peer = float(_told("write", path))
        return Imported(**json.loads(_told("read", path)), peer=peer)


def _told(*said: str) -> str:
    """The last line that this program writes when it is told so."""
    command = [sys.executable, "-m", "benchmarks.imports", *said]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=os.environ.copy())
    return done.stdout.splitlines()[-1]


def read(path: Path) -> None:
    import django

    django.setup()
    from django.db import transaction

    from benchmarks.exports import peak
    from benchmarks.users import accounts_of, sizes
    from benkan.arrivals.files.staging import KIND, read_and_stage
    from benkan.arrivals.models import Convoy
    from benkan.arrivals.writes import apply_rows
    from benkan.organisations.acting import acting_for
    from benkan.workbooks.models import Row
    from benkan.workbooks.writes import decide, receive_file

    organisation, files = sizes()[0]
    with acting_for(accounts_of(organisation)[0]) as by:
        convoy = Convoy.objects.order_by("-arrives_on").first()
        source = receive_file(
            by=by, kind=KIND, target=convoy.pk, name=path.name, content=path.read_bytes(),
            options={"where": "convoy_id", "arrived": True},
        )  # fmt: skip
        begun = time.monotonic()
        read_and_stage(by=by, source=source)
        seconds = time.monotonic() - begun
        # Whoever brings it answers, on a page of hers; then all is written.
        asked = decide(by=by, rows=list(source.rows.filter(outcome=Row.Outcome.ASK)), decision=Row.Decision.ADD)
        begun = time.monotonic()
        apply_rows(by=by, source=source)
        written = time.monotonic() - begun
        told = {
            "rows": source.rows.count(), "read": seconds, "written": written,
            "asked": asked, "files": files,
            "megabytes": peak(),
            "child_megabytes": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
        }  # fmt: skip
        transaction.set_rollback(True)
    sys.stdout.write(json.dumps(told) + "\n")


def write(path: Path) -> None:
    """The workbook, brought to the organisation that holds most files; then how long the peer takes to read it."""
    import django

    django.setup()
    from benchmarks.users import accounts_of, sizes
    from benkan.organisations.acting import acting_for

    with acting_for(accounts_of(sizes()[0][0])[0]):
        _write(path, Random(7))  # noqa: S311 - an invented list
    sys.stdout.write(f"{_peer(path)}\n")


def _write(path: Path, rng: Random) -> None:
    """Names drawn apart from the organisation's own files, so that homonyms abound; some lines are files it has."""
    from openpyxl import Workbook

    from benkan.people.models import Registration

    known = list(Registration.objects.exclude(family_name="").order_by("pk")[: 4 * KNOWN])
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Liste")
    sheet.append(["LISTE DES PERSONNES RETOURNÉES, DONNÉES INVENTÉES"])
    sheet.append(list(TITLES))
    for rank in range(1, ROWS + 1):
        one, other, third = rng.choice(known), rng.choice(known), rng.choice(known)
        if rank % (ROWS // KNOWN) == 0:
            other = third = one
        birth = f"vers {other.birth_year or 1990}" if rank % 2 else f"{rng.randint(18, 60)} ans"
        phone = one.phone if other is one else f"3{rng.randint(0, 9_999_999):07}"
        sheet.append([rank, one.family_name, other.given_names, other.sex, birth, third.mother_name, phone,
                      one.destination_said])  # fmt: skip
    sheet.append([f"Arrêtée la présente liste à {ROWS} personnes"])
    book.save(path)


def _peer(path: Path) -> float:
    from openpyxl import load_workbook

    begun = time.monotonic()
    for sheet in load_workbook(path, read_only=True).worksheets:
        for _ in sheet.iter_rows(values_only=True):
            pass
    return time.monotonic() - begun


if __name__ == "__main__":
    {"write": write, "read": read}[sys.argv[1]](Path(sys.argv[2]))
