"""What arrivals tell: convoys, to the actors of their entry point; lists, to who brought them."""

from benkan.arrivals.permissions import SEE
from benkan.notices.kinds import declare

CONVOY_ANNOUNCED = declare("arrivals.convoy_announced", "Un convoi est annoncé", SEE)
CONVOY_CORRECTED = declare("arrivals.convoy_corrected", "Un convoi annoncé a changé", SEE)
CONVOY_CANCELLED = declare("arrivals.convoy_cancelled", "Un convoi annoncé n’est pas venu", SEE)
LIST_READ = declare("arrivals.list_read", "La lecture de votre liste est finie")
LIST_APPLIED = declare("arrivals.list_applied", "Votre liste est appliquée")
