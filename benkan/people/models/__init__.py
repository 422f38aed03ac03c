from benkan.people.models.consent import MEANINGS, Consent, Purpose, SpokenText
from benkan.people.models.registration import (
    FamilyLink,
    Household,
    Identifier,
    NameToken,
    Person,
    Registration,
    RegistrationStatus,
    SafeContact,
    Sex,
)
from benkan.people.models.requests import PersonRequest, PersonRequestStatus, RetentionEnd
from benkan.people.models.talks import PrivateTalk

__all__ = [
    "MEANINGS",
    "Consent",
    "FamilyLink",
    "Household",
    "Identifier",
    "NameToken",
    "Person",
    "PersonRequest",
    "PersonRequestStatus",
    "PrivateTalk",
    "Purpose",
    "Registration",
    "RegistrationStatus",
    "RetentionEnd",
    "SafeContact",
    "Sex",
    "SpokenText",
]
