from django.apps import AppConfig


class AttachmentsConfig(AppConfig):
    name = "benkan.attachments"
    registration_erasers = ("benkan.attachments.writes.forget_with",)
