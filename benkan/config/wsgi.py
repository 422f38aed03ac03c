"""What granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benkan.config.settings")
application = get_wsgi_application()

from benkan.config.databases import prepare_statements  # noqa: E402 - once settings are read

prepare_statements()
