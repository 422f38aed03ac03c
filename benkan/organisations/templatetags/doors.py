"""What the sign-in page offers beside the password."""

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def issuers() -> tuple:
    """The issuers of organisations that have one."""
    return settings.ISSUERS
