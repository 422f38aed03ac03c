"""What the audit remembers of the reference of places."""

from benkan.audit.verbs import declare

NAME_CORRECTED = declare("places.name_corrected", "a corrigé le nom d’un lieu")
ALIAS_ADDED = declare("places.alias_added", "a ajouté un autre nom à un lieu")
CODE_ADDED = declare("places.code_added", "a ajouté un code à un lieu")
PARENT_CORRECTED = declare("places.parent_corrected", "a rattaché un lieu à un autre")
PLACE_CLOSED = declare("places.closed", "a fermé un lieu")
ENTRY_POINT_ADDED = declare("places.entry_point_added", "a ajouté un point d’entrée")
