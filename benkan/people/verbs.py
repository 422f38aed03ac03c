"""What the audit remembers of files of persons."""

from benkan.audit.verbs import declare

REGISTERED = declare("people.registered", "a enregistré une personne")
RECEIVED = declare("people.received", "a reçu une personne annoncée")
COMPLETED = declare("people.completed", "a complété un enregistrement")
CORRECTED = declare("people.corrected", "a corrigé un enregistrement")
ANNULLED = declare("people.annulled", "a annulé un enregistrement")
CONSENT_ASKED = declare("people.consent_asked", "a recueilli un consentement")
CONTACT_SAID = declare("people.contact_said", "a noté comment joindre sans danger")
FAMILY_LINKED = declare("people.family_linked", "a noté un lien de famille")
IDENTIFIER_NOTED = declare("people.identifier_noted", "a noté une pièce")
TALK_NOTED = declare("people.talk_noted", "a noté un entretien à part")
TALK_UNDONE = declare("people.talk_undone", "a remis une personne dans la file des entretiens à part")
TEXT_SIGNED = declare("people.text_signed", "a signé un texte à dire")
FILE_READ = declare("people.file_read", "a ouvert un dossier", reads=True)
IDENTIFIER_READ = declare("people.identifier_read", "a lu le numéro d’une pièce", reads=True)
HISTORY_READ = declare("people.history_read", "a lu les corrections d’un dossier", reads=True)
CARD_PRINTED = declare("people.card_printed", "a imprimé une carte", reads=True)
EXPORTED = declare("people.exported", "a emporté la liste des dossiers", reads=True)
SEARCHED = declare("people.searched", "a cherché dans les dossiers", reads=True)
