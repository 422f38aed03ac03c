"""The platform that is measured: size M, made once and kept under `.bench/` until something that shapes it changes."""

import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benkan.host.paths import ROOT
from benkan.host.platform import URLS, NotReady, ready

FOLDER = ROOT / ".bench"
MARK = "world.json"
KNOWN_AT_ONCE = 2_000
SHAPING = ("benkan/*/migrations/*.py", "benkan/*/data/*", "benkan/demo/**/*.py", "benkan/demo/country/data/*")


@contextmanager
def world(persons: int) -> Iterator[dict]:
    """Attach to the measured platform, making it first where it is missing; gives what is known of its making.

    With the three `DATABASE_URL`, an empty database of one's own server is filled instead, and never removed here.
    """
    own_server = any(os.environ.get(name) for name in URLS)
    wanted = _fingerprint(persons)
    if not own_server:
        os.environ["BENKAN_DATA"] = str(FOLDER)
        _forget_another(wanted)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / ".gitignore").write_text("*\n")
    os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.settings"
    os.environ["BENKAN_DEMO"] = "true"  # invented data: keys of its own, and no letter leaves
    with ready() as folder:
        from django.core.management import call_command

        from benkan.demo import found

        call_command("collectstatic", interactive=False, verbosity=0)
        if found.is_empty():
            begun = time.monotonic()
            files = found.make(persons=persons, seed=1, folder=folder)
            took = time.monotonic() - begun
            _know()
            bodies, members = found.cast_for(persons)
            known = {"fingerprint": wanted, "persons": persons, "files": files, "seconds": took}
            known |= {"organisations": len(bodies), "accounts": len(members)}
            _tidy()
            (folder / MARK).write_text(json.dumps(known))
        elif not (folder / MARK).exists():
            raise NotReady(
                "Cette base contient des données qui ne sont pas celles de la mesure : donnez une base vide."
            )
        yield json.loads((folder / MARK).read_text())


def _fingerprint(persons: int) -> str:
    digest = hashlib.sha256(str(persons).encode())
    for path in sorted({path for pattern in SHAPING for path in ROOT.glob(pattern) if path.is_file()}):
        if "tests" not in path.parts:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _forget_another(wanted: str) -> None:
    """Remove a platform of another shape, and one whose making was cut short; nothing but what stands in our folder."""
    if not FOLDER.exists():
        return
    mark: Path = FOLDER / MARK
    if not mark.exists() or json.loads(mark.read_text())["fingerprint"] != wanted:
        shutil.rmtree(FOLDER)


def _know() -> None:
    """Each organisation's files as the worker leaves them once it has compared them; pairs are not proposed."""
    from django.db import connection

    from benkan.linkage.models import Waiting
    from benkan.linkage.writes.knowing import know
    from benkan.organisations.acting import entered

    with connection.cursor() as cursor:
        cursor.execute("SELECT organisation_id FROM linkage_who_waits()")
        organisations = [organisation_id for (organisation_id,) in cursor.fetchall()]
    for organisation_id in organisations:
        with entered(organisation_id=organisation_id):
            files = list(Waiting.objects.order_by("registration_id").values_list("registration_id", flat=True))
            for start in range(0, len(files), KNOWN_AT_ONCE):
                know(files=files[start : start + KNOWN_AT_ONCE])


def _tidy() -> None:
    """What the server does by itself within minutes of such a load: statistics and visibility, so that runs compare."""
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        # A hundred thousand files written at once would keep the worker comparing for a quarter of an hour, beside what
        # is measured here: linkage is measured by itself (`benchmarks.linkage`, `benchmarks.asking`).
        cursor.execute("DELETE FROM linkage_waiting")
        cursor.execute("VACUUM ANALYZE")
