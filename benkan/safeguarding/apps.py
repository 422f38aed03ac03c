from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.common.work import Part
from benkan.safeguarding import notices, thresholds  # noqa: F401 - declared when apps load
from benkan.safeguarding.permissions import CONFIDE, FIGURES, HOLD, NAME_AUTHORITY, RECORD_TRAINING


class SafeguardingConfig(AppConfig):
    name = "benkan.safeguarding"
    menu = (
        Entry("Mes dossiers restreints", "safeguarding:mine", HOLD, order=21),
        Entry("Confiés à part", "safeguarding:mine", CONFIDE, order=61),
        Entry("Protection\u00a0: chiffres nationaux", "safeguarding:figures", FIGURES, order=38),
        Entry("Autorité de l’enfance", "safeguarding:authorities", NAME_AUTHORITY, order=67),
        Entry("Formations à l’entretien", "safeguarding:trainings", RECORD_TRAINING, order=68),
    )
    today = (Part("safeguarding/today/held.html", "benkan.safeguarding.work.held", order=11),)
    silent_files = ("benkan.safeguarding.reads.silence.silent_among",)
    silent_organisations = ("benkan.safeguarding.reads.silence.shelters",)
    transport_checks = ("benkan.safeguarding.reads.dangerous.refuse_transport",)
    at_eighteen = ("benkan.safeguarding.writes.at_eighteen",)
    registration_erasers = ("benkan.safeguarding.writes.erase_words",)

    @property
    def file_sections(self):
        from benkan.people.file import Section  # models are ready when a file is opened, not when apps load

        return (Section("safeguarding/sections/confide.html", "benkan.safeguarding.reads.sections.confide", order=90),)
