"""Bring a database to the present schema, as its owner: privileges of the other two roles, migrations, cache table,
reference data.

The application's role gets rows, never tables; what it must not change (the audit, for one) is taken back by the
migration that creates it. The role of the figures gets nothing here: each table grants what it may count.
"""

from django.apps import apps
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from benkan.config.migrating import drawn_once


def bring_up_to_date(*, verbosity: int = 0) -> None:
    """Create or migrate everything in the database of the alias `owner`. Twice is harmless."""
    owner = connections["owner"]
    app = sql.Identifier(connections["default"].settings_dict["USER"])
    figures = sql.Identifier(connections["figures"].settings_dict["USER"])
    with owner.cursor() as cursor:
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {app}, {figures}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}",
            "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {app}",
        ):
            cursor.execute(sql.SQL(statement).format(app=app, figures=figures))
    with drawn_once():
        call_command("migrate", database="owner", interactive=False, verbosity=verbosity)
    call_command("createcachetable", database="owner", verbosity=verbosity)
    for config in apps.get_app_configs():
        if load := getattr(config, "load_reference", None):
            load("owner")
    with owner.cursor() as cursor:
        cursor.execute(sql.SQL("REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {app}").format(app=app))
    owner.close()
