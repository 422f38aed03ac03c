"""The platform’s own settings, with the demonstration and without what only a served platform needs."""

import os
from pathlib import Path

# Pages of tests name static files and never fetch them; the folder must be there all the same.
_static = Path(__file__).resolve().parent.parent / ".tests" / "static"
_static.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("BENKAN_STATIC", str(_static))
os.environ.setdefault("BENKAN_DEMO", "true")
os.environ.setdefault("BENKAN_STATICFILES", "django.contrib.staticfiles.storage.StaticFilesStorage")
os.environ.setdefault("BENKAN_WRAPPING_KEY", "dGhlIHRlc3RzIG9wZW4gbm90aGluZyB0aGF0IGlzIHI=")
# Playwright keeps an event loop in the thread of the journeys; the tests that follow there are no less synchronous.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

from benkan.config.settings import *  # noqa: E402, F403

# Passwords and PINs are hashed as in production, once instead of a million times: hundreds are made in a run.
PASSWORD_HASHERS = ["tests.hashing.OnceHashed"]
