"""What the second step still needs before a file leaves « enregistrée », minimum elements."""

from dataclasses import dataclass

from benkan.people.models import Registration, SafeContact


@dataclass(frozen=True)
class Missing:
    """An answer never asked: its words, and the page that asks it."""

    words: str
    route: str = "people:complete"


def missing_before_complete(registration: Registration) -> list[Missing]:
    """« Ne sait pas » and « inconnue » are answers; a question never asked is missing. Two queries."""
    questions = (
        (registration.given_names or registration.family_name, Missing("le nom ou les prénoms")),
        (registration.sex, Missing("le sexe")),
        (registration.birth_said or registration.birth_year, Missing("la naissance, ou « inconnue »")),
        (
            registration.nationality_id or registration.nationality_unknown,
            Missing("la nationalité, ou « ne sait pas »"),
        ),
        (registration.destination_id or registration.destination_said, Missing("la destination")),
        (
            registration.consents.exists(),
            Missing("les réponses au consentement", "people:consent"),
        ),
        (
            SafeContact.objects.filter(registration=registration).exists(),
            Missing("le contact sûr", "people:contact"),
        ),
    )
    return [missing for known, missing in questions if not known]
