"""What every context stands on: page shell and components, typography, imprecise dates, refusals, row policies.

Knows no domain word and imports no other context.
"""
