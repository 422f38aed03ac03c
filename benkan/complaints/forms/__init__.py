"""What is asked to note a complaint, to follow it, to answer it, and to name who receives it."""

from benkan.complaints.forms.desk import ContestForm, FollowForm, NoteForm
from benkan.complaints.forms.handling import AnswerForm, ExaminationForm, HandOverForm, RecipientForm

__all__ = [
    "AnswerForm",
    "ContestForm",
    "ExaminationForm",
    "FollowForm",
    "HandOverForm",
    "NoteForm",
    "RecipientForm",
]
