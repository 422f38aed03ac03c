"""What a deployment may change of deliveries, from a day on."""

from benkan.common.thresholds import declare

CHECK_ONE_IN = declare(
    "cases.check_one_in",
    "Une remise payée sur combien est vérifiée avec la personne",
    "remise",
    least=1,
    most=100,
    why="Sans vérification par quelqu’un d’autre, personne ne sait si l’argent est arrivé.",
)
CHECK_AFTER = declare(
    "cases.check_after_days",
    "Jours après le paiement au bout desquels une remise se vérifie même sans reçu signé",
    "jour",
    least=1,
    most=60,
)
CHECK_TRIES = declare(
    "cases.check_tries",
    "Essais sans trouver la personne, au bout desquels une vérification se clôt «\u00a0injoignable\u00a0»",
    "essai",
    least=2,
    most=5,
    why="Un seul appel sans réponse ne dit pas qu’elle est injoignable.",
)
CHECK_AGAIN = declare(
    "cases.check_again_days",
    "Jours à attendre avant de réessayer de joindre une personne pour vérifier une remise",
    "jour",
    least=1,
    most=30,
)
SAMPLE = declare(
    "cases.sample_size", "Dossiers proposés au bailleur pour un appel de contrôle", "dossier", least=1, most=100
)
