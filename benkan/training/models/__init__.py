"""A training session and its people; what she left with; trades searched without a name."""

from benkan.training.models.attendance import Certificate, Half, Kit, Mark, Placement, Presence
from benkan.training.models.enrolments import Enrolment, EnrolmentStatusRow, HandedName
from benkan.training.models.sessions import Session, SessionStatusRow
from benkan.training.models.skills import SkillAnswer, SkillRequest

__all__ = [
    "Certificate",
    "Enrolment",
    "EnrolmentStatusRow",
    "Half",
    "HandedName",
    "Kit",
    "Mark",
    "Placement",
    "Presence",
    "Session",
    "SessionStatusRow",
    "SkillAnswer",
    "SkillRequest",
]
