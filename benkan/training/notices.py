"""What training tells: never a name."""

from benkan.notices.kinds import declare
from benkan.training.permissions import KEEP

PROPOSED = declare("training.proposed", "Une personne est proposée pour une formation que vous tenez", KEEP)
ANSWERED = declare("training.answered", "Une inscription que vous avez proposée a une réponse")
PLACE_OFFERED = declare("training.place_offered", "Une place de formation est libre\u00a0: demandez à la personne")
