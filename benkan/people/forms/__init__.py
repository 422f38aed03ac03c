"""The questions of a file, in the order in which they are asked."""

from benkan.people.forms.attached import AnnulForm, CardForm, ContactForm, IdentifierForm, LinkForm, SignTextForm
from benkan.people.forms.consent import ConsentForm
from benkan.people.forms.identity import IdentityForm

__all__ = [
    "AnnulForm",
    "CardForm",
    "ConsentForm",
    "ContactForm",
    "IdentifierForm",
    "IdentityForm",
    "LinkForm",
    "SignTextForm",
]
