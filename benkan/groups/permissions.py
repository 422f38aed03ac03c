"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

READ = declare("groups.read", "Lire les projets collectifs et communautaires où son organisation prend part")
KEEP = declare("groups.keep", "Tenir un projet collectif ou communautaire\u00a0: membres, parts, comptes, suivi")
LINK = declare("groups.link", "Inscrire dans un projet collectif une personne que l’on accompagne")
DECIDE = declare("groups.decide", "Décider du financement d’un projet collectif, ou confirmer la décision d’un autre")
# A tranche: who keeps the group prepares it; who validates and who pays are two more accounts, where the money is.
VALIDATE = declare("groups.validate", "Valider ou reprendre une tranche que son organisation paie")
PAY = declare("groups.pay", "Payer une tranche validée par un autre compte")
TOTALS = declare("groups.totals", "Compter les projets collectifs et communautaires de tous, sans aucun nom")
