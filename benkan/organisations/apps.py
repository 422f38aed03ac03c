from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.organisations.permissions import CHANGE_THRESHOLDS, READ_JOURNAL


class OrganisationsConfig(AppConfig):
    name = "benkan.organisations"

    def ready(self):
        from benkan.common.sealing import keys_are
        from benkan.organisations.keys import OrganisationKeys

        keys_are(OrganisationKeys())

    @staticmethod
    def load_reference(using: str):
        """Kinds of organisations and duties apart, as the program says them; after the migrations, by the owner."""
        from benkan.organisations.load import load_apart, load_kinds

        load_apart(using)
        return load_kinds(using)

    @staticmethod
    def reference_questions(using: str):
        """The address of each threshold of which a newer file says otherwise than the platform."""
        from django.urls import reverse

        from benkan.common.models import ThresholdValue
        from benkan.common.thresholds.reads import Values, disagreements

        values = Values(ThresholdValue.objects.using(using))
        return [reverse("threshold", args=[one.threshold.code]) for one in disagreements(values)]

    menu = (
        Entry("Acteurs", "actors", order=70),
        Entry("Journal", "journal", READ_JOURNAL, order=80),
        Entry("Seuils et rythmes", "thresholds", CHANGE_THRESHOLDS, order=92),
        Entry("Rôles", "role_table", order=95),
    )
