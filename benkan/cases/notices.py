"""What accompaniments tell: never a name, never the kind of help."""

from benkan.cases.permissions import DECIDE, OVERDUE, PAY, READ_VITAL, RECEIVE, REFER, SUPERVISE, VALIDATE
from benkan.linkage.permissions import HELPED_MANY
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

DELIVERY_PREPARED = declare("cases.delivery_prepared", "Une remise attend d’être validée", VALIDATE)
DELIVERY_VALIDATED = declare("cases.delivery_validated", "Une remise validée attend d’être payée", PAY)
DELIVERY_STOPPED = declare("cases.delivery_stopped", "Une remise est annulée\u00a0: ne la payez pas", PAY)
DELIVERY_DECIDED = declare("cases.delivery_decided", "Une remise que vous avez préparée est payée, refusée ou corrigée")
DELIVERY_DIFFERS = declare("cases.delivery_differs", "La vérification d’une remise ne concorde pas", SUPERVISE)
# Moving.
TRANSFER_RECEIVED = declare("cases.transfer_received", "Un transfert vous est proposé", RECEIVE)
TRANSFER_WITHDRAWN = declare("cases.transfer_withdrawn", "Un transfert a été retiré par qui le proposait", RECEIVE)
TRANSFER_ANSWERED = declare("cases.transfer_answered", "Un transfert que vous proposez a une réponse")
TRANSFER_BACK = declare(
    "cases.transfer_back", "Une personne reçue par transfert est revenue à son premier acteur", RECEIVE
)
TRANSFER_OVERDUE = declare(
    "cases.transfer_overdue", "Un transfert attend depuis trop longtemps\u00a0: appelez", OVERDUE
)
LIAISON_RECEIVED = declare("cases.liaison_received", "Une personne que vous suivez est chez un autre acteur", REFER)
LIAISON_OVERDUE = declare("cases.liaison_overdue", "Une demande de liaison attend une réponse", OVERDUE)
LIAISON_SILENT = declare("cases.liaison_silent", "Une demande de liaison est restée sans transfert", OVERDUE)
HELP_TO_APPROVE = declare(
    "cases.help_to_approve", "Une question sur l’aide déjà reçue attend l’accord d’un collègue", HELPED_MANY
)
HELP_APPROVED = declare(
    "cases.help_approved", "Votre question sur l’aide déjà reçue est approuvée\u00a0: la réponse se lit aujourd’hui"
)
