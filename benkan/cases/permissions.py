"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

READ = declare("cases.read", "Lire les accompagnements de son organisation")
KEEP = declare("cases.keep", "Ouvrir, suspendre et clore un accompagnement")
ASSESS = declare("cases.assess", "Évaluer les besoins avec la personne")
READ_RESTRICTED = declare("cases.restricted", "Lire les réponses réservées d’une évaluation, en disant pourquoi")
PLAN = declare("cases.plan", "Rédiger, soumettre et réviser un plan")
REFER = declare("cases.refer", "Orienter une personne vers un autre acteur")
RECEIVE = declare("cases.receive", "Répondre aux orientations que son organisation reçoit")
DECIDE = declare("cases.decide", "Décider, en séance, des demandes de financement adressées à son organisation")
KEEP_GRANTS = declare("cases.grants", "Tenir les subventions et les plafonds de son organisation")
TOTALS = declare("cases.totals", "Voir où les personnes attendent, chez tous les acteurs, sans aucun nom")
OWN_TOTALS = declare("cases.own_totals", "Voir où les personnes attendent dans son organisation, sans aucun nom")
OVERDUE = declare("cases.overdue", "Être averti des orientations restées sans réponse, et relancer")
READ_VITAL = declare("cases.vital", "Lire pourquoi une personne a été orientée sans son accord")

FOLLOW = declare("cases.follow", "Suivre une personne\u00a0: visites, appels, questionnaires")
FOLLOW_TEAM = declare("cases.follow_team", "Voir, sans nom, les visites dues dans son organisation")

NOTE_EVENT = declare("cases.events", "Noter ce qui a changé dans la vie d’une personne")
NOTE_DEATH = declare("cases.death", "Noter le décès d’une personne")
# Help that is given: who prepares it with her, who validates, who pays, who checks are four accounts.
PREPARE = declare("cases.prepare", "Préparer ce qui est remis à une personne, et noter qu’elle l’a reçu")
VALIDATE = declare("cases.validate", "Valider ou refuser une remise que son organisation paie")
PAY = declare("cases.pay", "Payer une remise validée par un autre compte")
CHECK = declare("cases.check", "Vérifier avec la personne, une fois sur dix, ce qu’elle a reçu")
SUPERVISE = declare("cases.supervise", "Lire les vérifications qui ne concordent pas")
PROPOSE_SCALE = declare("cases.propose_scale", "Proposer un barème commun au comité technique")
