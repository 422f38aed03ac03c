from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.common.work import Part

# Declared when apps load: thresholds before their values are.
from benkan.linkage import notices, thresholds, thresholds_quality  # noqa: F401
from benkan.linkage.permissions import QUALITY, REVIEW


class LinkageConfig(AppConfig):
    name = "benkan.linkage"
    menu = (
        Entry("Rapprochements", "linkage:queue", REVIEW, order=35),
        Entry("Qualité des rapprochements", "linkage:quality", QUALITY, order=90),
    )
    today = (Part("linkage/today/pairs.html", "benkan.linkage.work.pairs", order=45, title="Rapprochements"),)
    registration_erasers = ("benkan.linkage.writes.knowing.forget", "benkan.linkage.writes.across.forget")
    registration_completed = ("benkan.linkage.writes.asking.ask_when_completed",)
    files_alike = "benkan.linkage.reads.searching.alike"
    files_resembling = "benkan.linkage.reads.resembling.resembling"
    files_alike_ready = "benkan.linkage.told.make_ready"

    @property
    def file_sections(self):
        from benkan.people.file import Section  # models are ready when a file is opened, not when apps load

        return (
            Section("linkage/sections/pairs.html", "benkan.linkage.sections.pairs", order=15),
            Section("linkage/sections/across.html", "benkan.linkage.sections_across.others", order=45),
        )

    @property
    def printed_sections(self):
        from benkan.linkage.printed import SECTIONS

        return SECTIONS
