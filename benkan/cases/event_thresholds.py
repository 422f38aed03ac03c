"""What a deployment may change of the events of a life, from a day on."""

from benkan.common.thresholds import declare

MAJORITY_AHEAD = declare(
    "cases.majority_ahead_days",
    "Jours à l’avance auxquels les 18 ans d’une personne paraissent au travail du jour",
    "jour",
    least=7,
    most=180,
    why="Le tuteur, l’enfant et le collègue qui reprend ont à s’y préparer.",
)
_COMMITTEE = "La commission décide toujours\u00a0; cette règle dit seulement ce qui peut lui être demandé."
SECOND_AFTER = declare(
    "cases.second_grant_months",
    "Mois entre un financement et la demande d’un second, après l’arrêt du projet",
    "mois",
    least=1,
    most=36,
    why=_COMMITTEE,
)
SECOND_SHARE = declare(
    "cases.second_grant_share",
    "Part du plafond qu’un second financement peut atteindre, en centièmes",
    "centième",
    least=10,
    most=100,
    why=_COMMITTEE,
)
SECOND_TIMES = declare(
    "cases.second_grant_times",
    "Nombre de seconds financements d’une même personne",
    "fois",
    least=1,
    most=3,
    why=_COMMITTEE,
)
