"""What is asked to confide a worry, to open and write a restricted file, and to keep what stands around it."""

from benkan.safeguarding.forms.around import AuthorityForm, CloseForm, PlaceForm, ProposeForm, TrainingForm
from benkan.safeguarding.forms.claims import ClaimForm, VerdictForm
from benkan.safeguarding.forms.confiding import ConfideForm
from benkan.safeguarding.forms.interviews import InterviewForm
from benkan.safeguarding.forms.reading import ReasonForm
from benkan.safeguarding.forms.sections import SectionForm

__all__ = [
    "AuthorityForm",
    "ClaimForm",
    "CloseForm",
    "ConfideForm",
    "InterviewForm",
    "PlaceForm",
    "ProposeForm",
    "ReasonForm",
    "SectionForm",
    "TrainingForm",
    "VerdictForm",
]
