from django.apps import AppConfig

from benkan.cases import shared_fields  # noqa: F401 - declared when apps load, before they are agreed upon
from benkan.cases.permissions import OWN_TOTALS, READ, TOTALS
from benkan.common.shell import Entry


class CasesConfig(AppConfig):
    name = "benkan.cases"
    menu = (
        Entry("Accompagnements", "cases:list", READ, order=35),
        Entry("Où l’on attend", "cases:totals", TOTALS, order=36),
        Entry("Où l’on attend", "cases:totals", OWN_TOTALS, order=36),
        Entry("Note du vendredi", "cases:friday", TOTALS, order=37),
    )
    registration_last_words = (("cases.CaseStatusRow", "at", "case__registration"),)
    registration_kept_while = ("benkan.cases.reads.listed.under_way",)
    registration_followers = ("benkan.cases.writes.close_annulled",)
    registration_erasers = ("benkan.cases.writes.erase_words",)

    @property
    def file_sections(self):
        from benkan.people.file import Section  # models are ready when a file is opened, not when apps load

        return (Section("cases/sections/case.html", "benkan.cases.sections.accompaniment", order=10),)
