"""What is looked at on a platform, said in one way: to `benkan doctor`, and to the page of the national administrator.

Each look gives a finding; those that ask the database take the alias of a connection. None reads a name of a person.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benkan.host.backups.last import last
from benkan.host.paths import data_folder, is_demonstration

ENOUGH = 2 * 10**9  # bytes free
TOO_LONG_UNSAVED = timedelta(days=2)
TOO_LONG_SILENT = timedelta(minutes=1)  # a worker gives a sign of life every ten seconds
TOO_LONG_WAITING = timedelta(minutes=5)
REMEMBERED = timedelta(days=7)  # failures are said for a week
MAIL = "benkan.mail"  # the task that sends letters
NEEDED = 15  # PostgreSQL
# The settings that keep values out of the server's log: the one to give first, then others as good.
DISCREET = {
    "log_statement": ("none", "ddl"),
    "log_min_error_statement": ("panic",),
    "log_error_verbosity": ("terse",),
    "log_parameter_max_length_on_error": ("0",),
    "log_min_duration_statement": ("-1",),
}
NBSP = "\u00a0"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, and what to do when it is not; `awaits` somebody's eye, at leisure;
    `idle`: there is nothing to be well, and nothing to do."""

    what: str
    well: bool
    says: str
    awaits: bool = False
    idle: bool = False

    @property
    def mark(self) -> str:
        if not self.well:
            return "ALERTE"
        return "à voir" if self.awaits else "—     " if self.idle else "bien  "


@dataclass(frozen=True)
class Queue:
    """Jobs that could be done now: how many, and since when the oldest waits; how many have failed lately."""

    waiting: int
    oldest: timedelta | None
    failed: int


def disk() -> Finding:
    """Whether the data folder can be written to, and what room is left."""
    folder = data_folder()
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free
    if not os.access(there, os.W_OK):
        return Finding("disque", False, f"{folder} n’est pas inscriptible. Donnez-en un autre par BENKAN_DATA.")
    well = free > ENOUGH
    return Finding("disque", well, f"{free / 1e9:.0f} Go libres" + ("" if well else f"{NBSP}: faites de la place."))


def saved(now: datetime | None = None) -> Finding:
    """When the last backup was made here; somebody should look where there is none, or it is old. A demonstration has
    nothing to lose: none is said, and nothing is asked."""
    found = last(data_folder())
    invented = is_demonstration()
    if found is None:
        why = "une démonstration n’a rien à perdre" if invented else f"faites-en une par «{NBSP}benkan backup{NBSP}»"
        says = f"aucune{NBSP}: {why}"
        return Finding("dernière sauvegarde", True, says, awaits=not invented, idle=invented)
    age = (now or datetime.now(UTC)) - found.moment
    says = f"il y a {span(age)}, {found.file}"
    old = age > TOO_LONG_UNSAVED
    return Finding("dernière sauvegarde", True, says, awaits=old and not invented, idle=old and invented)


def database(using: str) -> Finding:
    """Its version, and the room it takes."""
    from django.db import connections

    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('server_version_num')::int / 10000, pg_database_size(current_database())"
        )
        version, size = cursor.fetchone()
    if version < NEEDED:
        return Finding("PostgreSQL", False, f"version {version}{NBSP}: il en faut {NEEDED} ou plus.")
    return Finding("PostgreSQL", True, f"version {version}, {size / 1e6:.0f} Mo")


def journal(using: str) -> Finding:
    """Whether the server's own log may hold what is said of persons: a refused statement, its values, a whole row."""
    from django.db import connections

    with connections[using].cursor() as cursor:
        cursor.execute("SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(DISCREET)])
        loose = [name for name, setting in sorted(cursor.fetchall()) if setting not in DISCREET[name]]
    if loose:
        says = f"il peut contenir des noms. Réglez {', '.join(f'{name} = {DISCREET[name][0]}' for name in loose)}"
        return Finding("journal de PostgreSQL", True, says, awaits=True)
    return Finding("journal de PostgreSQL", True, "il ne retient rien des personnes")


def worker(using: str, *, serving: bool) -> Finding:
    """Whether the worker lives, what waits for it, and what it could not do. Stopped with the platform, it is well."""
    silence, queue = _silence(using), queue_of(using)
    waiting = _waiting(queue)
    if silence is None or silence > TOO_LONG_SILENT:
        if serving:
            since = "" if silence is None else f" depuis {span(silence)}"
            return Finding("travailleur", False, f"aucun signe de vie{since}, {waiting}. Relancez la plateforme.")
        return Finding("travailleur", True, f"arrêté, comme la plateforme{NBSP}; {waiting}")
    if queue.oldest is not None and queue.oldest > TOO_LONG_WAITING:
        return Finding("travailleur", False, f"vivant, mais débordé{NBSP}: {waiting}. Relancez la plateforme.")
    return Finding("travailleur", True, f"vivant, {waiting}", awaits=queue.failed > 0)


def mail(using: str) -> Finding:
    """Letters that wait, and those that could not be sent."""
    queue = queue_of(using, MAIL)
    late = queue.oldest is not None and queue.oldest > TOO_LONG_WAITING
    says = _waiting(queue, "lettre", "lettres")
    if queue.failed or late:
        says += f". Le serveur de courriel les refuse ou ne répond pas{NBSP}: vérifiez BENKAN_MAIL_HOST"
    return Finding("courriel", True, says, awaits=bool(queue.failed or late))


def queue_of(using: str, task: str | None = None) -> Queue:
    """What waits for the worker and what failed, of one task or of all but the letters."""
    from django.db import connections

    chosen = "j.task_name = %(task)s" if task else "j.task_name <> %(mail)s"
    with connections[using].cursor() as cursor:
        cursor.execute(
            "SELECT count(DISTINCT j.id) FILTER (WHERE waits),"  # noqa: S608 - words of ours
            " now() - min(greatest(e.at, j.scheduled_at)) FILTER (WHERE waits AND e.type = 'deferred'),"
            " count(DISTINCT j.id) FILTER"
            " (WHERE j.status = 'failed' AND e.type = 'failed' AND e.at > now() - %(lately)s)"
            " FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id,"
            " LATERAL (SELECT j.status = 'todo' AND coalesce(j.scheduled_at, now()) <= now() AS waits) AS state"
            f" WHERE {chosen}",
            {"task": task, "mail": MAIL, "lately": REMEMBERED},
        )
        return Queue(*cursor.fetchone())


def span(age: timedelta) -> str:
    """« 3 jours », « 1 heure », « moins d’une minute »."""
    minutes = max(0, int(age.total_seconds() // 60))
    for size, name in ((1440, "jour"), (60, "heure"), (1, "minute")):
        if (count := minutes // size) > 0:
            return f"{count}{NBSP}{name}{'s' if count > 1 else ''}"
    return "moins d’une minute"


def _silence(using: str) -> timedelta | None:
    """Since when no worker has given a sign of life; None where there is none."""
    from django.db import connections

    with connections[using].cursor() as cursor:
        cursor.execute("SELECT now() - max(last_heartbeat) FROM procrastinate_workers")
        return cursor.fetchone()[0]


def _waiting(queue: Queue, thing: str = "travail", things: str = "travaux") -> str:
    if queue.waiting:
        counted = f"{queue.waiting}{NBSP}{thing if queue.waiting == 1 else things}"
        says = f"{counted} en attente, depuis {span(queue.oldest or timedelta())} au plus"
    else:
        says = "rien en attente"
    if queue.failed:
        says += f"{NBSP}; échecs de la semaine{NBSP}: {queue.failed}"
    return says
