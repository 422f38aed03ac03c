"""What a deployment may change of training, from a day on."""

from benkan.common.thresholds import declare

PLACEMENT_FIRST = declare(
    "training.placement_first_months", "Première question sur l’emploi, après la fin d’une formation", "mois",
    least=1, most=5,
)  # fmt: skip
PLACEMENT_SECOND = declare(
    "training.placement_second_months", "Seconde question sur l’emploi, après la fin d’une formation", "mois",
    least=6, most=18,
)  # fmt: skip
LEAST_SHOWN = declare(
    "training.least_shown",
    "Nombre de personnes en dessous duquel une compétence est dite « moins de… », sans langue",
    "personne",
    least=5,
    most=50,
    why="Sous cinq, un métier et une région suffisent à reconnaître quelqu’un.",
)
REQUEST_DAYS = declare(
    "training.request_days", "Durée pendant laquelle une demande de compétences attend des réponses", "jour",
    least=7, most=180,
)  # fmt: skip
