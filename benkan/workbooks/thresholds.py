"""For how long a list that was brought in keeps what it says of persons, from a day on."""

from benkan.common.thresholds import declare

KEEP_WAITING = declare(
    "workbooks.keep_waiting_days",
    "Durée pendant laquelle une liste jointe, lue et jamais appliquée, est gardée",
    "jour",
    least=7,
    most=180,
    why="La durée se compte du dernier pas de la liste (déposée, lue, colonnes corrigées).",
)
KEEP_APPLIED = declare(
    "workbooks.keep_applied_days",
    "Durée pendant laquelle les réponses d’une liste appliquée sont gardées",
    "jour",
    least=14,
    most=366,
    why="La durée se compte de la dernière application. D’ici là, une version corrigée se compare à la liste, et la "
    "liste s’annule\u00a0; après, plus.",
)
