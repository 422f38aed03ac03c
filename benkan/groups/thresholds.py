"""What a deployment may change of collective projects, from a day on."""

from benkan.common.thresholds import declare

VISIT_FIRST = declare(
    "groups.visit_first_months", "Premier suivi d’un projet collectif, après son entrée en activité", "mois",
    least=1, most=9,
)  # fmt: skip
VISIT_SECOND = declare(
    "groups.visit_second_months", "Second suivi d’un projet collectif, après son entrée en activité", "mois",
    least=10, most=24,
)  # fmt: skip
LEAST_MEMBERS = declare(
    "groups.least_members", "Nombre de membres à partir duquel un projet collectif entre en activité", "membre",
    least=2, most=20,
)  # fmt: skip
