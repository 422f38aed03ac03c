"""What the audit remembers of pairs."""

from benkan.audit.verbs import declare

DECIDED = declare("linkage.decided", "a répondu sur deux dossiers qui sont peut-être d’une personne")
UNDONE = declare("linkage.undone", "a défait sa réponse sur deux dossiers")
ASKED = declare("linkage.asked", "a demandé si un autre acteur connaît une personne")
NAMED = declare("linkage.named", "a dit à un autre acteur que son organisation connaît une personne")
OPENED = declare("linkage.opened", "a ouvert l’identité d’une personne à un autre acteur, avec son accord")
EXTRACT_READ = declare("linkage.extract_read", "a lu l’identité ouverte par un autre acteur", reads=True)
COMPARED = declare("linkage.compared", "a comparé deux dossiers côte à côte", reads=True)
QUEUE_READ = declare("linkage.queue_read", "a lu la file des rapprochements", reads=True)
BATCH_READ = declare("linkage.batch_read", "a lu un lot de paires très probables", reads=True)
# Measuring.
QUALITY_READ = declare("linkage.quality_read", "a lu la qualité mesurée des rapprochements, en nombres", reads=True)
QUALITY_BEHIND_READ = declare(
    "linkage.quality_behind_read", "a lu la liste sans nom derrière un nombre de rapprochements", reads=True
)
LEARNT = declare("linkage.learnt", "a fait apprendre un modèle de rapprochement, par commande")
SWITCHED = declare("linkage.switched", "a changé le modèle qui compare les dossiers, par commande")
