"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

SEE = declare("training.see", "Voir les formations annoncées par tous les acteurs")
KEEP = declare("training.keep", "Tenir les formations de son organisation\u00a0: places, émargement, attestations")
ENROL = declare("training.enrol", "Inscrire à une formation une personne que l’on accompagne")
SEARCH = declare("training.search", "Chercher des compétences, sans nom, et demander au chargé d’accompagnement")
TOTALS = declare("training.totals", "Voir, chez tous les acteurs et sans nom, qui est formé, attesté, placé")
OWN_TOTALS = declare("training.own_totals", "Voir, dans son organisation et sans nom, qui est formé, attesté, placé")
