"""An accompaniment and what hangs on it: assessment, plan, money, referrals."""

from benkan.cases.models.assessment import (
    Need,
    NeedStatusRow,
    Priority,
    PriorityChange,
    RestrictedNeed,
    Screening,
    ScreeningAnswers,
    Skill,
)
from benkan.cases.models.cases import Case, CaseStatusRow, WorkerChange
from benkan.cases.models.counting import Counting
from benkan.cases.models.deliveries import CheckAttempt, Delivery, DeliveryCheck, DeliveryReceiver, DeliveryStatusRow
from benkan.cases.models.events import (
    LifeEvent,
    LifeEventAnnulment,
    LifeEventDetail,
    LifeEventPerson,
    LifeEventStop,
)
from benkan.cases.models.followup import Attempt, InaccessibleZone, Schedule, Visit, VisitStatusRow
from benkan.cases.models.funding import Ceiling, FundingRequest, FundingStatusRow, Grant, Sitting
from benkan.cases.models.helped import HelpQuestion
from benkan.cases.models.money import GrantChange, GrantMovement, ScaleProposal
from benkan.cases.models.plans import Plan, PlanLine, PlanLineStatusRow, PlanStatusRow
from benkan.cases.models.referrals import Extract, Referral, ReferralStatusRow, VitalReason
from benkan.cases.models.surveys import Ending, Opinion, Survey, SurveyDimension, SurveyGrid, SurveyResult
from benkan.cases.models.transfers import (
    LiaisonReceived,
    LiaisonRequest,
    SecondReturn,
    Transfer,
    TransferExtract,
    TransferLink,
    TransferStatusRow,
)

__all__ = [
    "Case",
    "CaseStatusRow",
    "Ceiling",
    "Extract",
    "FundingRequest",
    "FundingStatusRow",
    "Grant",
    "Need",
    "NeedStatusRow",
    "Plan",
    "PlanLine",
    "PlanLineStatusRow",
    "PlanStatusRow",
    "Priority",
    "PriorityChange",
    "Referral",
    "ReferralStatusRow",
    "RestrictedNeed",
    "Screening",
    "ScreeningAnswers",
    "Sitting",
    "Skill",
    "VitalReason",
    "WorkerChange",
]
__all__ += ["Delivery", "DeliveryCheck", "DeliveryReceiver", "DeliveryStatusRow", "GrantMovement", "ScaleProposal"]
__all__ += ["CheckAttempt", "GrantChange"]
__all__ += ["HelpQuestion"]
__all__ += ["Attempt", "InaccessibleZone", "Schedule", "Visit", "VisitStatusRow"]
__all__ += ["Ending", "Opinion", "Survey", "SurveyDimension", "SurveyGrid", "SurveyResult"]
__all__ += ["LifeEvent", "LifeEventAnnulment", "LifeEventDetail", "LifeEventPerson", "LifeEventStop"]
__all__ += ["Transfer", "TransferExtract", "TransferLink", "TransferStatusRow"]
__all__ += ["LiaisonReceived", "LiaisonRequest", "SecondReturn"]
__all__ += ["Counting"]
