"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

CONFIDE = declare("safeguarding.confide", "Confier à part une personne en danger, sans garder ce que l’on en dit")
HOLD = declare("safeguarding.hold", "Tenir les dossiers restreints dont on est titulaire ou suppléant")
RECEIVE = declare("safeguarding.receive", "Recevoir le dossier restreint d’une jeune majeure que l’on accompagne")
NAME_AUTHORITY = declare("safeguarding.authority", "Dire quelle organisation est l’autorité de protection de l’enfance")
RECORD_TRAINING = declare("safeguarding.training", "Noter qui est formé à l’entretien à part")
FIGURES = declare("safeguarding.figures", "Voir les chiffres nationaux de la protection de l’enfance et de la traite")
