"""What the audit remembers of files of persons."""

from benkan.audit.verbs import declare

REGISTERED = declare("people.registered", "a enregistré une personne")
COMPLETED = declare("people.completed", "a complété un enregistrement")
CORRECTED = declare("people.corrected", "a corrigé un enregistrement")
ANNULLED = declare("people.annulled", "a annulé un enregistrement")
CONSENT_ASKED = declare("people.consent_asked", "a recueilli un consentement")
CONTACT_SAID = declare("people.contact_said", "a noté comment joindre sans danger")
FAMILY_LINKED = declare("people.family_linked", "a noté un lien de famille")
IDENTIFIER_NOTED = declare("people.identifier_noted", "a noté une pièce")
TEXT_SIGNED = declare("people.text_signed", "a signé un texte à dire")
FILE_READ = declare("people.file_read", "a ouvert un dossier", reads=True)
IDENTIFIER_READ = declare("people.identifier_read", "a lu le numéro d’une pièce", reads=True)
HISTORY_READ = declare("people.history_read", "a lu les corrections d’un dossier", reads=True)
CARD_PRINTED = declare("people.card_printed", "a imprimé une carte", reads=True)
SEARCHED = declare("people.searched", "a cherché dans les dossiers", reads=True)
