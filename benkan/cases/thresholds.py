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

# Transfers never lapse: they are recalled, again after as long.
TRANSFER_ANSWER = declare(
    "cases.transfer_answer_days", "Délai de réponse à un transfert proposé", "jour", least=1, most=60
)
TRANSFER_MET = declare(
    "cases.transfer_met_days", "Délai pour recevoir la personne, une fois le transfert accepté", "jour",
    least=1, most=90,
)  # fmt: skip
LIAISON_ANSWER = declare(
    "cases.liaison_answer_days", "Délai de réponse à une demande de liaison", "jour", least=1, most=30
)
LIAISON_PER_DAY = declare(
    "cases.liaison_per_day", "Demandes de liaison qu’un compte peut envoyer par jour", "demande", least=1, most=100
)

# The ages of what waits, on the boards.
AGEING_FIRST = declare("cases.ageing_first_days", "Attente comptée à part, premier palier", "jour", least=1, most=30)
AGEING_SECOND = declare(
    "cases.ageing_second_days", "Attente comptée à part, deuxième palier", "jour", least=7, most=120
)
AGEING_THIRD = declare(
    "cases.ageing_third_days", "Attente comptée à part, troisième palier", "jour", least=30, most=730
)
COUNT_KEPT = declare(
    "cases.count_kept_hours",
    "Heures pendant lesquelles un tableau montre son dernier compte, avant de compter sur le champ",
    "heure",
    least=1,
    most=48,
)

HELP_LINES = declare(
    "cases.help_lines",
    "Nombre de personnes au-delà duquel « déjà aidée\u00a0? » demande l’accord d’un second collègue",
    "personne",
    least=1,
    most=100,
)
