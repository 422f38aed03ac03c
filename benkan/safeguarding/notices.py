"""What restricted files tell: that there is one. Nothing of it, and not by its own page's address."""

from benkan.notices.kinds import declare
from benkan.offers.permissions import KEEP
from benkan.safeguarding.permissions import HOLD

WAITS = declare("safeguarding.waits", "1 dossier restreint")
NOBODY = declare("safeguarding.nobody", "1 dossier restreint sans titulaire", HOLD)
SHELTER = declare("safeguarding.shelter", "1 dossier restreint\u00a0: appelez cet organisme", KEEP)
