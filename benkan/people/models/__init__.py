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

__all__ = [
    "MEANINGS",
    "Consent",
    "FamilyLink",
    "Household",
    "Identifier",
    "NameToken",
    "Person",
    "Purpose",
    "Registration",
    "RegistrationStatus",
    "SafeContact",
    "Sex",
    "SpokenText",
]
