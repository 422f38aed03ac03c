from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.common.work import Part
from benkan.complaints import notices, thresholds  # noqa: F401 - declared when apps load
from benkan.complaints.permissions import HANDLE, NAME_RECIPIENTS, NOTE


class ComplaintsConfig(AppConfig):
    name = "benkan.complaints"
    menu = (
        Entry("Plaintes à examiner", "complaints:queue", HANDLE, order=20),
        Entry("Plaintes", "complaints:desk", NOTE, order=62),
        Entry("Destinataires des plaintes", "complaints:recipients", NAME_RECIPIENTS, order=66),
    )
    today = (
        Part("complaints/today/to_examine.html", "benkan.complaints.work.to_examine", order=15),
        Part("complaints/today/to_place.html", "benkan.complaints.work.to_place", order=15),
    )
    registration_erasers = ("benkan.complaints.writes.erase_words",)
