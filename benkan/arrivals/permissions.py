"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

SEE = declare("arrivals.see", "Voir les convois des lieux où son organisation est présente")
TOTALS = declare("arrivals.totals", "Voir les convois de tous les acteurs, en nombres")
ANNOUNCE = declare("arrivals.announce", "Annoncer un convoi")
COUNT = declare("arrivals.count", "Compter un convoi et noter le tri")
LINES = declare("arrivals.lines", "Voir et noter les lignes d’une liste de son organisation")
AID = declare("arrivals.aid", "Noter une aide immédiate")
EXPORT = declare("arrivals.export", "Emporter les lignes de son organisation pour une arrivée")
RETURN = declare("arrivals.return", "Dire le type de retour d’une personne")
JOIN = declare("arrivals.join", "Joindre à une arrivée une liste reçue en fichier, l’appliquer et l’annuler")
