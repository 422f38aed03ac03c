"""The questions of a file, in the order in which they are asked."""

from benkan.people.forms.attached import (
    AnnulForm,
    CardForm,
    ContactForm,
    IdentifierForm,
    JoinForm,
    KeptHeadForm,
    LinkForm,
    SignTextForm,
)
from benkan.people.forms.consent import ConsentForm
from benkan.people.forms.identity import IdentityForm
from benkan.people.forms.requests import (
    DecisionForm,
    EndForm,
    FindForm,
    RequestForm,
    RequestWithoutFileForm,
    SectionsForm,
)

__all__ = [
    "AnnulForm",
    "CardForm",
    "ConsentForm",
    "ContactForm",
    "DecisionForm",
    "EndForm",
    "FindForm",
    "IdentifierForm",
    "IdentityForm",
    "JoinForm",
    "KeptHeadForm",
    "LinkForm",
    "RequestForm",
    "RequestWithoutFileForm",
    "SectionsForm",
    "SignTextForm",
]
