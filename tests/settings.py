"""The platform's own settings, with the demonstration, and hashing made cheap for tests."""

import os

os.environ.setdefault("BENKAN_DEMO", "true")
os.environ.setdefault("BENKAN_STATICFILES", "django.contrib.staticfiles.storage.StaticFilesStorage")

from benkan.config.settings import *  # noqa: F403
