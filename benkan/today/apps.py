from django.apps import AppConfig

from benkan.common.shell import Entry


class TodayConfig(AppConfig):
    name = "benkan.today"
    menu = (Entry("Aujourd’hui", "home", order=0),)
