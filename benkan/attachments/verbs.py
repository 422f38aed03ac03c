"""What the audit remembers of papers that are attached."""

from benkan.audit.verbs import declare

ATTACHED = declare("attachment.added", "a joint une pièce")
REMOVED = declare("attachment.removed", "a retiré une pièce jointe")
OPENED = declare("attachment.opened", "a ouvert une pièce jointe", reads=True)
