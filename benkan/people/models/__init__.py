from benkan.people.models.consent import MEANINGS, Consent, Purpose, SpokenText
from benkan.people.models.families import FamilyLink, Household, HouseholdJoin
from benkan.people.models.registration import (
    Identifier,
    NameToken,
    Person,
    PersonChange,
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
    "HouseholdJoin",
    "Identifier",
    "NameToken",
    "Person",
    "PersonChange",
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
