"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

SEARCH = declare("people.search", "Chercher dans les dossiers de son organisation")
READ_FILE = declare("people.read", "Ouvrir un dossier de son organisation")
REGISTER = declare("people.register", "Enregistrer une personne")
REGISTER_LISTED = declare("people.register_listed", "Enregistrer les personnes d’une liste reçue en fichier")
COMPLETE = declare("people.complete", "Compléter et corriger un enregistrement")
CONSENT = declare("people.consent", "Recueillir un consentement")
EXPORT = declare("people.export", "Emporter la liste des dossiers de son organisation")
REQUEST = declare("people.request", "Noter et suivre les demandes des personnes sur leurs données")
DECIDE_REQUEST = declare("people.decide_request", "Décider des demandes des personnes et des fins de conservation")
ANSWER_REQUEST = declare("people.answer_request", "Faire ce qu’une demande accordée demande, effacement compris")
SIGN_TEXT = declare("people.sign_text", "Signer le texte à dire dans une langue")
