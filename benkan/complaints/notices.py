"""What complaints tell, to one account each: that one waits, nothing of it, and not by its own page's address."""

from benkan.complaints.permissions import NAME_RECIPIENTS
from benkan.notices.kinds import declare

WAITS = declare("complaints.waits", "Une plainte vous attend")
LATE = declare("complaints.late", "Une plainte a dépassé son délai\u00a0: elle est ouverte à ses deux destinataires")
NOBODY = declare("complaints.nobody", "Une plainte attend un destinataire", NAME_RECIPIENTS)
