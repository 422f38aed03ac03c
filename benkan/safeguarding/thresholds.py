"""What a deployment may change of restricted files, from a day on: when steps and visits are due, what is kept."""

from benkan.common.thresholds import Threshold, declare
from benkan.safeguarding.kinds import Kind
from benkan.safeguarding.lifecycles.child import ChildStatus
from benkan.safeguarding.lifecycles.trafficking import TraffickingStatus

_CHILD = {
    ChildStatus.OPEN: "voir l’enfant après qu’il a été confié",
    ChildStatus.EMERGENCY: "commencer la recherche de famille après une mesure d’urgence",
    ChildStatus.TRACING: "reprendre une recherche de famille",
    ChildStatus.CHECKING: "vérifier un lien déclaré",
    ChildStatus.DECIDED: "appliquer une décision pour un enfant",
    ChildStatus.PLACED: "visiter un enfant placé",
    ChildStatus.GROWN: "remettre le dossier d’une jeune majeure",
}
_TRAFFICKING = {
    TraffickingStatus.OPEN: "voir seule à seule une personne confiée à part",
    TraffickingStatus.HEARD: "décider de la suite après un entretien à part",
    TraffickingStatus.MECHANISM: "ouvrir le temps de rétablissement",
    TraffickingStatus.RECOVERY: "le temps de rétablissement",
    TraffickingStatus.SERVED: "prendre des nouvelles des services",
    TraffickingStatus.FOLLOWED: "reprendre contact",
}


def _delay(kind: Kind, status, words: str) -> Threshold:
    return declare(f"safeguarding.{kind}_{status}_days", f"Délai pour {words}", "jour", least=1, most=366)


NEXT_WITHIN: dict[tuple[str, str], Threshold] = {
    (str(kind), str(status)): _delay(kind, status, words)
    for kind, delays in ((Kind.CHILD, _CHILD), (Kind.TRAFFICKING, _TRAFFICKING))
    for status, words in delays.items()
}
# After a child is handed over to her family, counted from that day.
VISITS = tuple(
    declare(f"safeguarding.visit_{nth}_days", f"Visite {nth} après la remise d’un enfant", "jour", least=1, most=1096)
    for nth in (1, 2, 3, 4)
)
TAKE_WITHIN = declare(
    "safeguarding.take_hours", "Délai pour qu’un référent accepte un dossier restreint", "heure", least=1, most=168
)
KEEP_MONTHS: dict[str, Threshold] = {
    str(Kind.CHILD): declare(
        "safeguarding.keep_child_months",
        "Durée pendant laquelle le dossier restreint d’un enfant est gardé, une fois clos",
        "mois",
        least=12,
        most=360,
        why="Ensuite il n’en reste que la nature, les dates et l’état.",
    ),
    str(Kind.TRAFFICKING): declare(
        "safeguarding.keep_apart_months",
        "Durée pendant laquelle le dossier d’une personne vue à part est gardé, une fois clos",
        "mois",
        least=12,
        most=360,
        why="Ensuite il n’en reste que la nature, les dates et l’état.",
    ),
}
LEAST_SHOWN = declare(
    "safeguarding.least_shown",
    "Nombre sous lequel un chiffre national de protection ne se montre pas",
    "dossier",
    least=10,
    most=100,
    why="Sous dix, un nombre désigne quelqu’un.",
)
