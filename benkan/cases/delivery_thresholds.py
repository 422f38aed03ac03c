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
SAMPLE = declare(
    "cases.sample_size", "Dossiers proposés au bailleur pour un appel de contrôle", "dossier", least=1, most=100
)
