from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.common.work import Part
from benkan.groups import thresholds  # noqa: F401 - declared when apps load, before their values are
from benkan.groups.permissions import READ, TOTALS


class GroupsConfig(AppConfig):
    name = "benkan.groups"
    menu = (
        Entry("Projets", "groups:list", READ, order=49),
        Entry("Projets, nombres", "groups:totals", TOTALS, order=49),
    )
    today = (Part("groups/today/groups.html", "benkan.groups.work.groups", order=31, title="Projets collectifs"),)
    registration_erasers = ("benkan.groups.writes.members.erase_members",)
    grant_takers = ("benkan.groups.reads.money.taken_of",)

    @property
    def printed_sections(self):
        from benkan.groups.printed import SECTIONS  # models are ready when a file is printed

        return SECTIONS
