"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

REVIEW = declare("linkage.review", "Dire si deux dossiers sont d’une seule personne, pour son organisation")
REVIEW_MANY = declare("linkage.review_many", "Décider d’un lot de paires très probables de son organisation")
CHECK = declare("linkage.check", "Demander, avec son accord, si un autre acteur connaît une personne")
ANSWER = declare("linkage.answer", "Dire à un autre acteur que son organisation connaît une personne")
HELPED = declare("linkage.helped", "Demander ce que d’autres acteurs ont déjà fait pour une personne que l’on suit")
HELPED_MANY = declare("linkage.helped_many", "Approuver une question sur l’aide déjà reçue de nombreuses personnes")
QUALITY = declare("linkage.quality", "Voir la qualité mesurée des rapprochements de son organisation, sans aucun nom")
QUALITY_ALL = declare("linkage.quality_all", "Voir la qualité mesurée des rapprochements de tous les acteurs")
