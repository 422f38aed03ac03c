"""The program, loaded once: what serves a journey is forked from it, and imports nothing anew (see `forked.py`)."""

import gc
import os
from importlib import import_module
from pathlib import Path

import django
import granian.cli  # noqa: F401
import pytest  # noqa: F401 - a forked process imports anew what began the run, where that has a name
from django.conf import settings
from django.template import engines

os.environ["DJANGO_SETTINGS_MODULE"] = "benkan.config.settings"
django.setup()
import_module(settings.ROOT_URLCONF)
import_module("procrastinate.contrib.django.management.commands.procrastinate")
for folder in engines["django"].template_dirs:
    if "benkan" in Path(folder).parts:
        for path in Path(folder).rglob("*.html"):
            engines["django"].get_template(str(path.relative_to(folder)))

# Hundreds enter in a run: their passwords are hashed as in production, once instead of a million times.
settings.PASSWORD_HASHERS = ["tests.hashing.OnceHashed"]
gc.collect()
gc.freeze()  # what is loaded is shared by all that are forked
