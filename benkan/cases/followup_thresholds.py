"""What a deployment may change of follow-up, from a day on."""

from benkan.common.thresholds import declare

_WHY = "Une seule tentative ne suffit jamais à dire qu’une personne est perdue de vue."
LOST_ATTEMPTS = declare(
    "cases.lost_attempts",
    "Tentatives, à des jours différents, avant de dire une personne perdue de vue",
    "tentative",
    least=2,
    most=10,
    why=_WHY,
)
LOST_MEANS = declare(
    "cases.lost_means",
    "Moyens différents parmi ces tentatives",
    "moyen",
    least=1,
    most=5,
    why=_WHY,
)
WORK_AHEAD = declare(
    "cases.work_ahead_days",
    "Jours à l’avance auxquels une visite due paraît au travail du jour",
    "jour",
    least=1,
    most=60,
)
SURVEY_RECENT = declare(
    "cases.closing_survey_days",
    "Âge au plus d’un questionnaire qui vaut à la clôture",
    "jour",
    least=1,
    most=365,
)
