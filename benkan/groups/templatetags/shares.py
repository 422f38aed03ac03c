"""{{ share|part }}: hundredths of a percent as people read them, « 8,33 % »."""

from decimal import Decimal

from django import template

from benkan.common.typography import pourcent

register = template.Library()


@register.filter
def part(value: int | None) -> str:
    """833 → « 8,33 % », 5000 → « 50 % »; None → « – »."""
    if value is None:
        return pourcent(None)
    decimals = 0 if value % 100 == 0 else 2  # « 9,10 % » beside « 9,09 % »
    return pourcent(Decimal(value) / 10_000, decimals)
