"""What a deployment may change of accounts and posts, from a day on."""

from benkan.common.thresholds import declare

SHIFT_HOURS = declare(
    "organisations.shift_hours",
    "Durée d’un service à un poste, ouverte par un code scellé",
    "heure",
    least=4,
    most=12,
    why="Au-delà, un téléphone perdu ouvrirait encore des dossiers.",
)
DORMANT_DAYS = declare(
    "organisations.dormant_days",
    "Jours sans entrer, après lesquels un compte s’endort",
    "jour",
    least=30,
    most=365,
    why="Un compte que personne n’utilise est une porte que personne ne regarde.",
)
POST_IDLE = declare(
    "organisations.post_idle",
    "Temps sans geste après lequel un poste redemande le code PIN",
    "minute",
    least=2,
    most=60,
    why="Le téléphone d’un poste passe de main en main.",
)
POST_LINK_HOURS = declare(
    "organisations.post_link_hours",
    "Durée pendant laquelle le lien de mise en service d’un poste peut être ouvert",
    "heure",
    least=1,
    most=168,
)
MEMBERSHIP_MONTHS = declare(
    "organisations.membership_months",
    "Durée proposée pour un rôle que l’on donne",
    "mois",
    least=1,
    most=36,
    why="Un rôle sans fin survit au départ de la personne.",
)
AGREEMENT_WARNING = declare(
    "organisations.agreement_warning_days",
    "Avance avec laquelle la fin d’un accord de partage est annoncée",
    "jour",
    least=7,
    most=120,
)
ROLE_WARNING = declare(
    "organisations.role_warning_days",
    "Avance avec laquelle la fin d’un rôle est annoncée à qui ouvre les comptes",
    "jour",
    least=7,
    most=120,
)
INVITATION_DAYS = declare(
    "organisations.invitation_days",
    "Durée pendant laquelle une invitation attend sa réponse",
    "jour",
    least=1,
    most=30,
    why="Passé ce temps, son lien ne sert plus\u00a0: qui invite la renouvelle.",
)
KEEP_INVITATION = declare(
    "organisations.keep_invitation_days",
    "Durée pendant laquelle l’adresse et le nom d’une invitation finie sont gardés",
    "jour",
    least=1,
    most=365,
    why="Comptée de la réponse, du retrait, ou du jour où elle a cessé d’attendre.",
)
