"""What a deployment may change of complaints, from a day on: deadlines by kind, and how long they are kept."""

from benkan.common.thresholds import Threshold, declare
from benkan.complaints.kinds import Kind

_LABELS = {
    Kind.SERVICE: "un service mal rendu",
    Kind.WAITING: "une attente trop longue",
    Kind.BEHAVIOUR: "un comportement",
    Kind.DATA: "des données",
    Kind.DECISION: "une décision",
    Kind.MONEY: "de l’argent demandé ou une corruption",
    Kind.ABUSE: "une exploitation ou un abus sexuel",
    Kind.OTHER: "autre chose",
}
ANSWER_DAYS: dict[Kind, Threshold] = {
    kind: declare(
        f"complaints.days_{kind.value}", f"Délai pour répondre à une plainte sur {words}", "jour", least=1, most=90
    )
    for kind, words in _LABELS.items()
}
APPEAL_DAYS = declare(
    "complaints.appeal_days", "Délai pour répondre à la contestation d’une réponse", "jour", least=1, most=90
)
CONTEST_DAYS = declare(
    "complaints.contest_days", "Délai laissé à la personne pour contester une réponse", "jour", least=7, most=366
)
KEEP_MONTHS = declare(
    "complaints.keep_months",
    "Durée pendant laquelle une plainte close est gardée",
    "mois",
    least=6,
    most=120,
    why="Ensuite il n’en reste que la nature, les dates et l’état.",
)
