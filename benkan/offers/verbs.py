"""What the audit remembers of the directory."""

from benkan.audit.verbs import declare

OFFER_OPENED = declare("offers.opened", "a ouvert une offre")
OFFER_CORRECTED = declare("offers.corrected", "a corrigé une offre")
OFFER_ENDED = declare("offers.ended", "a fermé une offre")
PLACES_DECLARED = declare("offers.places_declared", "a dit les places d’une offre")
STRUCTURE_NOTED = declare("offers.structure_noted", "a noté une structure dans l’annuaire")
STRUCTURE_CORRECTED = declare("offers.structure_corrected", "a corrigé une structure de l’annuaire")
STRUCTURE_CLOSED = declare("offers.structure_closed", "a retiré une structure de l’annuaire")
