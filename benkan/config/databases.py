"""Which of the three database roles does what: the owner migrates, `default` (app) serves, `figures` counts."""

from django.db import connections


class OwnerMigrates:
    """Only the owner's connection may create or change tables."""

    def allow_migrate(self, db, app_label, model_name=None, **hints):
        return db == "owner"

    def allow_relation(self, obj1, obj2, **hints):
        return True


PREPARED_AFTER = 5  # askings of the same statement by one connection, as psycopg counts them


def prepare_statements() -> None:
    """Let the server keep the plan of what pages ask again and again; before the first connection is opened.

    Policies make planning as dear as answering: a page of fifty small questions takes a quarter less. Only what serves
    pages asks so: a prepared statement holds no more than 65 535 values, which lists and exports of the worker pass.
    """
    for alias in ("default", "figures"):
        options = connections[alias].settings_dict.setdefault("OPTIONS", {})
        options.update(server_side_binding=True, prepare_threshold=PREPARED_AFTER)
