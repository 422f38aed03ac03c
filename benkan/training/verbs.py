"""What the audit remembers of training; never what was said."""

from benkan.audit.verbs import declare

SESSION_OPENED = declare("training.session_opened", "a annoncé une formation")
SESSION_CORRECTED = declare("training.session_corrected", "a corrigé une formation")
SESSION_MOVED = declare("training.session_moved", "a changé l’état d’une formation")
SESSION_READ = declare("training.session_read", "a ouvert la liste des personnes d’une formation", reads=True)
ENROLLED = declare("training.enrolled", "a inscrit ou proposé une personne pour une formation")
ENROLMENT_MOVED = declare("training.enrolment_moved", "a changé l’état d’une inscription")
ENROLMENT_READ = declare("training.enrolment_read", "a ouvert une inscription", reads=True)
DAY_NOTED = declare("training.day_noted", "a noté l’émargement d’une journée")
SHEET_PRINTED = declare("training.sheet_printed", "a imprimé une feuille d’émargement", reads=True)
HANDED_OVER = declare("training.handed_over", "a noté des attestations ou des kits remis")
PLACEMENT_NOTED = declare("training.placement_noted", "a noté l’insertion d’une personne formée")
SKILLS_SEARCHED = declare("training.skills_searched", "a cherché des compétences, sans nom", reads=True)
SKILLS_ASKED = declare("training.skills_asked", "a demandé des personnes d’un métier")
SKILLS_ANSWERED = declare("training.skills_answered", "a répondu à une demande de compétences")
SKILLS_CLOSED = declare("training.skills_closed", "a clos une demande de compétences")
TOTALS_READ = declare("training.totals_read", "a lu les nombres des formations", reads=True)
BEHIND_READ = declare("training.behind_read", "a lu la liste sans nom derrière un nombre des formations", reads=True)
