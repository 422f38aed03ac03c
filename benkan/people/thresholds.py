"""What a deployment may change of files, from a day on: the time to answer a request, and how long data are kept."""

from benkan.common.thresholds import declare

REQUEST_DAYS = declare(
    "people.request_days",
    "Délai pour répondre à la demande d’une personne sur ses données",
    "jour",
    least=1,
    most=90,
)
_WHY = "La durée se compte du dernier écrit, du dernier retour ou du dernier consentement du dossier."
KEEP_IDENTITY = declare(
    "people.keep_identity_months",
    "Durée pendant laquelle l’identité d’une personne est gardée",
    "mois",
    least=12,
    most=240,
    why=_WHY,
)
KEEP_CONTACT = declare(
    "people.keep_contact_months",
    "Durée pendant laquelle un téléphone et un contact sûr sont gardés",
    "mois",
    least=6,
    most=240,
    why=_WHY,
)
KEEP_PAPERS = declare(
    "people.keep_papers_months",
    "Durée pendant laquelle les numéros et les copies de pièces sont gardés",
    "mois",
    least=6,
    most=240,
    why=_WHY,
)
