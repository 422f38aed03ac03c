"""What accompaniments tell: never a name, never the kind of help."""

from benkan.cases.permissions import DECIDE, OVERDUE, READ_VITAL, RECEIVE
from benkan.notices.kinds import declare

REFERRAL_RECEIVED = declare("cases.referral_received", "Une orientation attend votre réponse", RECEIVE)
REFERRAL_WITHDRAWN = declare("cases.referral_withdrawn", "Une orientation a été retirée par qui l’envoyait", RECEIVE)
REFERRAL_ANSWERED = declare("cases.referral_answered", "Une orientation que vous avez envoyée a une réponse")
REFERRAL_CLOSED = declare("cases.referral_closed", "La suite d’une orientation reçue est dite", RECEIVE)
REFERRAL_RETURNED = declare("cases.referral_returned", "Une orientation sans réponse vous revient")
REFERRAL_OVERDUE = declare("cases.referral_overdue", "Une orientation reste sans réponse\u00a0: appelez", OVERDUE)
REFERRAL_VITAL = declare(
    "cases.referral_vital", "Une personne a été orientée sans son accord, pour intérêt vital", READ_VITAL
)
FUNDING_FILED = declare("cases.funding_filed", "Des demandes de financement sont déposées", DECIDE)
FUNDING_DECIDED = declare("cases.funding_decided", "Une décision est à dire à une personne que vous accompagnez")
