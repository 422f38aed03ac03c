from django.apps import AppConfig

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
        Part("arrivals/today/convoys.html", "benkan.arrivals.work.convoys", order=10),
        Part("arrivals/today/registrations.html", "benkan.arrivals.work.registrations", order=20),
        Part("arrivals/today/totals.html", "benkan.arrivals.work.totals", order=30),
    )
    registration_followers = ("benkan.arrivals.writes.copy_what_is_counted",)

    @property
    def file_sections(self):
        from benkan.people.file import Section  # models are ready when a file is opened, not when apps load

        return (Section("arrivals/sections/returns.html", "benkan.arrivals.sections.returns", order=20),)
