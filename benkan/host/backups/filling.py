"""An empty database becomes the platform that was saved: loaded, compared, migrated, and erasures done again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from benkan.host.backups import content
from benkan.host.backups.file import NBSP, Manifest
from benkan.host.backups.keys import Fitting
from benkan.host.backups.refusal import Refusal
from benkan.host.backups.rows import rows_of
from benkan.host.database import Addresses
from benkan.host.paths import ROOT
from benkan.host.platform import URLS
from benkan.host.wrapping import VARIABLE, written
from benkan.people.erasure_list import Erasure

NAMED = 3
# In a process of its own, whose settings name the new database; it answers with how many files it has erased again.
_PROGRAM = """
import json, sys
import django
django.setup()
from benkan.config.schema import bring_up_to_date
from benkan.people.erasure_list import Erasure
bring_up_to_date()
said = json.load(sys.stdin)
erasures = [Erasure(**one) for one in said["erasures"]]
from benkan.people.writes.erasing_again import erase_again
erased = erase_again(erasures=erasures) if erasures else 0
from benkan.host.wrapping import decoded, wrapping_key
from benkan.organisations.rewrapping import rewrap
old, new = wrapping_key(), decoded(said["key"])
if old != new:
    rewrap(old=old, new=new, renew=False)
print(erased)
"""


@dataclass(frozen=True)
class Filled:
    """How many migrations were applied, and how many files were erased again."""

    migrations: int
    erased: int


@dataclass(frozen=True)
class Filling:
    """What a new database is filled with. `server`: its major version; `embedded`: whether it is the embedded one."""

    dump: Path
    manifest: Manifest
    key: Fitting
    erasures: tuple[Erasure, ...]
    server: int
    embedded: bool

    def fill(self, target: Addresses) -> Filled:
        """Raises `Refusal`; the database is then filled in part."""
        content.load(self.dump, self.manifest, target, self.server, embedded=self.embedded)
        self._check(target.owner)
        return _bring_up_to_date(target, self.key, self.erasures)

    def _check(self, owner: str) -> None:
        """The rows are those that were saved, to the last character. Raises `Refusal`."""
        import psycopg

        click.echo("Vérification…", err=True)
        with psycopg.connect(owner) as connection:
            found, wanted = rows_of(connection), self.manifest.tables
        wrong = sorted(name for name in found.keys() | wanted.keys() if found.get(name) != wanted.get(name))
        if wrong:
            named = ", ".join(wrong[:NAMED]) + (", …" if len(wrong) > NAMED else "")
            raise Refusal(
                f"Ce qui a été relu n’est pas ce qui avait été sauvegardé ({named}). Essayez la sauvegarde d’avant."
            )


def _bring_up_to_date(target: Addresses, key: Fitting, erasures: Iterable[Erasure]) -> Filled:
    import psycopg

    def applied() -> int:
        with psycopg.connect(target.owner, autocommit=True) as connection:
            return connection.execute("SELECT count(*) FROM django_migrations").fetchone()[0]

    click.echo("Mise à jour du schéma…", err=True)
    before = applied()
    urls = dict(zip(URLS, (target.app, target.figures, target.owner), strict=True))
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM],
        env={**os.environ, **urls, VARIABLE: written(key.opens), "DJANGO_SETTINGS_MODULE": "benkan.config.settings"},
        input=json.dumps({"erasures": [asdict(one) for one in erasures], "key": written(key.keeps)}),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        words = (done.stderr.strip().splitlines() or ["aucun message"])[-1]
        raise Refusal(f"La base relue n’a pas pu être mise à jour («{NBSP}{words}{NBSP}»).")
    with psycopg.connect(target.owner, autocommit=True) as connection:
        connection.execute("ANALYZE")
    return Filled(applied() - before, int(done.stdout.split()[-1]))
