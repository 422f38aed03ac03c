"""What granian serves."""

import gc
import os
from importlib import import_module

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benkan.config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402 - once they are read

from benkan.config.databases import prepare_statements  # noqa: E402

prepare_statements()
# Every page is loaded before the first is asked for, and what is loaded stays: the collector, which would look through
# all of it again in the middle of a page, leaves it aside.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
