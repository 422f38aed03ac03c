"""What the audit remembers of complaints; never what was said, nor of whom.

Rows on a complaint are read by those alone who read the complaint: a policy on the audit sees to it (migration 0002).
"""

from benkan.audit.verbs import declare

NOTED = declare("complaints.noted", "a noté une plainte")
FOLLOWED = declare("complaints.followed", "a dit à une personne où en est sa plainte", reads=True)
WRONG_CODE = declare("complaints.wrong_code", "a donné de mauvais chiffres pour une plainte", reads=True)
CONTESTED = declare("complaints.contested", "a noté qu’une réponse est contestée")
LISTED = declare("complaints.listed", "a lu ses plaintes à examiner", reads=True)
READ = declare("complaints.read", "a lu une plainte", reads=True)
EXAMINED = declare("complaints.examined", "a commencé l’examen d’une plainte")
NOTE_WRITTEN = declare("complaints.note_written", "a écrit une note d’examen")
ANSWERED = declare("complaints.answered", "a répondu à une plainte")
TOLD = declare("complaints.told", "a dit la réponse à la personne")
HANDED_OVER = declare("complaints.handed_over", "a confié une plainte à un autre destinataire")
CLOSED = declare("complaints.closed", "a clos une plainte")
RECIPIENT_NAMED = declare("complaints.recipient_named", "a nommé un destinataire des plaintes")
RECIPIENT_ENDED = declare("complaints.recipient_ended", "a mis fin à un mandat de destinataire des plaintes")
