"""What a deployment may change of how pairs are measured, from a day on."""

from benkan.common.thresholds import declare

DRAWN_A_WEEK = declare(
    "linkage.drawn_a_week",
    "Paires tirées au sort chaque semaine dans chaque organisation, pour mesurer les rapprochements",
    "paire",
    least=0,
    most=100,
    why="Zéro ne tire plus rien\u00a0: la mesure devient celle de la file, dans l’ordre où elle est répondue.",
)
