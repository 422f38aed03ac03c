"""What a deployment may change of linkage, from a day on."""

from benkan.common.thresholds import declare

BATCH = declare(
    "linkage.batch",
    "Paires très probables décidées ensemble, au plus",
    "paire",
    least=1,
    most=200,
    why="Chaque ligne d’un lot doit pouvoir être lue avant d’être décidée.",
)
_WHY = "Au-delà, demander deviendrait une façon de chercher qui est connu ailleurs."
DAILY_CHECKS = declare(
    "linkage.daily_checks",
    "Questions aux autres acteurs qu’un compte pose en un jour",
    "question",
    least=1,
    most=500,
    why=_WHY,
)
DAILY_CHECKS_OF_ALL = declare(
    "linkage.daily_checks_of_all",
    "Questions aux autres acteurs qu’une organisation pose en un jour",
    "question",
    least=1,
    most=5000,
    why=_WHY,
)
ASK_AGAIN = declare(
    "linkage.ask_again_days",
    "Délai avant de demander de nouveau pour un dossier que rien n’a changé",
    "jour",
    least=1,
    most=365,
)
WORD_FROZEN = declare(
    "linkage.word_frozen_days",
    "Durée pendant laquelle la force répondue d’un autre acteur ne change pas",
    "jour",
    least=7,
    most=365,
    why="Une force qui suivrait chaque correction dirait ce que l’autre dossier contient.",
)
