"""What the audit remembers of restricted files; never what was said.

Rows on a file are read by those alone who read it, and its readings by the data-protection delegate of their
organisation: a policy on the audit sees to it (migration 0002).
"""

from benkan.audit.verbs import declare

CONFIDED = declare("safeguarding.confided", "a confié une personne à part")
LISTED = declare("safeguarding.listed", "a lu la liste de ses dossiers restreints", reads=True)
TAKEN = declare("safeguarding.taken", "a accepté un dossier restreint")
DECLINED = declare("safeguarding.declined", "n’a pas accepté un dossier restreint")
PROPOSED = declare("safeguarding.proposed", "a proposé un dossier restreint à quelqu’un")
OPENED = declare("safeguarding.opened", "a ouvert la page d’un dossier restreint", reads=True)
READ = declare("safeguarding.read", "a lu une rubrique d’un dossier restreint", reads=True)
WRITTEN = declare("safeguarding.written", "a écrit dans un dossier restreint")
CLAIM_NOTED = declare("safeguarding.claim_noted", "a noté une déclaration de lien")
CLAIM_DECIDED = declare("safeguarding.claim_decided", "a rendu un avis sur une déclaration de lien")
CLOSED = declare("safeguarding.closed", "a clos un dossier restreint")
GREW_UP = declare("safeguarding.grew_up", "a noté une majorité")
PLACE_BARRED = declare("safeguarding.place_barred", "a écarté un lieu de retour")
PLACE_LIFTED = declare("safeguarding.place_lifted", "a levé un lieu écarté")
SHELTER_ASKED = declare("safeguarding.shelter_asked", "a demandé une place sûre")
AUTHORITY_SAID = declare("safeguarding.authority_said", "a désigné l’autorité de protection de l’enfance")
AUTHORITY_ENDED = declare("safeguarding.authority_ended", "a mis fin à une désignation d’autorité")
TRAINING_RECORDED = declare("safeguarding.training_recorded", "a noté une formation à l’entretien à part")
FIGURES_READ = declare("safeguarding.figures_read", "a lu les chiffres nationaux de la protection", reads=True)
