"""`benkan doctor`: what is wrong, and how to mend it."""

import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from benkan.host.backups.last import last
from benkan.host.paths import data_folder, is_demonstration

PAGES_NAMED = 5
TOO_LONG_UNSAVED = timedelta(days=2)
NBSP = "\u00a0"


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, and what to do when it is not; `awaits` somebody's eye, at leisure."""

    what: str
    well: bool
    says: str
    awaits: bool = False

    @property
    def mark(self) -> str:
        if not self.well:
            return "ALERTE"
        return "à voir" if self.awaits else "bien  "


def examine() -> list[Finding]:
    """Look at everything; each look stands alone, so that one failure hides no other."""
    findings = [_disk(), saved()]
    from benkan.host.database import ServerRefused
    from benkan.host.platform import NotReady, ready

    try:
        with ready(migrate=False):
            schema = _schema()
            findings += [_role(), schema, _owner()]
            if schema.well:  # else its tables may not be there
                findings += [references(), _key()]
    except (NotReady, ServerRefused) as refusal:
        findings.append(Finding("base de données", False, str(refusal)))
    return findings


def _key() -> Finding:
    sentence = wrong_key()
    return Finding("clé des organisations", not sentence, sentence or "elle ouvre celles des organisations")


def wrong_key() -> str:
    """A sentence if the wrapping key of this installation opens no organisation's key, else an empty text."""
    from benkan.organisations.keys import wrong_key as found

    return found("owner")


def unsafe_role() -> str:
    """A sentence if the application's role could pass the row policies, else an empty text."""
    from django.db import connections

    with connections["default"].cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, EXISTS (SELECT FROM pg_class"
            " WHERE relowner = pg_roles.oid AND relkind IN ('r', 'p')) FROM pg_roles WHERE rolname = current_user"
        )
        name, superuser, bypasses, owns = cursor.fetchone()
    if not (superuser or bypasses or owns):
        return ""
    reason = (
        "est superutilisateur"
        if superuser
        else "passe outre les règles de lignes"
        if bypasses
        else "possède des tables"
    )
    return (
        f"Le rôle « {name} » de DATABASE_URL {reason} : il verrait les données de toutes les organisations. "
        "Donnez un rôle ordinaire (NOSUPERUSER NOBYPASSRLS) qui ne possède aucune table."
    )


def saved(now: datetime | None = None) -> Finding:
    """When the last backup was made here; somebody should look where there is none, or it is old. A demonstration has
    nothing to lose."""
    found = last(data_folder())
    invented = is_demonstration()
    if found is None:
        says = "aucune sauvegarde" + ("" if invented else f"{NBSP}: faites-en une par «{NBSP}benkan backup{NBSP}»")
        return Finding("dernière sauvegarde", True, says, awaits=not invented)
    age = (now or datetime.now(UTC)) - found.moment
    says = f"il y a {_span(age)}, {found.file}"
    return Finding("dernière sauvegarde", True, says, awaits=age > TOO_LONG_UNSAVED and not invented)


def _span(age: timedelta) -> str:
    minutes = max(0, int(age.total_seconds() // 60))
    for size, name in ((1440, "jour"), (60, "heure"), (1, "minute")):
        if (count := minutes // size) > 0:
            return f"{count}{NBSP}{name}{'s' if count > 1 else ''}"
    return "moins d’une minute"


def references(using: str = "owner") -> Finding:
    """Where a reference file says otherwise than what people corrected on the platform: the correction holds, and
    somebody may look. Nothing is written."""
    from django.apps import apps

    asked = [config.reference_questions for config in apps.get_app_configs() if hasattr(config, "reference_questions")]
    where = [address for questions in asked for address in questions(using)]
    if not where:
        return Finding("référentiels", True, "les fichiers et la plateforme s’accordent")
    pages = list(dict.fromkeys(where))
    named = ", ".join(pages[:PAGES_NAMED]) + (", …" if len(pages) > PAGES_NAMED else "")
    count = "1 différence" if len(where) == 1 else f"{len(where)} différences"
    says = f"{count} entre les fichiers et ce qui a été corrigé ici, qui vaut. À regarder\u00a0: {named}"
    return Finding("référentiels", True, says, awaits=True)


def _disk() -> Finding:
    folder = data_folder()
    there = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(there).free / 1e9
    writable = os.access(there, os.W_OK)
    if not writable:
        return Finding("dossier", False, f"{folder} n’est pas inscriptible. Donnez-en un autre par BENKAN_DATA.")
    return Finding("dossier", free > 2, f"{free:.0f} Go libres" + ("" if free > 2 else " : faites de la place."))


def _role() -> Finding:
    sentence = unsafe_role()
    return Finding("rôle de l’application", not sentence, sentence or "lié par les règles de lignes")


def _schema() -> Finding:
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return Finding("schéma", False, f"{len(waiting)} migrations attendent : « benkan serve » les applique.")
    return Finding("schéma", True, "à jour")


def _owner() -> Finding:
    from django.db import connections

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version_num')::int")
        version = cursor.fetchone()[0]
    if version < 150000:
        return Finding("PostgreSQL", False, f"version {version // 10000} : il en faut 15 ou plus.")
    return Finding("PostgreSQL", True, f"version {version // 10000}")
