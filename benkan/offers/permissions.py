"""The rights of this context. Which role holds which: `organisations/roles.py`."""

from benkan.common.permissions import declare

SEE = declare("offers.see", "Chercher dans l’annuaire des offres")
KEEP = declare("offers.keep", "Tenir les offres de son organisation et leurs places")
NOTE_STRUCTURE = declare("offers.structure", "Noter une structure sans compte dans l’annuaire")
