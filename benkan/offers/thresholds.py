"""What a deployment may change of the directory, from a day on."""

from benkan.common.thresholds import declare

STALE_AFTER = declare(
    "offers.stale_after_days",
    "Âge à partir duquel les places d’une offre sont dites à revérifier",
    "jour",
    least=1,
    most=90,
    why="Une offre dont les places sont anciennes reste montrée\u00a0: elle n’est jamais cachée pour cela.",
)
