from django.apps import AppConfig

# Declared when apps load: thresholds before their values are, groups of fields before they are agreed upon.
from benkan.arrivals import notices, shared_fields, thresholds  # noqa: F401
from benkan.arrivals.permissions import SEE, TOTALS
from benkan.common.shell import Entry
from benkan.common.work import Part


class ArrivalsConfig(AppConfig):
    name = "benkan.arrivals"
    menu = (
        Entry("Arrivées", "arrivals:convoys", SEE, order=10),
        Entry("Convois, en nombres", "arrivals:totals", TOTALS, order=11),
    )
    today = (
        Part("arrivals/today/convoys.html", "benkan.arrivals.work.convoys", order=10, title="Convois"),
        Part("arrivals/today/files.html", "benkan.arrivals.work.files", order=15, title="Listes jointes"),
        Part("arrivals/today/registrations.html", "benkan.arrivals.work.registrations", order=20, title="À compléter"),
        Part("arrivals/today/totals.html", "benkan.arrivals.work.totals", order=30),
    )
    exports = ("benkan.arrivals.exports.LINES",)
    organisation_counts = ("benkan.arrivals.counts.convoys_to_come",)
    file_columns = ("benkan.arrivals.exports.LAST_RETURN",)
    registration_last_words = (("arrivals.ReturnEpisode", "returned_on"),)
    registration_places = (("arrivals.ReturnEpisode", "entry_point"),)
    compared_facts = ("benkan.arrivals.compared.returns_of",)
    regions_of_files = "benkan.arrivals.reads.placed.REGIONS"
    registration_erasers = ("benkan.arrivals.writes.erase_copies",)
    registration_copies_held = ("benkan.arrivals.writes.lists_of",)
    registration_followers = (
        "benkan.arrivals.writes.copy_what_is_counted",
        "benkan.arrivals.writes.moved.uncount_annulled",
    )
    registration_followers_of_many = {
        "benkan.arrivals.writes.moved.uncount_annulled": "benkan.arrivals.writes.moved.uncount_annulled_many",
        "benkan.arrivals.writes.copy_what_is_counted": "benkan.arrivals.writes.copy_what_is_counted_of_many",
    }

    @property
    def file_sections(self):
        from benkan.people.file import Section  # models are ready when a file is opened, not when apps load

        return (Section("arrivals/sections/returns.html", "benkan.arrivals.sections.returns", order=20, on_paper=True),)
