"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

ADD = declare("attachments.add", "Joindre une pièce à un dossier, ou la retirer")
READ = declare("attachments.read", "Ouvrir une pièce jointe à un dossier")
