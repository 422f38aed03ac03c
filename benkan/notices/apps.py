from django.apps import AppConfig

from benkan.common.shell import Entry
from benkan.common.work import Part
from benkan.notices import thresholds  # noqa: F401 - declared when apps load, before their values are
from benkan.notices.kinds import may_be_told


class NoticesConfig(AppConfig):
    name = "benkan.notices"
    menu = (Entry("Avis", "notices:list", order=5, of_use=may_be_told),)
    today = (Part("notices/today.html", "benkan.notices.work.notices", order=5),)
