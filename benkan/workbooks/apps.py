from django.apps import AppConfig

from benkan.workbooks import notices, thresholds  # noqa: F401 - declared when apps load, before their values are


class WorkbooksConfig(AppConfig):
    name = "benkan.workbooks"
