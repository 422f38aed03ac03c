from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.organisations.permissions import READ_JOURNAL


class OrganisationsConfig(AppConfig):
    name = "benkan.organisations"
    menu = (Entry("Journal", "journal", READ_JOURNAL, order=80), Entry("Rôles", "role_table", order=90))
