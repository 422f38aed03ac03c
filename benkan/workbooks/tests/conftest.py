"""Lists that only tests know, and the worker at hand."""

import pytest
from django.apps import apps

from benkan.workbooks.exports import exports


@pytest.fixture
def listed(monkeypatch):
    """The context declares two lists of numbers more."""
    declared = ("benkan.workbooks.tests.listed.NUMBERS", "benkan.workbooks.tests.listed.OF_SOMETHING")
    monkeypatch.setattr(apps.get_app_config("workbooks"), "exports", declared, raising=False)
    exports.cache_clear()
    yield
    exports.cache_clear()
