"""The groups of fields of an accompaniment that a sharing agreement may name; declared when apps load."""

from benkan.organisations.agreements import declare_fields

PLAN = declare_fields("plan", "Plan\u00a0: aide demandée, montant, âge, sexe et région, sous le numéro du dossier")
RESTRICTED = declare_fields(
    "reserve", "Réponses réservées\u00a0: santé, violence, traite, détention, enfance", never=True
)

# Moving to another organisation.
LIAISON = declare_fields("suivi", "Suivi\u00a0: besoins, plan, aide reçue, rendez-vous et orientations en cours")

# Asked of many actors at once, of persons known to be the same: never who, what or how much.
HELPED = declare_fields("aides", "Aides déjà reçues\u00a0: pilier et trimestre, rien d’autre")
