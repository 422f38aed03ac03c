"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

NOTE = declare("complaints.note", "Noter une plainte, et dire à la personne où elle en est")
HANDLE = declare("complaints.handle", "Examiner les plaintes dont on est destinataire, et y répondre")
NAME_RECIPIENTS = declare("complaints.recipients", "Nommer les destinataires extérieurs des plaintes")
