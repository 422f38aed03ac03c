from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.people.permissions import SEARCH, SIGN_TEXT


class PeopleConfig(AppConfig):
    name = "benkan.people"
    menu = (
        Entry("Dossiers", "people:search", SEARCH, order=30),
        Entry("Textes à dire", "people:texts", SIGN_TEXT, order=70),
    )
    exports = ("benkan.people.exports.FILES",)

    @staticmethod
    def load_reference(using: str = "owner"):
        """Bring the texts that are said to the file in `data/`, after the migrations."""
        from benkan.people.reference import load_reference

        return load_reference(using)
