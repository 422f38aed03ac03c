from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.organisations.permissions import READ_JOURNAL


class OrganisationsConfig(AppConfig):
    name = "benkan.organisations"

    @staticmethod
    def load_reference(using: str):
        """Kinds of organisations, as `data/kinds.csv` says them; after the migrations, by the owner."""
        from benkan.organisations.load import load_kinds

        return load_kinds(using)

    menu = (
        Entry("Acteurs", "actors", order=70),
        Entry("Journal", "journal", READ_JOURNAL, order=80),
        Entry("Rôles", "role_table", order=95),
    )
