"""What a deployment may change of arrivals, from a day on. Majority is the law's: see `benkan.people.ages`."""

from benkan.common.thresholds import declare

PLACED_AFTER = declare(
    "arrivals.placed_after",
    "Durée pendant laquelle un convoi n’est situé que devant les acteurs de son point d’entrée",
    "jour",
    least=14,
    most=365,
    why="Rien de partagé ne situe un convoi à venir, ni des 14 derniers jours\u00a0: qui en connaît trop tôt le lieu "
    "peut nuire aux personnes. Cette durée s’allonge, elle ne se raccourcit pas.",
)
TOTALS_SINCE = declare(
    "arrivals.totals_since",
    "Ancienneté des convois montrés en nombres à qui voit ceux de tous les acteurs",
    "jour",
    least=7,
    most=366,
)
LIST_RECENT = declare(
    "arrivals.list_recent",
    "Ancienneté des convois que la liste des arrivées montre d’abord",
    "jour",
    least=2,
    most=366,
)
ELDER_FROM = declare(
    "arrivals.elder_from",
    "Âge à partir duquel une personne est comptée comme âgée",
    "an",
    least=50,
    most=80,
)
