"""Whether the database is of this program's schema; only a new one, or a demonstration's, is changed unasked."""

from __future__ import annotations

from dataclasses import dataclass

from benkan.host.paths import demonstration_mark
from benkan.host.platform import NotReady

NAMED = 3
NBSP = "\u00a0"
NEWER = (
    f"Cette base a servi une version plus récente de Benkan{NBSP}: cette version-ci l’abîmerait. Remettez cette "
    f"version plus récente, ou restaurez ici une sauvegarde plus ancienne (benkan restore). Inconnues d’ici{NBSP}: "
)
OLDER = (
    f"Cette base est d’une version plus ancienne de Benkan ({{count}} migrations attendent). Rien n’est servi{NBSP}: "
    f"«{NBSP}benkan upgrade{NBSP}» la sauvegarde, puis la met à jour."
)


@dataclass(frozen=True)
class Schema:
    """Migrations that wait, those the database has had and this program does not know, whether it has had any."""

    waiting: tuple[str, ...]
    unknown: tuple[str, ...]
    new: bool

    @property
    def sentence(self) -> str:
        """What is wrong and what to do; "" where it is this program's."""
        if self.unknown:
            named = ", ".join(self.unknown[:NAMED]) + (", …" if len(self.unknown) > NAMED else "")
            return f"{NEWER}{named}."
        return OLDER.format(count=len(self.waiting)) if self.waiting else ""


def schema() -> Schema:
    """What the owner's connection finds. Django must be set up."""
    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connections["owner"])
    applied = set(executor.loader.applied_migrations)
    ours = executor.loader.migrated_apps
    unknown = sorted(f"{app}.{name}" for app, name in applied - set(executor.loader.disk_migrations) if app in ours)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Schema(tuple(str(migration) for migration, _ in plan), tuple(unknown), new=not applied)


def bring_or_refuse() -> None:
    """Bring a new database, or a demonstration's, to this schema; raises `NotReady` for any other that is not there.

    A demonstration is one that bears its mark: who types --demo on a platform of real people changes nothing of it.
    Reference data are read again each time: newer files may have come with the same schema.
    """
    found = schema()
    if found.unknown or (found.waiting and not found.new and not demonstration_mark().exists()):
        raise NotReady(found.sentence)
    from benkan.config.schema import bring_up_to_date

    bring_up_to_date()
