"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

SEARCH = declare("people.search", "Chercher dans les dossiers de son organisation")
READ_FILE = declare("people.read", "Ouvrir un dossier de son organisation")
REGISTER = declare("people.register", "Enregistrer une personne")
COMPLETE = declare("people.complete", "Compléter et corriger un enregistrement")
CONSENT = declare("people.consent", "Recueillir un consentement")
SIGN_TEXT = declare("people.sign_text", "Signer le texte à dire dans une langue")
