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
from benkan.cases.models.funding import Ceiling, FundingRequest, FundingStatusRow, Grant, Sitting
from benkan.cases.models.plans import Plan, PlanLine, PlanLineStatusRow, PlanStatusRow
from benkan.cases.models.referrals import Extract, Referral, ReferralStatusRow, VitalReason

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
