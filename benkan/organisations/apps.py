from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.common.work import Part
from benkan.organisations import thresholds  # noqa: F401 - declared when apps load, before their values are
from benkan.organisations.permissions import (
    AGREE,
    CHANGE_THRESHOLDS,
    MANAGE_MEMBERS,
    MANAGE_ORGANISATIONS,
    MANAGE_POSTS,
    READ_JOURNAL,
)


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

    today = (
        Part("organisations/today/organisations.html", "benkan.organisations.work.unattended", order=44),
        Part("organisations/today/handed_links.html", "benkan.organisations.work.handed_links", order=1),
        Part("organisations/today/proposals.html", "benkan.organisations.work.proposals", order=2),
        Part("organisations/today/agreements.html", "benkan.organisations.work.agreements", order=45),
        Part("organisations/today/roles.html", "benkan.organisations.work.roles_ending", order=46),
        Part("organisations/today/invitations.html", "benkan.organisations.work.invitations", order=47),
    )
    menu = (
        Entry("Acteurs", "actors", order=70),
        Entry("Mon organisation", "members", MANAGE_MEMBERS, order=5),
        Entry("Organisations", "organisations", MANAGE_ORGANISATIONS, order=6),
        Entry("Accords", "agreements", AGREE, order=68),
        Entry("Postes", "own_posts", MANAGE_POSTS, order=75),
        Entry("Journal", "journal", READ_JOURNAL, order=80),
        Entry("Seuils et rythmes", "thresholds", CHANGE_THRESHOLDS, order=92),
        Entry("Rôles", "role_table", order=95),
        Entry("État de la plateforme", "state", MANAGE_ORGANISATIONS, order=97),
    )
