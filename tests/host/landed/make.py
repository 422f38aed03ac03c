"""Make the picture of an earlier landing: its whole schema, reference data and cast, no registered person.

    python tests/host/landed/make.py COMMIT

The commit is checked out in a temporary folder and brings up an empty database with its own code; what its owner dumps
is written beside this file as SQL of plain INSERTs, compressed. The rehearsal of `benkan upgrade` begins from it. Roles
bear the names of the embedded server; keys are wrapped with the tests' own.
"""

import gzip
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
sys.path.insert(0, str(ROOT))

from benkan.host.backups import programs  # noqa: E402
from benkan.host.database import attached  # noqa: E402
from tests import settings  # noqa: E402 - its key wraps those of the cast's organisations

BRING_UP = """
import django
django.setup()
from benkan.config.schema import bring_up_to_date
from benkan.demo.cast import found
bring_up_to_date()
found()
"""


def main(commit: str) -> None:
    name = subprocess.run(
        ["git", "rev-parse", "--short", commit], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.strip()
    with tempfile.TemporaryDirectory() as room:
        there = Path(room, "landed")
        subprocess.run(["git", "worktree", "add", "--detach", there, commit], cwd=ROOT, check=True)
        try:
            with attached(Path(room, "database")) as addresses:
                urls = {
                    "DATABASE_URL": addresses.app,
                    "DATABASE_FIGURES_URL": addresses.figures,
                    "DATABASE_OWNER_URL": addresses.owner,
                }
                given = {"BENKAN_DEMO": "true", "DJANGO_SETTINGS_MODULE": "benkan.config.settings"}
                kept = {"BENKAN_WRAPPING_KEY": settings.WRAPPING_KEY}
                environment = os.environ | urls | given | kept
                subprocess.run([sys.executable, "-c", BRING_UP], cwd=there, env=environment, check=True)
                options = ("--inserts", "--rows-per-insert=200", "--no-owner")
                command, environment = programs.command(
                    programs.program("pg_dump", 0, embedded=True), addresses.owner, *options
                )
                said = subprocess.run(command, env=environment, capture_output=True, check=True).stdout
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", there], cwd=ROOT, check=True)
    target = HERE / f"{name}.sql.gz"
    target.write_bytes(gzip.compress(said, 9, mtime=0))
    sys.stdout.write(f"{target.name}: {target.stat().st_size} bytes\n")


if __name__ == "__main__":
    main(sys.argv[1])
