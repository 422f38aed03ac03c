"""What a deployment may change of notices, from a day on."""

from benkan.common.thresholds import declare

KEPT_DAYS = declare("notices.kept_days", "Durée pendant laquelle un avis est gardé", "jour", least=7, most=366)
