"""What granian serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benkan.config.settings")
application = get_wsgi_application()

from django.urls import get_resolver  # noqa: E402 - once settings are read

from benkan.config.databases import prepare_statements  # noqa: E402

prepare_statements()
# Every page is loaded before the first is asked for, and what is loaded stays: the collector, which would look through
# all of it again in the middle of a page, leaves it aside.
assert get_resolver().url_patterns  # noqa: S101 - asked for what it loads
gc.collect()
gc.freeze()
