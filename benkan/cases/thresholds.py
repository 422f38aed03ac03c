"""What a deployment may change of accompaniments, from a day on."""

from benkan.common.thresholds import declare

SCREEN_WITHIN = declare(
    "cases.screen_within_days",
    "Délai de l’évaluation rapide, depuis l’ouverture de l’accompagnement",
    "jour",
    least=1,
    most=60,
)
URGENT_WITHIN = declare(
    "cases.urgent_within_hours", "Délai d’une première réponse à une priorité urgente", "heure", least=1, most=72
)
HIGH_WITHIN = declare(
    "cases.high_within_days", "Délai d’une première réponse à une priorité élevée", "jour", least=1, most=30
)
ORDINARY_WITHIN = declare(
    "cases.ordinary_within_days", "Délai d’une première réponse à une priorité normale", "jour", least=7, most=180
)
FLAGS_TOGETHER = declare(
    "cases.flags_together",
    "Nombre de motifs ordinaires qui, ensemble, font proposer une priorité élevée",
    "motif",
    least=2,
    most=10,
)

# Referrals: how long until somebody answers, and until one hears what was done.
REFERRAL_URGENT_ANSWER = declare(
    "cases.referral_urgent_answer_hours", "Délai de réponse à une orientation urgente", "heure", least=1, most=72
)
REFERRAL_URGENT_DONE = declare(
    "cases.referral_urgent_done_hours", "Délai de la suite d’une orientation urgente acceptée", "heure",
    least=12, most=240,
)  # fmt: skip
REFERRAL_HIGH_ANSWER = declare(
    "cases.referral_high_answer_hours", "Délai de réponse à une orientation d’urgence élevée", "heure",
    least=12, most=240,
)  # fmt: skip
REFERRAL_HIGH_DONE = declare(
    "cases.referral_high_done_days", "Délai de la suite d’une orientation d’urgence élevée acceptée", "jour",
    least=1, most=60,
)  # fmt: skip
REFERRAL_ORDINARY_ANSWER = declare(
    "cases.referral_ordinary_answer_days", "Délai de réponse à une orientation ordinaire", "jour", least=2, most=60
)
REFERRAL_ORDINARY_DONE = declare(
    "cases.referral_ordinary_done_days", "Délai de la suite d’une orientation ordinaire acceptée", "jour",
    least=7, most=180,
)  # fmt: skip
REFERRAL_GRACE = declare(
    "cases.referral_grace_days",
    "Délai, après la relance, au bout duquel une orientation ordinaire sans réponse revient à qui l’a envoyée",
    "jour",
    least=1,
    most=30,
)
