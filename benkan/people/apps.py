from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.common.work import Part

# Declared when apps load: thresholds before their values are, groups of fields before they are agreed upon.
from benkan.people import notices, shared_fields, thresholds  # noqa: F401
from benkan.people.permissions import DECIDE_REQUEST, REQUEST, SEARCH, SIGN_TEXT


class PeopleConfig(AppConfig):
    name = "benkan.people"
    menu = (
        Entry("Dossiers", "people:search", SEARCH, order=30),
        Entry("Demandes", "people:requests", REQUEST, order=60),
        Entry("Fins de conservation", "people:ends", DECIDE_REQUEST, order=65),
        Entry("Textes à dire", "people:texts", SIGN_TEXT, order=70),
    )
    today = (
        Part("people/today/requests.html", "benkan.people.work.requests", order=40, title="Demandes des personnes"),
    )
    exports = ("benkan.people.exports.FILES",)
    organisation_counts = ("benkan.people.counts.files_held",)

    @property
    def file_sections(self):
        from benkan.people.file import Section  # models are ready when a file is opened, not when apps load

        return (Section("people/sections/papers.html", "benkan.people.sections.papers", order=60),)

    @staticmethod
    def load_reference(using: str = "owner"):
        """Bring the texts that are said to the file in `data/`, after the migrations."""
        from benkan.people.reference import load_reference

        return load_reference(using)
