from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.common.work import Part
from benkan.training import notices, thresholds  # noqa: F401 - declared when apps load
from benkan.training.permissions import OWN_TOTALS, SEARCH, SEE, TOTALS


class TrainingConfig(AppConfig):
    name = "benkan.training"
    menu = (
        Entry("Formations", "training:list", SEE, order=46),
        Entry("Compétences", "training:skills", SEARCH, order=47),
        Entry("Formées, placées", "training:totals", TOTALS, order=48),
        Entry("Formées, placées", "training:totals", OWN_TOTALS, order=48),
    )
    today = (
        Part("training/today/held.html", "benkan.training.work.held", order=30, title="Formations"),
        Part(
            "training/today/accompanied.html", "benkan.training.work.accompanied", order=18, title="Formation et emploi"
        ),
    )
    registration_followers = ("benkan.training.writes.erasing.withdraw_annulled",)
    registration_erasers = ("benkan.training.writes.erasing.erase_enrolments",)

    @property
    def file_sections(self):
        from benkan.people.file import Section  # models are ready when a file is opened, not when apps load

        return (Section("training/section.html", "benkan.training.work.section", order=14),)

    @property
    def printed_sections(self):
        from benkan.training.printed import SECTIONS  # models are ready when a file is printed

        return SECTIONS
