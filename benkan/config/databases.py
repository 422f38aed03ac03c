"""Which of the three database roles does what: the owner migrates, `default` (app) serves, `figures` counts."""


class OwnerMigrates:
    """Only the owner's connection may create or change tables."""

    def allow_migrate(self, db, app_label, model_name=None, **hints):
        return db == "owner"

    def allow_relation(self, obj1, obj2, **hints):
        return True
