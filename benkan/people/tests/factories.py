"""Invented people for tests, made through the writes, inside `acting_for`."""

import datetime as dt

from benkan.common.imprecise import parse
from benkan.people.lifecycle import Status
from benkan.people.models import Purpose, Registration, SpokenText
from benkan.people.writes import NewFile, ask_consent, register, register_many, say_safe_contact
from benkan.places.models import Place

BORN = dt.date(2026, 1, 1)

# What the desk hears; each trait is a few answers.
TRAITS = {
    "kadiatou": {"given_names": "Kadiatou", "family_name": "Traoré", "sex": "F", "mother_name": "Assitan Diarra"},
    "lassine": {"given_names": "Lassine", "family_name": "Coulibaly", "sex": "M", "mother_name": "Assitan Diarra"},
    "fousseyni": {"given_names": "Fousseyni", "family_name": "Coulibaly", "sex": "M", "mother_name": "Assitan Diarra"},
    "child": {"birth": parse("9", on=dt.date.today())},  # noqa: DTZ011 - the age matters, not the hour
    "born_1990": {"birth": parse("3/5/1990", on=BORN)},
    "about_1990": {"birth": parse("vers 1990", on=BORN)},
    "with_phone": {"phone": "76 12 34 56"},
    "apart": {"wants_private_talk": True},
}


def a_registration(by, *traits: str, **answers) -> Registration:
    """`a_registration(by, "kadiatou", "with_phone", destination_said="Kita")`."""
    return register(by=by, answers=_said(traits) | answers, source="Accueil")


def _said(traits) -> dict:
    return {name: value for trait in traits for name, value in TRAITS[trait].items()}


def announced(by, *traits: str, **answers) -> Registration:
    """Named by a list, not received yet."""
    person = NewFile(_said(traits) | answers, source="liste de mars.xlsx")
    return register_many(by=by, people=[person], status=Status.SIGNALLED)[0]


def mali() -> Place:
    return Place.objects.get(slug="ml")


def with_identity(by, *traits: str, **answers) -> Registration:
    """All of the identity that the second step needs; consent and safe contact still missing."""
    known = {"nationality": mali(), "destination_said": "Banamba"}
    return a_registration(by, "kadiatou", "born_1990", *traits, **known | answers)


def ready_to_complete(by, *traits: str, **answers) -> Registration:
    """Nothing of the minimum is missing."""
    registration = with_identity(by, *traits, **answers)
    say_safe_contact(by=by, registration=registration, answers={"phone": "76 00 00 00"})
    consented(by, registration)
    return registration


def consented(by, registration, **answers: bool) -> None:
    """Every purpose accepted but those said otherwise (`photo=False`)."""
    given = dict.fromkeys(Purpose.values, True) | answers
    ask_consent(by=by, registration=registration, answers=given, language="bambara", text=SpokenText.objects.get())
